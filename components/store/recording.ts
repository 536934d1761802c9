/** Whether and where it is recorded: the status line, the pause, the switches of the sites. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { PauseLength, RecordingStatus, SiteSetting } from '../../lib/browser/protocol.ts';
import type { PanelClient, SiteChange } from '../client.ts';
import type { Live } from './live.ts';
import { wordsOf } from './words-of-error.ts';

export interface RecordingStore {
  /** Null until the browser has answered. */
  readonly status: ReadonlySignal<RecordingStatus | null>;
  /** Why the last switch did nothing, in words; null if it did. */
  readonly refused: ReadonlySignal<string | null>;
  pause(length: PauseLength): Promise<void>;
  resume(): Promise<void>;
  /** Asks the browser for the sites and switches them on. Call it straight from the click. */
  switchOn(sites: readonly string[], how?: { readonly keepText?: boolean; readonly chat?: boolean }): Promise<boolean>;
  change(setting: SiteSetting, how: Partial<Pick<SiteSetting, 'on' | 'keepText' | 'chat' | 'space'>>): Promise<void>;
  keepOut(words: readonly string[]): Promise<boolean>;
  /** Asks the user to point at the pieces of a page; false if no page of the site is open. */
  teach(site: string): Promise<boolean>;
  /** Renames what was taught of a site, or forgets it (`null`). */
  changeOwn(site: string, name: string | null): Promise<void>;
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
    pause: async (length) => void (await take(client.pause(length))),
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
    keepOut: (words) => take(client.keepOut(words)),
    async teach(site) {
      try {
        return await client.teach(site);
      } catch (failure) {
        refused.value = wordsOf(failure);
        return true;
      }
    },
    changeOwn: async (site, name) => void (await take(client.changeOwnSite(site, name))),
    refuse(words) {
      refused.value = words;
    },
    clearRefusal() {
      refused.value = null;
    },
  };
}
