import { ALL_WORLDS } from '../worlds/all-worlds.ts';
import type { PlantedWorld } from '../worlds/planted-world.ts';

/** @throws Error for a world that is not there. */
export function worldNamed(name: string): PlantedWorld {
  const world = ALL_WORLDS.find((each) => each.name === name);
  if (!world) throw new Error(`There is no world “${name}”.`);
  return world;
}
