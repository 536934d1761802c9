import type { Attribute } from './attribution.ts';
import { creditByWeights } from './credit-by-weights.ts';

const HALF_LIFE_MS = 7 * 86_400_000;

/** An outcome's value to all that was done for it, half as much for each seven days that lie between. */
export const timeDecay: Attribute = creditByWeights(({ steps }) => {
  // Counted from the last step: the same shares, and no underflow years before the outcome.
  const last = Math.max(...steps.map(({ t }) => t));
  return steps.map(({ t }) => 2 ** (-(last - t) / HALF_LIFE_MS));
});
