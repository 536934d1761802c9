import type { Attribute } from './attribution.ts';
import { creditByWeights } from './credit-by-weights.ts';

/**
 * A trace that fades with the logarithm of the events in between: 1 / (1 + ln(1 + k)). Unlike an exponential one it does not
 * forget what lies thousands of events back.
 */
export const logKernel: Attribute = creditByWeights(({ steps }) =>
  steps.map(({ eventsBefore }) => 1 / (1 + Math.log(1 + eventsBefore))),
);
