/**
 * What is recorded, and whether: the sites the user switched on and the pause. Kept in `storage.local`, because the
 * background needs it before the engine is up; every change is also a `setting` line of the log.
 */
import { browser } from 'wxt/browser';

export interface SiteChoice {
  readonly on: boolean;
  readonly keepText: boolean;
  readonly chat: boolean;
}

export interface RecordingChoices {
  readonly sites: Readonly<Record<string, SiteChoice>>;
  /** Null: not paused. Otherwise epoch milliseconds when it ends; `FOREVER` until the user goes on. */
  readonly pausedUntil: number | null;
}

/** Largest time a Date can hold: a pause without an end. */
export const FOREVER = 8.64e15;

const KEY = 'recording';
const NOTHING: RecordingChoices = { sites: {}, pausedUntil: null };

export async function readChoices(): Promise<RecordingChoices> {
  const stored = await browser.storage.local.get(KEY);
  const choices = stored[KEY] as RecordingChoices | undefined;
  return choices ?? NOTHING;
}

let lastChange: Promise<unknown> = Promise.resolve();

/** Changes the choices, one change after the other, so that two clicks never undo each other. */
export function changeChoices(change: (now: RecordingChoices) => RecordingChoices): Promise<RecordingChoices> {
  const next = lastChange.then(async () => {
    const changed = change(await readChoices());
    await browser.storage.local.set({ [KEY]: changed });
    return changed;
  });
  lastChange = next.catch(() => undefined);
  return next;
}

export function isPaused(choices: RecordingChoices, now: number): boolean {
  return choices.pausedUntil !== null && now < choices.pausedUntil;
}
