import type { Attribute } from './attribution.ts';
import { sharedByType, type TypeCount, valuesByType } from './values-by-type.ts';

/** Smaller variances are rounding. */
const ROUNDING = 1e-12;

/**
 * Mean value of the outcomes with an action minus that of those without, nothing held fixed. The score is that difference over
 * its standard error (Welch), 0 where there are no outcomes of one kind; the credit of a step is the difference itself.
 */
export const rawLift: Attribute = (cases) => {
  const { of, all } = valuesByType(cases);
  const overall = variance(all);
  const lifts = new Map(
    [...of].map(([type, w]) => {
      const without = { n: all.n - w.n, sum: all.sum - w.sum, squares: all.squares - w.squares };
      if (without.n === 0) return [type, { difference: 0, score: 0 }];
      const difference = w.sum / w.n - without.sum / without.n;
      // One observation more of the overall variance: three equal values in a row are no proof of no spread.
      const se = Math.sqrt(shrunkVariance(w, overall) / w.n + shrunkVariance(without, overall) / without.n);
      return [type, { difference, score: se > 0 ? difference / se : 0 }];
    }),
  );
  return {
    byType: new Map([...lifts].map(([type, { score }]) => [type, score])),
    byOutcome: new Map(cases.map((each) => [each.outcome, sharedByType(each, (type) => lifts.get(type)!.difference)])),
  };
};

function variance({ n, sum, squares }: TypeCount): number {
  const spread = n === 0 ? 0 : squares / n - (sum / n) ** 2;
  return spread > ROUNDING ? spread : 0;
}

function shrunkVariance(count: TypeCount, overall: number): number {
  return (count.n * variance(count) + overall) / (count.n + 1);
}
