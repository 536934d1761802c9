import type { Instant } from '../records/record.ts';

/**
 * A clock that goes back by more than this was wrong before, and is right now. Less than what the background takes for a time to come
 * (browser/stamp.ts).
 */
const FURTHEST_HELD_IN_MS = 30_000;

/**
 * Instants that do not go back where a clock is set right by a little, so that what happened later on a page is later in the log.
 * A clock that jumps by years is followed there and back: held, it would date all that is still to come on this page.
 */
export function createPageClock(now: () => number = Date.now): () => Instant {
  let last = 0;
  return () => {
    const told = now();
    if (told > last || last - told > FURTHEST_HELD_IN_MS) last = told;
    return new Date(last).toISOString();
  };
}
