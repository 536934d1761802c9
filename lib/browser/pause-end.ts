import { FOREVER } from './recording.ts';

/** Minutes, until tomorrow morning, or until the user goes on (null). */
export type PauseLength = number | 'tomorrow' | null;

const MORNING_HOUR = 4;

/** Epoch milliseconds at which a pause ends: tomorrow is 04:00 of the next day where the user is, also when clocks change. */
export function endOfPause(length: PauseLength, now: Date): number {
  if (length === null) return FOREVER;
  if (length === 'tomorrow')
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, MORNING_HOUR).getTime();
  return now.getTime() + length * 60_000;
}
