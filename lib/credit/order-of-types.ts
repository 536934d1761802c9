/** Which of two types usually stands first in the cases that have both. */
import type { CaseTable } from './case-table.ts';
import type { Design } from './design.ts';

/** Cases worth of what their usual places say that every pair begins with. */
const PRIOR_CASES = 4;
const Z_95_ONE_SIDED = 1.645;
/** Cases expected to have both by chance, of which none has: the two are alternatives to each other. */
const EXPECTED_TOGETHER = 4;

export interface OrderOfTypes {
  /** Share of the cases with both in which `other` stands before `type`; by their usual places where few have both. */
  shareBefore(other: number, type: number): number;
  /** Its upper 95 % bound. */
  mostBefore(other: number, type: number): number;
  /** Number of cases with both, by their link probabilities. */
  together(other: number, type: number): number;
  /** Whether one is done instead of the other: then neither can be held fixed while the other is changed. */
  areAlternatives(a: number, b: number): boolean;
}

/** Counts for all types against the adjusters of a design. */
export function orderOfTypes(
  { rows, types, counts }: CaseTable,
  { adjusters, columnOf, firstType }: Design,
): OrderOfTypes {
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
  // Counted from the beginning or as a share of the case: whichever tells the two better apart.
  const usual = [usualPlaces(rows, types.length, false), usualPlaces(rows, types.length, true)];
  const expectedBefore = (other: number, type: number) => {
    const apart = usual.map(
      ({ mean, variance }) => (mean[type]! - mean[other]!) / Math.sqrt(variance[type]! + variance[other]!),
    );
    const most = Math.abs(apart[0]!) > Math.abs(apart[1]!) ? apart[0]! : apart[1]!;
    return 1 / (1 + Math.exp(-LOGISTIC_PER_NORMAL * most));
  };
  const shareBefore = (other: number, type: number) =>
    (first[at(type, other)]! + PRIOR_CASES * expectedBefore(other, type)) / (both[at(type, other)]! + PRIOR_CASES);
  return {
    shareBefore,
    mostBefore: (other, type) => {
      const share = shareBefore(other, type);
      return share + Z_95_ONE_SIDED * Math.sqrt((share * (1 - share)) / (both[at(type, other)]! + PRIOR_CASES));
    },
    together: (other, type) => both[at(type, other)]!,
    areAlternatives: (a, b) => {
      const expected = (counts[a]! * counts[b]!) / Math.max(1, rows.length);
      return both[at(b, a)]! < 0.5 && expected >= EXPECTED_TOGETHER;
    },
  };
}

/** Scale at which the logistic curve is nearest to the normal one. */
const LOGISTIC_PER_NORMAL = 1.702;
/** Cases worth of not knowing where a type stands. */
const UNKNOWN_CASES = 2;

/** Where in its cases each type stands first, and how much that varies. */
function usualPlaces(rows: CaseTable['rows'], types: number, asShare: boolean) {
  const [n, sum, squares] = [new Float64Array(types), new Float64Array(types), new Float64Array(types)];
  let [all, sumOfAll, squaresOfAll] = [0, 0, 0];
  for (const { done, outcome } of rows) {
    for (const { type, first } of done) {
      const place = asShare ? (first + 0.5) / outcome.candidates.length : first;
      n[type]!++;
      sum[type]! += place;
      squares[type]! += place * place;
      all++;
      sumOfAll += place;
      squaresOfAll += place * place;
    }
  }
  const anywhere = all > 0 ? sumOfAll / all : 0;
  const varies = Math.max(1e-6, all > 0 ? squaresOfAll / all - anywhere ** 2 : 1);
  const mean = sum.map((total, type) => (total + UNKNOWN_CASES * anywhere) / (n[type]! + UNKNOWN_CASES));
  const variance = squares.map((total, type) => {
    const own = Math.max(0, total - sum[type]! ** 2 / Math.max(1, n[type]!));
    return (own + UNKNOWN_CASES * varies) / (n[type]! + UNKNOWN_CASES);
  });
  return { mean, variance };
}
