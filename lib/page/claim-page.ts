/**
 * Claims a page for one script of ours: the same script may be registered and also started in an open tab, and must run
 * once. The mark lives in our own isolated world, where the page cannot see it.
 */
export function claimPage(script: 'capture' | 'chat'): boolean {
  const claimed = globalThis as typeof globalThis & { retraceScripts?: Set<string> };
  claimed.retraceScripts ??= new Set();
  if (claimed.retraceScripts.has(script)) return false;
  claimed.retraceScripts.add(script);
  return true;
}

declare global {
  /** Set in our isolated world before a script of a new version starts in a page that one of the last version recorded. */
  var retraceResumed: boolean | undefined;
}

/** Whether this document was recorded before by the last version of ours: how one came to it is told. */
export function isResumed(): boolean {
  return globalThis.retraceResumed === true;
}
