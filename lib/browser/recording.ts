/**
 * What is recorded, and whether: the sites the user switched on and the pause. Kept in `storage.local`, because the
 * background needs it before the engine is up; every change is also a `setting` line of the log.
 */
import { browser } from 'wxt/browser';

export interface SiteChoice {
  readonly on: boolean;
  readonly keepText: boolean;
  readonly chat: boolean;
  /** Space of what is recorded there; none is the default one. */
  readonly space?: string | null;
}

export interface RecordingChoices {
  readonly sites: Readonly<Record<string, SiteChoice>>;
  /** Null: not paused. Otherwise epoch milliseconds when it ends; `FOREVER` until the user goes on. */
  readonly pausedUntil: number | null;
  /** Words that are never stored. */
  readonly words?: readonly string[];
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

/** The choices without a pause that is over; one that was begun meanwhile stays. */
export function withoutPastPause(choices: RecordingChoices, now: number): RecordingChoices {
  return isPaused(choices, now) ? choices : { ...choices, pausedUntil: null };
}
