/**
 * Rows as they are to be drawn when fresh ones came. Under the pointer or the focus nothing moves: rows keep their places
 * (with their new content), what is gone goes, and what is new waits.
 * @returns the rows to draw, and how many wait.
 */
export function holdPlaces<R>(
  shown: readonly R[],
  fresh: readonly R[],
  held: boolean,
  idOf: (row: R) => string,
): { readonly rows: readonly R[]; readonly waiting: number } {
  if (!held || shown.length === 0) return { rows: fresh, waiting: 0 };
  const byId = new Map(fresh.map((row) => [idOf(row), row]));
  const rows = shown.flatMap((row) => byId.get(idOf(row)) ?? []);
  // Nothing of what was there is left: it is another list, not the same one with news.
  if (rows.length === 0) return { rows: fresh, waiting: 0 };
  return { rows, waiting: fresh.length - rows.length };
}
