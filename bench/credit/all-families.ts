import { cost } from './cost.ts';
import { drift } from './drift.ts';
import { effects } from './effects.ts';
import { falseClaims } from './false-claims.ts';
import type { Family } from './family.ts';
import { forecasts } from './forecasts.ts';
import { instances } from './instances.ts';
import { lateness } from './lateness.ts';
import { longDelays } from './long-delays.ts';
import { lots } from './lots.ts';
import { placebos } from './placebos.ts';
import { rareKey } from './rare-key.ts';
import { umbrella } from './umbrella.ts';

/** Every family of measurements, in the order of the table of targets. */
export const ALL_FAMILIES: readonly Family[] = [
  effects,
  instances,
  falseClaims,
  lots,
  lateness,
  rareKey,
  placebos,
  umbrella,
  longDelays,
  drift,
  forecasts,
  cost,
];
