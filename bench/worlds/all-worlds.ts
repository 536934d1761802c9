/** All planted worlds, by name. */
import type { PlantedWorld } from './planted-world.ts';
import { WORKING_LOGS } from './working-log.ts';

export const ALL_WORLDS: readonly PlantedWorld[] = [...WORKING_LOGS];
