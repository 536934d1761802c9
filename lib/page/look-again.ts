import type { Capture } from './capture.ts';

/** A change of the page this long after an act may still be its consequence. */
const WATCHED_FOR_IN_MS = 20_000;
/** A page that has not changed for so long has said what it had to say. */
const QUIET_IN_MS = 1_000;
/** Two looks are at least so far apart. */
const APART_IN_MS = 10_000;

export interface LookingAgain {
  /** The user has done something: what the page shows may change without an address saying so. */
  readonly acted: () => void;
  /** The page has been looked at. */
  readonly looked: () => void;
}

/**
 * Looks at a page again when it has changed in place after an act, and stands still. It watches only in the twenty seconds
 * after an act, and takes note of one change a second: a page that never rests costs next to nothing, and is looked at when it
 * is left.
 */
export function lookAgain(
  capture: Pick<Capture, 'window' | 'page' | 'signal' | 'guard'>,
  look: () => void,
): LookingAgain {
  const { window, page, signal, guard } = capture;
  let until = 0;
  let last = Number.NEGATIVE_INFINITY;
  let timer = 0;
  let isWatching = false;
  let hasChanged = false;

  const observer = new MutationObserver(
    guard(() => {
      hasChanged = true;
      isWatching = false;
      observer.disconnect();
    }, 'look-again'),
  );

  function watch(): void {
    if (isWatching || !page.body) return;
    isWatching = true;
    observer.observe(page.body, { subtree: true, childList: true, characterData: true });
  }

  const tick = guard(() => {
    timer = 0;
    const now = performance.now();
    const stoodStill = isWatching;
    if (hasChanged && stoodStill && now - last >= APART_IN_MS) {
      hasChanged = false;
      look();
    }
    if (now > until && (!hasChanged || !stoodStill || now > until + APART_IN_MS)) {
      stop();
      return;
    }
    watch();
    timer = window.setTimeout(tick, QUIET_IN_MS);
  }, 'look-again');

  function stop(): void {
    window.clearTimeout(timer);
    timer = 0;
    observer.disconnect();
    isWatching = false;
    hasChanged = false;
  }

  signal.addEventListener('abort', stop);
  return {
    acted() {
      if (signal.aborted) return;
      until = performance.now() + WATCHED_FOR_IN_MS;
      watch();
      if (timer === 0) timer = window.setTimeout(tick, QUIET_IN_MS);
    },
    looked() {
      last = performance.now();
      hasChanged = false;
    },
  };
}
