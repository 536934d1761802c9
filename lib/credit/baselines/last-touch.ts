import type { Attribute } from './attribution.ts';
import { creditByWeights } from './credit-by-weights.ts';

/** All of an outcome's value to the last thing done before it. */
export const lastTouch: Attribute = creditByWeights(({ steps }) => steps.map((_, i) => Number(i === steps.length - 1)));
