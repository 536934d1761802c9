/** News of what is shown: many changes become one within 250 ms, so that a busy page does not redraw the panel all the time. */
export type Changed = 'engine' | 'recording';

export const COALESCED_WITHIN_IN_MS = 250;

export interface Live {
  /** Returns the undo. */
  subscribe(what: Changed, listener: () => void): () => void;
  changed(what: Changed): void;
  /** As `changed`, without the wait: after the person's own act, which must show at once. */
  changedNow(what: Changed): void;
}

export function createLive(): Live {
  const listeners: Record<Changed, Set<() => void>> = { engine: new Set(), recording: new Set() };
  const waiting = new Set<Changed>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(what: Changed): void {
    for (const listener of [...listeners[what]]) listener();
  }

  function flush(): void {
    const now = [...waiting];
    waiting.clear();
    for (const what of now) tell(what);
  }

  return {
    subscribe(what, listener) {
      listeners[what].add(listener);
      return () => listeners[what].delete(listener);
    },
    changed(what) {
      if (waiting.size === 0) {
        clearTimeout(timer);
        timer = setTimeout(flush, COALESCED_WITHIN_IN_MS);
      }
      waiting.add(what);
    },
    changedNow(what) {
      waiting.delete(what);
      tell(what);
    },
  };
}
