/** Work that waits for a quiet moment of the page. */
export interface IdleQueue {
  readonly add: (run: () => void) => void;
  /** Does now all that waits, and goes on with what that adds for so many milliseconds; what is left then waits again. */
  readonly flush: (ms: number) => void;
}

/** Where a page or its machine has no quiet moment, a little is done this often all the same. */
const LATEST_IN_MS = 250;
/** More waiting work than this is a page gone wild: the newest is dropped, the page comes first. */
const MOST_WAITING = 200;
/**
 * After so many milliseconds of a stretch nothing new is begun; what is left waits for the next quiet moment. A piece of work can take
 * a few milliseconds itself: with the last one, a stretch stays below eight.
 */
const STRETCH_IN_MS = 1;
/**
 * A page at rest has a quiet moment for us only every 50 ms: as long as one lasts, more stretches follow, each a task of its own that
 * whatever the page or its user does comes before.
 */
const STRETCHES_IN_A_MOMENT = 5;
/** With less of a quiet moment left than this, in milliseconds, no stretch is begun. */
const LEAST_LEFT_IN_MS = 6;

/** @param dropped hears of work that is given up. */
export function createIdleQueue(window: Window, signal: AbortSignal, dropped: () => void): IdleQueue {
  let waiting: (() => void)[] = [];
  let asked = false;

  function doWaiting(until: number): void {
    while (waiting.length > 0 && performance.now() < until) waiting.shift()!();
  }

  function ask(): void {
    if (asked) return;
    asked = true;
    window.requestIdleCallback((moment) => stretch(moment, STRETCHES_IN_A_MOMENT - 1), { timeout: LATEST_IN_MS });
  }

  function stretch(moment: IdleDeadline, more: number): void {
    if (signal.aborted) return;
    try {
      doWaiting(performance.now() + STRETCH_IN_MS);
    } finally {
      asked = false;
      if (waiting.length > 0) goOn(moment, more);
    }
  }

  function goOn(moment: IdleDeadline, more: number): void {
    if (more === 0 || moment.didTimeout || moment.timeRemaining() < LEAST_LEFT_IN_MS) {
      ask();
      return;
    }
    asked = true;
    window.setTimeout(() => stretch(moment, more - 1), 0);
  }

  signal.addEventListener('abort', () => {
    waiting = [];
  });
  return {
    add(work) {
      if (signal.aborted) return;
      if (waiting.length >= MOST_WAITING) {
        dropped();
        return;
      }
      waiting.push(work);
      ask();
    },
    flush(ms) {
      const until = performance.now() + ms;
      for (let due = waiting.length; due > 0; due--) waiting.shift()?.();
      doWaiting(until);
      if (waiting.length > 0) ask();
    },
  };
}
