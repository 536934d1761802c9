/** Where the engine stands: its one problem, and the work after a deletion. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { EngineStatus } from '../../lib/engine/api.ts';
import type { PanelClient } from '../client.ts';
import type { Live } from './live.ts';
import { wordsOf } from './words-of-error.ts';

const LOOK_AGAIN_WHILE_REBUILDING_IN_MS = 400;

export interface EngineStatusStore {
  readonly status: ReadonlySignal<EngineStatus | null>;
  /** Set when the engine gives no answer at all, in the words of the error. */
  readonly silent: ReadonlySignal<string | null>;
  refresh(): Promise<void>;
}

export function createEngineStatusStore(client: PanelClient, live: Live): EngineStatusStore {
  const status = signal<EngineStatus | null>(null);
  const silent = signal<string | null>(null);
  let again: ReturnType<typeof setTimeout> | undefined;

  async function refresh(): Promise<void> {
    clearTimeout(again);
    try {
      const before = status.value;
      const now = await client.status();
      status.value = now;
      silent.value = null;
      // The end of a rebuild is news for every view, also if the word of it was lost.
      if (before && before.rebuilding !== null && now.rebuilding === null) live.changed('engine');
      clearTimeout(again);
      if (now.rebuilding !== null) again = setTimeout(() => void refresh(), LOOK_AGAIN_WHILE_REBUILDING_IN_MS);
    } catch (failure) {
      silent.value = wordsOf(failure);
    }
  }

  void refresh();
  live.subscribe('engine', () => void refresh());
  return { status, silent, refresh };
}
