import type { Attribute } from './attribution.ts';
import { creditByWeights } from './credit-by-weights.ts';

/** An outcome's value in equal parts to all that was done for it. */
export const linear: Attribute = creditByWeights(({ steps }) => steps.map(() => 1));
