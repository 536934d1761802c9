import type { Attribute } from './attribution.ts';
import { creditByWeights } from './credit-by-weights.ts';

/** All of an outcome's value to the first thing done for it. */
export const firstTouch: Attribute = creditByWeights(({ steps }) => steps.map((_, i) => Number(i === 0)));
