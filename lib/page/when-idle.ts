/** Work that waits for a quiet moment of the page. */
export interface IdleQueue {
  readonly add: (run: () => void) => void;
  /** Does all of it now. */
  readonly flush: () => void;
}

const LATEST_IN_MS = 1_000;
/** More waiting work than this is a page gone wild: the newest is dropped, the page comes first. */
const MOST_WAITING = 200;
/** Longest stretch of work at a time, in milliseconds; what is left waits for the next quiet moment. */
const STRETCH_IN_MS = 8;

export function createIdleQueue(window: Window, signal: AbortSignal): IdleQueue {
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
      if (signal.aborted || waiting.length >= MOST_WAITING) return;
      waiting.push(work);
      ask();
    },
    flush: () => run(Number.POSITIVE_INFINITY),
  };
}
