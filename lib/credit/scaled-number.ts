/** Numbers of a context on a scale of their own: so many deviations from their mean, and never wildly many. */

/** One wild reading must not carry a fit. */
const FARTHEST_DEVIATION = 4;
/** Beyond it, squares overflow. */
const FARTHEST_NUMBER = 1e100;

export interface NumberScale {
  readonly mean: number;
  readonly deviation: number;
}

/** Mean and deviation of at least one number; a deviation of nothing counts as 1. */
export function scaleOfNumbers(numbers: readonly number[]): NumberScale {
  const within = numbers.map((x) => Math.max(-FARTHEST_NUMBER, Math.min(FARTHEST_NUMBER, x)));
  const mean = within.reduce((sum, x) => sum + x, 0) / within.length;
  const deviation = Math.sqrt(within.reduce((sum, x) => sum + (x - mean) ** 2, 0) / within.length) || 1;
  return { mean, deviation };
}

export function scaledBy({ mean, deviation }: NumberScale, value: number): number {
  return Math.max(-FARTHEST_DEVIATION, Math.min(FARTHEST_DEVIATION, (value - mean) / deviation));
}
