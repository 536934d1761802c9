import type { Attribute, AttributedCase } from './attribution.ts';

/**
 * A touch rule: the value of each outcome is shared out by weights that depend on the places of its steps alone.
 *
 * Credits of one outcome sum to its value. A type's score is what its shares earned beyond what they would have earned had
 * nothing an effect: Σ s (y − ȳ) / √Σ s², with s the share of a step and ȳ the mean value. Dividing by √Σ s² puts
 * rare and common types on one scale (the noise of the sum grows like it); without that these rules rank worse.
 *
 * @param weigh non-negative weights of the steps of a case that has some, in their order; at least one is positive.
 */
export function creditByWeights(weigh: (of: AttributedCase) => readonly number[]): Attribute {
  return (cases) => {
    const byOutcome = new Map<string, readonly number[]>();
    const earned = new Map<string, { deviation: number; squares: number }>();
    const mean = meanValue(cases);
    for (const each of cases) {
      const weights = each.steps.length === 0 ? [] : weigh(each);
      const sum = weights.reduce((a, b) => a + b, 0);
      const shares = weights.map((weight) => weight / sum);
      byOutcome.set(
        each.outcome,
        shares.map((share) => share * each.value),
      );
      for (const [i, { type }] of each.steps.entries()) {
        const of = earned.get(type) ?? { deviation: 0, squares: 0 };
        earned.set(type, of);
        of.deviation += shares[i]! * (each.value - mean);
        of.squares += shares[i]! ** 2;
      }
    }
    const byType = new Map(
      [...earned].map(([type, { deviation, squares }]) => [type, squares > 0 ? deviation / Math.sqrt(squares) : 0]),
    );
    return { byType, byOutcome };
  };
}

/** Mean value of the outcomes; 0 of none. */
export function meanValue(cases: readonly AttributedCase[]): number {
  return cases.length === 0 ? 0 : cases.reduce((sum, { value }) => sum + value, 0) / cases.length;
}
