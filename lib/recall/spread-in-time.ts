/** science 4.3: the best hits lift what happened near them. */
export const SEEDS = 20;
const WEIGHT = 0.3;
const HOURS = 24;
/** Beyond this nothing is left of it (e^-7 is a thousandth). */
const REACH_MS = 7 * HOURS * 3_600_000;

export interface Moment {
  readonly ms: number;
  readonly score: number;
}

/**
 * What nearness in time to the best hits adds: .3 · max over the seeds of score · exp(−hours/24).
 * @param seeds the best hits; those that score nothing spread nothing.
 * @param times moments in ascending order; the answer has the same order.
 */
export function spreadInTime(seeds: readonly Moment[], times: Float64Array): Float64Array {
  const added = new Float64Array(times.length);
  for (const { ms, score } of seeds) {
    if (score <= 0) continue;
    for (let i = firstAtOrAfter(times, ms - REACH_MS); i < times.length && times[i]! <= ms + REACH_MS; i++) {
      const hours = Math.abs(times[i]! - ms) / 3_600_000;
      added[i] = Math.max(added[i]!, WEIGHT * score * Math.exp(-hours / HOURS));
    }
  }
  return added;
}

function firstAtOrAfter(times: Float64Array, ms: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
