import type { OutcomeView } from '../../lib/engine/api.ts';

/** The parts an outcome's value is made of, in whole hundredths that add up to the value as it is displayed. */
export interface DisplayedShares {
  readonly baseline: number;
  /** One for each cause, in their order. */
  readonly causes: readonly number[];
  readonly rest: number;
  readonly unexplained: number;
  readonly value: number;
}

/**
 * Rounds the shares so that what is read adds up: largest-remainder rounding (Hamilton's method) of the hundredths to the
 * rounded value. No share moves by a whole hundredth or more.
 */
export function displayShares(
  outcome: Pick<OutcomeView, 'baseline' | 'causes' | 'rest' | 'unexplained' | 'value'>,
): DisplayedShares {
  const exact = [outcome.baseline, ...outcome.causes.map(({ mean }) => mean), outcome.rest, outcome.unexplained].map(
    (share) => share * 100,
  );
  const value = Math.round(outcome.value * 100);
  const whole = exact.map(Math.floor);
  const missing = value - whole.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact.map((_, at) => at).sort((a, b) => exact[b]! - whole[b]! - (exact[a]! - whole[a]!) || a - b);
  for (const at of byRemainder.slice(0, Math.max(0, missing))) whole[at]! += 1;
  const [baseline = 0, ...others] = whole;
  return {
    baseline,
    causes: others.slice(0, outcome.causes.length),
    rest: others.at(-2) ?? 0,
    unexplained: others.at(-1) ?? 0,
    value: value === 0 ? 0 : value,
  };
}
