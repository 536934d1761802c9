/** Which cases came to where something is decided. */
import type { CaseTable } from './case-table.ts';
import { type Design, reweighed } from './design.ts';
import type { OrderOfTypes } from './order-of-types.ts';

/** Share of a type's cases that have it at one and the same place, from which on that is where it is decided. */
const ALWAYS_AT_ONE_PLACE = 0.95;

/**
 * The design among the cases that came to where a type is decided. Where two types always stand at one and the same place, one or
 * the other is chosen there, and a case that ended before says nothing of the choice: to have come so far is no consequence of
 * it. Without an alternative nobody can tell a case that never came there from one in which it was left undone.
 */
export function amongReached(
  type: number,
  {
    table,
    design,
    placeOf,
    order,
  }: {
    readonly table: CaseTable;
    readonly design: Design;
    readonly placeOf: Int32Array;
    readonly order: OrderOfTypes;
  },
): Design {
  const place = placeOf[type]!;
  const chosen =
    place > 0 &&
    design.adjusters.some((other) => other !== type && placeOf[other] === place && order.together(other, type) < 0.5);
  if (!chosen) return design;
  const ended = table.rows.map(({ outcome }) => outcome.candidates.length <= place);
  return ended.some(Boolean)
    ? reweighed(
        design,
        design.weights.map((weight, j) => (ended[j] ? 0 : weight)),
      )
    : design;
}

/** The place at which each type always stands first; -1: at none. */
export function placesOf({ rows, types }: CaseTable): Int32Array {
  const counts = types.map(() => new Map<number, number>());
  for (const { done } of rows) {
    for (const { type, first } of done) counts[type]!.set(first, (counts[type]!.get(first) ?? 0) + 1);
  }
  return Int32Array.from(counts, (places) => {
    const n = [...places.values()].reduce((sum, times) => sum + times, 0);
    const [place, times] = [...places].reduce((best, each) => (each[1] > best[1] ? each : best), [-1, 0]);
    return times >= ALWAYS_AT_ONE_PLACE * n ? place : -1;
  });
}
