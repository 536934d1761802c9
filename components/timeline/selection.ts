/** Which rows are selected, and from where Shift extends. Immutable: every change makes a new one. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly anchor: string | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

/** The row in or out; it is where the next Shift starts. */
export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** All rows from the anchor to this one, added to what is selected. Without an anchor, the row alone. */
export function extended({ ids, anchor }: Selection, id: string, order: readonly string[]): Selection {
  const [from, to] = [order.indexOf(anchor ?? id), order.indexOf(id)];
  if (to < 0) return { ids, anchor };
  const start = from < 0 ? to : from;
  const range = order.slice(Math.min(start, to), Math.max(start, to) + 1);
  return { ids: new Set([...ids, ...range]), anchor: from < 0 ? id : anchor };
}

/** What is left of it when rows are gone. */
export function within({ ids, anchor }: Selection, order: readonly string[]): Selection {
  const there = new Set(order);
  const left = [...ids].filter((id) => there.has(id));
  return left.length === ids.size
    ? { ids, anchor }
    : { ids: new Set(left), anchor: anchor && there.has(anchor) ? anchor : null };
}
