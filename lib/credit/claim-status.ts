import type { ClaimStatus } from '../engine/api.ts';

/** Two-sided 90 %: the width of every range that is shown. */
export const Z_90 = 1.6448536269514722;
/** Two-sided 95 %: the first bar a claim has to pass. Stricter than the range: of forty things that do nothing, two pass. */
const Z_ASSOCIATED = 1.959963984540054;
/** What *likely* has to pass besides: among few effects that are mostly real, standing among all is no bar at all. */
const Z_LIKELY = 2.326;
/** What a randomised contrast has to pass: p < .03, so that one lot in thirty at most is called a cause and is none. */
const Z_CAUSED = 2.17;

/** What was found out about one effect, besides its size. */
export interface Evidence {
  /** Estimate over its standard error. */
  readonly z: number;
  /** Whether it stands among all effects on this outcome type that were tested with it (Benjamini and Hochberg 1995). */
  readonly passedAmongAll: boolean;
  /** Whether nothing appeared where nothing can be: neighbouring cases, the audit by propensities. */
  readonly passedPlacebos: boolean;
  /** The estimate is of what was drawn by lot. */
  readonly byLot: boolean;
  /** Its type was put to an experiment: then the lot rules, and what was merely done says less. */
  readonly underExperiment: boolean;
}

/**
 * The rung of a claim (science 1.5 L4): *linked* → *associated* (95 %) → *likely* (passed among all, and the placebos) →
 * *caused* (drawn by lot).
 */
export function claimStatus({ z, ...found }: Evidence): ClaimStatus {
  if (found.byLot) return Math.abs(z) > Z_CAUSED ? 'caused' : 'linked';
  if (!(Math.abs(z) > Z_ASSOCIATED)) return 'linked';
  const likely = Math.abs(z) > Z_LIKELY && found.passedAmongAll && found.passedPlacebos && !found.underExperiment;
  if (!likely) return 'associated';
  return z > 0 ? 'likely_helps' : 'likely_hurts';
}

/** The rung of one action's credit: that of its type, but one outcome is never *caused*, and none is sure of a share that may be 0. */
export function creditStatus(ofType: ClaimStatus, mean: number, lo: number, hi: number): ClaimStatus {
  if (!(lo > 0 || hi < 0)) return 'linked';
  if (ofType === 'linked' || ofType === 'associated') return ofType;
  return mean > 0 ? 'likely_helps' : 'likely_hurts';
}
