/**
 * The last resort, for an outcome of which nothing is known but when it was: a sample of what was done before, stratified by the
 * logarithm of its age (science 1.5 L0). From each age bucket the likeliest few, and a few at random: those keep a
 * regression honest.
 */
import { seededRandom } from '../records/seeded-random.ts';

/** Buckets [2^b, 2^(b+1)) minutes for b = 0..20: from a minute (the first begins at 0) to two years. */
const BUCKETS = 21;
const MINUTE_IN_MS = 60_000;
const LIKELIEST_PER_BUCKET = 3;
const RANDOM_PER_BUCKET = 2;
/** Of each bucket so many, the latest, are looked at for the likeliest. */
const LOOKED_AT_PER_BUCKET = 24;

/**
 * Positions picked from a list of things done in time order, rising, at most 105.
 * @param end how many of the list come into question.
 * @param msAt when the thing at a position was done.
 * @param likely how well it fits; more is better.
 * @param seed the same seed picks the same.
 */
export function timeStrata(
  end: number,
  until: number,
  msAt: (position: number) => number,
  likely: (position: number) => number,
  seed: string,
): number[] {
  const random = seededRandom(hashOf(seed));
  const picked: number[] = [];
  let high = end;
  for (let b = 0; b < BUCKETS && high > 0; b++) {
    const low = firstFrom(until - 2 ** (b + 1) * MINUTE_IN_MS, high, msAt);
    const looked: number[] = [];
    for (let at = high - 1; at >= low && looked.length < LOOKED_AT_PER_BUCKET; at--) looked.push(at);
    const best = looked
      .map((at) => ({ at, likely: likely(at) }))
      .sort((x, y) => y.likely - x.likely || y.at - x.at)
      .slice(0, LIKELIEST_PER_BUCKET)
      .map(({ at }) => at);
    const chosen = new Set(best);
    for (let k = 0; k < RANDOM_PER_BUCKET && high > low; k++) chosen.add(low + Math.floor(random() * (high - low)));
    picked.push(...chosen);
    high = low;
  }
  return picked.sort((a, b) => a - b);
}

/** First position whose time is after `ms`, below `end`. */
function firstFrom(ms: number, end: number, msAt: (position: number) => number): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (msAt(middle) <= ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
