import type { Instant } from '../records/record.ts';

/** Instants that never go back, so that what happened later on a page is later in the log even when the clock was set back. */
export function createPageClock(now: () => number = Date.now): () => Instant {
  let last = 0;
  return () => {
    last = Math.max(last, now());
    return new Date(last).toISOString();
  };
}
