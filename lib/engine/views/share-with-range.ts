import type { ShareView } from '../api.ts';

/** Of a normal distribution, the point that nine in ten of both sides lie within. */
const NINE_IN_TEN = 1.645;

/**
 * A share and where it lies nine times out of ten: Wilson's score interval (J. Am. Stat. Assoc. 22, 1927), which is right for few
 * cases and never leaves [0, 1]. Of no cases at all: anything.
 */
export function shareWithRange(count: number, of: number): ShareView {
  if (of === 0) return { mean: 0.5, lo: 0, hi: 1 };
  const z2 = NINE_IN_TEN ** 2;
  const mean = count / of;
  const middle = (mean + z2 / (2 * of)) / (1 + z2 / of);
  const half = (NINE_IN_TEN / (1 + z2 / of)) * Math.sqrt((mean * (1 - mean)) / of + z2 / (4 * of * of));
  return { mean, lo: Math.max(0, Math.min(mean, middle - half)), hi: Math.min(1, Math.max(mean, middle + half)) };
}
