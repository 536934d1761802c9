/** All planted worlds, by name. */
import { CENSORING } from './censoring.ts';
import { CHAIN } from './chain.ts';
import { LOTS } from './lots.ts';
import type { PlantedWorld } from './planted-world.ts';
import { RATINGS } from './ratings.ts';
import { SUPERSTITION } from './superstition.ts';
import { WORKING_LOGS } from './working-log.ts';

export const ALL_WORLDS: readonly PlantedWorld[] = [...WORKING_LOGS, CHAIN, SUPERSTITION, ...LOTS, CENSORING, RATINGS];
