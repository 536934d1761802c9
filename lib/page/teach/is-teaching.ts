/**
 * Whether the user is pointing at pieces of this page for us right now: their presses are for us then, and no acts of theirs on the
 * page. The mark lies in our own world, which our scripts on a page share and the page cannot see.
 */
declare global {
  var retraceTeaching: AbortController | undefined;
}

export function isTeaching(): boolean {
  return globalThis.retraceTeaching?.signal.aborted === false;
}

/** Begins, and ends what was begun before: one at a time on a page. Over when the result is aborted. */
export function beginTeaching(): AbortController {
  globalThis.retraceTeaching?.abort();
  globalThis.retraceTeaching = new AbortController();
  return globalThis.retraceTeaching;
}
