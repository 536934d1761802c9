const AT_MOST_AFTER_IN_MS = 1_000;

/** Runs something when the page has nothing to do, at most a second later. */
export function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: AT_MOST_AFTER_IN_MS });
  else setTimeout(run, 0);
}
