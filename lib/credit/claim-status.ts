import type { ClaimStatus } from '../engine/api.ts';

/** Two-sided 90 %: the first bar a claim has to pass. */
export const Z_90 = 1.6448536269514722;

/**
 * The rung of a claim by its z-score: *linked* until it clears 90 %, then *associated*. The upper rungs need placebo
 * checks and logged propensities, which this first cut does not make; so it never says more.
 */
export function claimStatus(estimate: number, se: number): ClaimStatus {
  return se > 0 && Math.abs(estimate) / se > Z_90 ? 'associated' : 'linked';
}
