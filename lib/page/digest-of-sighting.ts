import type { Sighting } from '../engine/api.ts';

export type PageSighting = Omit<Sighting, 'app' | 'space'>;

/** What tells two sightings of one thing apart, when and under which id aside. */
export function digestOf({ id: _, t: __, shingles = [], ...shown }: PageSighting): number {
  const text = JSON.stringify(shown);
  let hash = 0x811c9dc5;
  for (const shingle of shingles) hash = Math.imul(hash ^ shingle, 0x01000193);
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
