import { useRef, useState } from 'preact/hooks';
import { holdPlaces } from './hold-places.ts';
import { usePanel } from './panel.ts';

/** Rows that keep their places under the person's hand; new ones wait until asked for. `key` says which list it is. */
export function useHeld<R>(
  key: string,
  fresh: readonly R[],
  idOf: (row: R) => string,
): {
  readonly rows: readonly R[];
  readonly waiting: number;
  readonly showNew: () => void;
} {
  const panel = usePanel();
  const shown = useRef<{ readonly key: string; readonly rows: readonly R[] }>({ key, rows: [] });
  const asked = useRef(false);
  const [, redraw] = useState(0);
  const before = shown.current.key === key ? shown.current.rows : [];
  const held = holdPlaces(before, fresh, panel.hand.value && !asked.current, idOf);
  asked.current = false;
  shown.current = { key, rows: held.rows };
  return {
    ...held,
    showNew() {
      asked.current = true;
      redraw((n) => n + 1);
    },
  };
}
