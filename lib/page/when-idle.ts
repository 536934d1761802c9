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

/** @param dropped hears of work that is given up. */
export function createIdleQueue(window: Window, signal: AbortSignal, dropped: () => void): IdleQueue {
  let waiting: (() => void)[] = [];
  let asked = false;

  function run(until: number): void {
    while (waiting.length > 0 && performance.now() < until) waiting.shift()!();
    if (waiting.length > 0) ask();
  }

  function ask(): void {
    if (asked) return;
    asked = true;
    window.requestIdleCallback(
      () => {
        asked = false;
        if (!signal.aborted) run(performance.now() + STRETCH_IN_MS);
      },
      { timeout: LATEST_IN_MS },
    );
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
      run(until);
    },
  };
}
