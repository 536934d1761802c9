import type { OutcomeView } from '../../lib/engine/api.ts';

/** Steps that are drawn and named; all others are one part. */
export const MOST_STEPS = 6;

/** The parts an outcome's value is made of, in whole hundredths that add up to the value as it is displayed. */
export interface DisplayedShares {
  readonly baseline: number;
  /** One for each cause, in their order. */
  readonly causes: readonly number[];
  readonly rest: number;
  readonly unexplained: number;
  readonly value: number;
  /** Places in `causes` of the few with the most credit, in their order. */
  readonly drawn: readonly number[];
  /** All causes that are not drawn, and the rest: baseline + drawn + others + unexplained = value. */
  readonly others: number;
}

/**
 * Rounds the shares so that what is read adds up. First the parts that are drawn are rounded to the value, then those summed as
 * others to theirs. No share moves by more than a hundredth.
 */
export function displayShares(
  outcome: Pick<OutcomeView, 'baseline' | 'causes' | 'rest' | 'unexplained' | 'value'>,
): DisplayedShares {
  const means = outcome.causes.map(({ mean }) => mean * 100);
  const drawn = most(means);
  const small = means.map((_, at) => at).filter((at) => !drawn.includes(at));
  const rest = outcome.rest * 100;
  const value = Math.round(outcome.value * 100);

  const [baseline = 0, unexplained = 0, others = 0, ...shown] = roundedTo(value, [
    outcome.baseline * 100,
    outcome.unexplained * 100,
    small.reduce((sum, at) => sum + means[at]!, rest),
    ...drawn.map((at) => means[at]!),
  ]);
  const [left = 0, ...unshown] = roundedTo(others, [rest, ...small.map((at) => means[at]!)]);
  const causes = means.map(() => 0);
  drawn.forEach((at, i) => {
    causes[at] = shown[i]!;
  });
  small.forEach((at, i) => {
    causes[at] = unshown[i]!;
  });
  return { baseline, causes, rest: left, unexplained, value: value === 0 ? 0 : value, drawn, others };
}

/** Places of the largest, in their order. */
function most(means: readonly number[]): number[] {
  return means
    .map((_, at) => at)
    .sort((a, b) => Math.abs(means[b]!) - Math.abs(means[a]!) || a - b)
    .slice(0, MOST_STEPS)
    .sort((a, b) => a - b);
}

/** Largest-remainder rounding (Hamilton's method): whole numbers next to the exact ones that add up to the total. */
function roundedTo(total: number, exact: readonly number[]): number[] {
  const whole = exact.map(Math.floor);
  const missing = total - whole.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact.map((_, at) => at).sort((a, b) => exact[b]! - whole[b]! - (exact[a]! - whole[a]!) || a - b);
  for (const at of byRemainder.slice(0, Math.max(0, missing))) whole[at]! += 1;
  return whole.map((share) => (share === 0 ? 0 : share));
}

/** Range of a cause in whole hundredths: rounding a share leaves it inside. */
export function displayRange(
  { lo, hi }: { readonly lo: number; readonly hi: number },
  share: number,
): readonly [lo: number, hi: number] {
  return [Math.min(share, Math.round(lo * 100)), Math.max(share, Math.round(hi * 100))];
}
