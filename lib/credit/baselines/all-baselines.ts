import type { Attribute } from './attribution.ts';
import { firstTouch } from './first-touch.ts';
import { hindsightRatio } from './hindsight-ratio.ts';
import { lastTouch } from './last-touch.ts';
import { linear } from './linear.ts';
import { logKernel } from './log-kernel.ts';
import { markovRemoval } from './markov-removal.ts';
import { rawLift } from './raw-lift.ts';
import { shapley } from './shapley.ts';
import { tdLambda } from './td-lambda.ts';
import { timeDecay } from './time-decay.ts';

/** What the product's own estimator is held against, by the name in tables. Not shipped: for benchmarks and tests only. */
export const ALL_BASELINES = {
  'last touch': lastTouch,
  'first touch': firstTouch,
  linear,
  'time decay': timeDecay,
  'log kernel': logKernel,
  'raw lift': rawLift,
  'Markov removal': markovRemoval,
  Shapley: shapley,
  'TD(λ)': tdLambda,
  'hindsight ratio': hindsightRatio,
} as const satisfies Readonly<Record<string, Attribute>>;
