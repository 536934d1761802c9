/** Which of two types usually stands first in the cases that have both. */
import type { CaseTable } from './case-table.ts';
import type { Design } from './design.ts';

/** Cases worth of "either order" that every pair begins with. */
const PRIOR_CASES = 4;
/** Cases expected to have both by chance, of which none has: the two are alternatives to each other. */
const EXPECTED_TOGETHER = 4;

export interface OrderOfTypes {
  /** Share of the cases with both in which `other` stands before `type`; near ½ where little is known. */
  shareBefore(other: number, type: number): number;
  /** Number of cases with both, by their link probabilities. */
  together(other: number, type: number): number;
  /** Whether one is done instead of the other: then neither can be held fixed while the other is changed. */
  areAlternatives(a: number, b: number): boolean;
}

/** Counts for all types against the adjusters of a design. */
export function orderOfTypes({ rows, types, counts }: CaseTable, { adjusters, columnOf, firstType }: Design): OrderOfTypes {
  const width = adjusters.length;
  const both = new Float32Array(types.length * width);
  const first = new Float32Array(types.length * width);
  const at = (type: number, other: number) => type * width + columnOf[other]! - firstType;
  for (const { done } of rows) {
    for (const other of done) {
      if (columnOf[other.type]! < 0) continue;
      for (const type of done) {
        if (type === other) continue;
        const weight = type.x * other.x;
        both[at(type.type, other.type)]! += weight;
        if (other.first < type.first) first[at(type.type, other.type)]! += weight;
      }
    }
  }
  return {
    shareBefore: (other, type) =>
      (first[at(type, other)]! + PRIOR_CASES / 2) / (both[at(type, other)]! + PRIOR_CASES),
    together: (other, type) => both[at(type, other)]!,
    areAlternatives: (a, b) => {
      const expected = (counts[a]! * counts[b]!) / Math.max(1, rows.length);
      return both[at(b, a)]! < 0.5 && expected >= EXPECTED_TOGETHER;
    },
  };
}
