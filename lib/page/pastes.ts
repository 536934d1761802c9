/** Something pasted into a field. */
export interface Paste {
  /** Id of the act that told it. */
  readonly act: string;
  /** The field, or the whole rich editor, that it went into. */
  readonly field: Element;
  /** What was pasted, without secrets. Stays in the memory of this page. */
  readonly text: string;
}

const MOST_KEPT = 20;

/** Who records pastes tells them here; who follows what becomes of them listens, and hears the latest of those before, too. */
export interface Pastes {
  readonly tell: (paste: Paste) => void;
  readonly listen: (listener: (paste: Paste) => void) => void;
}

export function createPastes(): Pastes {
  const listeners: ((paste: Paste) => void)[] = [];
  const pastes: Paste[] = [];
  return {
    tell(paste) {
      pastes.push(paste);
      if (pastes.length > MOST_KEPT) pastes.shift();
      for (const listener of listeners) listener(paste);
    },
    listen(listener) {
      listeners.push(listener);
      for (const paste of pastes) listener(paste);
    },
  };
}
