import type { LogRecord } from '../records/record.ts';

/** A longer pause in a thread ends a sitting: the usual cut of a visit to a site, long enough for a read between two acts. */
const LONGEST_PAUSE_IN_MS = 30 * 60_000;

/** Where a thread's user is: the number of the sitting, from 0 on, and when something of it was last seen. */
export interface Sitting {
  readonly sitting: number;
  readonly lastSeen: number;
}

/**
 * The sitting after a record. Only what shows the user there counts (acts, words, visits): an outcome comes when it comes, and
 * a decision is ours, but only made while the user is there.
 */
export function sittingAfter(
  before: Sitting | null,
  record: Pick<LogRecord, 'kind' | 'features'>,
  ms: number,
): Sitting | null {
  const present =
    record.kind === 'action' ||
    record.kind === 'decision' ||
    // A row about a thing on another page does not take the user to it.
    (record.kind === 'observation' && record.features?.mention !== 1) ||
    record.kind === 'statement';
  if (!present) return before;
  if (before === null) return { sitting: 0, lastSeen: ms };
  return {
    sitting: before.sitting + (ms - before.lastSeen > LONGEST_PAUSE_IN_MS ? 1 : 0),
    lastSeen: Math.max(ms, before.lastSeen),
  };
}
