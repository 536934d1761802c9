/** All planted worlds, by name. */
import { CENSORING } from './censoring.ts';
import { CHAIN } from './chain.ts';
import { DISCOUNTING_CHAIN } from './discounting-chain.ts';
import { HINDSIGHT_TASKS } from './hindsight-tasks.ts';
import { KEYS_TO_DOORS } from './key-to-door.ts';
import { LOTS } from './lots.ts';
import { MEMORIES } from './memory-length.ts';
import type { PlantedWorld } from './planted-world.ts';
import { POCKET_WATCH } from './pocket-watch.ts';
import { RATINGS } from './ratings.ts';
import { SUPERSTITION } from './superstition.ts';
import { UMBRELLAS } from './umbrella.ts';
import { WORKING_LOGS } from './working-log.ts';
import { WORKING_YEAR } from './working-year.ts';

export const ALL_WORLDS: readonly PlantedWorld[] = [
  ...WORKING_LOGS,
  CHAIN,
  SUPERSTITION,
  ...LOTS,
  CENSORING,
  RATINGS,
  ...KEYS_TO_DOORS,
  ...UMBRELLAS,
  ...MEMORIES,
  DISCOUNTING_CHAIN,
  ...HINDSIGHT_TASKS,
  POCKET_WATCH,
  WORKING_YEAR,
];
