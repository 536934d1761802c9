import { effects } from './effects.ts';
import { falseClaims } from './false-claims.ts';
import type { Family } from './family.ts';
import { instances } from './instances.ts';

/** Every family of measurements, in the order of the table of targets. */
export const ALL_FAMILIES: readonly Family[] = [effects, instances, falseClaims];
