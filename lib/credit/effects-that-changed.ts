import type { BayesianGlm } from './bayesian-glm.ts';
import { type CaseTable, rowsByStart } from './case-table.ts';
import type { FeatureMap } from './features-of-case.ts';
import { regimesOf } from './todays-regime.ts';

/** Cases with a type, below which no change could be told from chance. */
const FEWEST_CASES = 20;

/** A type whose effect changed, and the moment from which on it is today's; ms. */
export interface ChangedEffect {
  readonly type: string;
  readonly until: number;
}

/**
 * Types whose effect on a forecast changed for good.
 * @param errors of the fitted model, by row.
 */
export function effectsThatChanged(
  table: CaseTable,
  features: FeatureMap,
  model: BayesianGlm,
  errors: Float64Array,
  weights: Float64Array,
): readonly ChangedEffect[] {
  const order = rowsByStart(table);
  const indexOf = new Map(table.types.map((type, i) => [type, i]));
  const noise = Math.max(1e-6, errors.reduce((sum, error) => sum + error * error, 0) / Math.max(1, errors.length));
  // On the scale of the value, a weight of a chance counts for its slope, p(1 − p): about the variance that is left.
  const slope = model.link === 'logit' ? noise : 1;
  return features.data.types.flatMap(({ type, at }) => {
    const index = indexOf.get(type)!;
    if (table.counts[index]! < FEWEST_CASES) return [];
    const share = table.counts[index]! / table.rows.length;
    const treatment = new Float64Array(table.rows.length).fill(-share);
    for (const [j, { done }] of table.rows.entries()) {
      for (const each of done) if (each.type === index) treatment[j] = each.x - share;
    }
    const value = errors.map((error, j) => error + slope * model.w[at]! * treatment[j]!);
    const regimes = regimesOf({ treatment, value }, weights, order, { noise, spread: Math.sqrt(noise) });
    const { from } = regimes.reduce((a, b) => (b.probability > a.probability ? b : a));
    return from > 0 ? [{ type, until: table.rows[order[from]!]!.start }] : [];
  });
}
