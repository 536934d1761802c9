/** Whether and where it is recorded: the status line, the pause, the switches of the sites. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { RecordingStatus, SiteSetting } from '../../lib/browser/protocol.ts';
import type { PanelClient, SiteChange } from '../client.ts';
import type { Live } from './live.ts';
import { wordsOf } from './words-of-error.ts';

export interface RecordingStore {
  /** Null until the browser has answered. */
  readonly status: ReadonlySignal<RecordingStatus | null>;
  /** Why the last switch did nothing, in words; null if it did. */
  readonly refused: ReadonlySignal<string | null>;
  pause(minutes: number | null): Promise<void>;
  resume(): Promise<void>;
  /** Asks the browser for the sites and switches them on. Call it straight from the click. */
  switchOn(sites: readonly string[], how?: { readonly keepText?: boolean; readonly chat?: boolean }): Promise<boolean>;
  change(setting: SiteSetting, how: Partial<Pick<SiteSetting, 'on' | 'keepText' | 'chat'>>): Promise<void>;
  refuse(words: string): void;
  clearRefusal(): void;
}

export function createRecordingStore(client: PanelClient, live: Live, noAccess: () => string): RecordingStore {
  const status = signal<RecordingStatus | null>(null);
  const refused = signal<string | null>(null);

  async function take(answer: Promise<RecordingStatus>): Promise<boolean> {
    try {
      status.value = await answer;
      refused.value = null;
      return true;
    } catch (failure) {
      refused.value = wordsOf(failure);
      return false;
    }
  }

  const changeSite = (change: SiteChange) => take(client.changeSite(change));

  void take(client.recording());
  live.subscribe('recording', () => void take(client.recording()));

  return {
    status,
    refused,
    pause: async (minutes) => void (await take(client.pause(minutes))),
    resume: async () => void (await take(client.resume())),
    async switchOn(sites, how = {}) {
      // The gesture is gone after the first await: so this comes first.
      const asked = client.askForSites(sites);
      try {
        if (!(await asked)) {
          refused.value = noAccess();
          return false;
        }
      } catch (failure) {
        refused.value = wordsOf(failure);
        return false;
      }
      let all = true;
      for (const site of sites) all = (await changeSite({ site, on: true, ...how })) && all;
      return all;
    },
    change: async ({ site, on }, how) => void (await changeSite({ site, on, ...how })),
    refuse(words) {
      refused.value = words;
    },
    clearRefusal() {
      refused.value = null;
    },
  };
}
