/**
 * How likely an outcome was to be known by now, by the time since the last act of its case. An outcome that is known late
 * when it is bad makes every new habit look good: among the cases of the last days, only the good ones are known yet.
 *
 * Known outcomes are right-truncated (delay ≤ age of the case), so their delays are estimated by reverse-time hazards
 * (Lynden-Bell 1971; Lagakos, Barraj and De Gruttola 1988), in bins of half an octave, for values above 0 and for the others.
 */
import type { CaseRow } from './case-table.ts';

const BINS = 64;
const BINS_PER_OCTAVE = 2;
/** Cases of an age at which fewer of either kind are known by now say little, and with a weight too heavy to trust. */
const LEAST_KNOWN = 0.4;
/** χ² (1 degree of freedom) above which the two kinds are taken to have delays of their own: p < .02. */
const DIFFERENT = 5.4;
/** Outcomes of the pooled curve that each kind's own curve is given to begin with, a bin. */
const PRIOR_OUTCOMES = 1;

/** Distribution of the delay of one kind of outcome: `known[b]` is the share known before the end of bin b. */
export interface DelayCurves {
  readonly good: Float64Array;
  readonly other: Float64Array;
  /** Whether the two differ beyond chance. */
  readonly differ: boolean;
}

/** Bin of a delay in ms: half octaves of minutes; everything under a minute is the first. */
export function binOf(delay: number): number {
  const minutes = Math.max(delay, 0) / 60_000;
  return Math.max(0, Math.min(BINS - 1, Math.floor(BINS_PER_OCTAVE * Math.log2(Math.max(1, minutes))) + 1));
}

/** @param now the moment up to which outcomes are known, ms. */
export function delayCurves(rows: readonly CaseRow[], now: number): DelayCurves {
  const kinds = [0, 1].map((good) => {
    const delays = new Float64Array(BINS);
    const atRisk = new Float64Array(BINS);
    for (const row of rows) {
      if (Number(row.y > 0) !== good || row.outcome.candidates.length === 0) continue;
      const from = binOf(row.known - row.last);
      const to = binOf(now - row.last);
      delays[from]!++;
      // At risk in every bin between its delay and its age: later it could not have been seen.
      for (let b = from; b <= to; b++) atRisk[b]!++;
    }
    return { delays, atRisk };
  });
  const [other, good] = kinds as [(typeof kinds)[0], (typeof kinds)[0]];
  let difference = 0;
  let variance = 0;
  const pooled = new Float64Array(BINS);
  for (let b = 0; b < BINS; b++) {
    const risk = good.atRisk[b]! + other.atRisk[b]!;
    const came = good.delays[b]! + other.delays[b]!;
    pooled[b] = risk > 0 ? came / risk : 0;
    difference += good.delays[b]! - good.atRisk[b]! * pooled[b]!;
    if (risk > 1) variance += (good.atRisk[b]! * other.atRisk[b]! * came * (risk - came)) / (risk * risk * (risk - 1));
  }
  return {
    good: knownShare(good.delays, good.atRisk, pooled),
    other: knownShare(other.delays, other.atRisk, pooled),
    differ: variance > 0 && difference ** 2 / variance > DIFFERENT,
  };
}

function knownShare(delays: Float64Array, atRisk: Float64Array, pooled: Float64Array): Float64Array {
  const known = new Float64Array(BINS);
  let share = 1;
  for (let b = BINS - 1; b >= 0; b--) {
    known[b] = share;
    share *= 1 - Math.min(1, (delays[b]! + PRIOR_OUTCOMES * pooled[b]!) / (atRisk[b]! + PRIOR_OUTCOMES));
  }
  return known;
}

/**
 * Weight of each row: the inverse of its chance of being known by now, so that those that are known stand for those that are
 * not yet; 0 where too few would be known. All 1 while good and other outcomes take the same time.
 */
export function weightsByKnown(rows: readonly CaseRow[], now: number): Float64Array {
  const weights = new Float64Array(rows.length).fill(1);
  const curves = delayCurves(rows, now);
  if (!curves.differ) return weights;
  for (const [j, row] of rows.entries()) {
    if (row.outcome.candidates.length === 0) continue;
    const age = binOf(now - row.last);
    const least = Math.min(curves.good[age]!, curves.other[age]!);
    weights[j] = least < LEAST_KNOWN ? 0 : 1 / (row.y > 0 ? curves.good : curves.other)[age]!;
  }
  return weights;
}
