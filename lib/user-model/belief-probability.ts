/**
 * Probability of a belief from its evidence over time (science 2.3): decayed counts for several half-lives, mixed by how
 * well each has predicted the evidence so far.
 */
const HALF_LIVES_IN_DAYS = [7, 30, 120, Number.POSITIVE_INFINITY] as const;
/** Share of the weight that is handed back to all at every step, so that a change can be followed. */
const SHARE = 0.05;
const DAY_IN_MS = 86_400_000;
const Z_90 = 1.6448536269514722;

export interface Evidence {
  readonly t: string;
  readonly sign: 1 | -1;
  /** Pseudo-count: 6 for a statement, 10 for a verdict of the user's. */
  readonly weight: number;
}

export interface Probability {
  readonly p: number;
  /** Beta interval, 90 %, by the normal approximation cut off at 0 and 1. */
  readonly lo: number;
  readonly hi: number;
  /** Evidence that counts at that time, in pseudo-counts. */
  readonly nEff: number;
}

/** @param evidence in the order of `t`; @param now ISO instant, not before the last of it. */
export function probabilityOf(evidence: readonly Evidence[], now: string): Probability {
  const weights = HALF_LIVES_IN_DAYS.map(() => 1 / HALF_LIVES_IN_DAYS.length);
  for (const [i, { t, sign }] of evidence.entries()) {
    const predicted = HALF_LIVES_IN_DAYS.map((half) => meanOf(countsAt(evidence.slice(0, i), t, half)));
    for (const [m, p] of predicted.entries()) weights[m]! *= sign > 0 ? p : 1 - p;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const m of weights.keys()) weights[m] = (0.95 * weights[m]!) / total + SHARE / weights.length;
  }
  const counts = HALF_LIVES_IN_DAYS.map((half) => countsAt(evidence, now, half));
  const p = counts.reduce((sum, count, m) => sum + weights[m]! * meanOf(count), 0);
  const nEff = counts.reduce((sum, { plus, minus }, m) => sum + weights[m]! * (plus + minus), 0);
  const deviation = Math.sqrt((p * (1 - p)) / (nEff + 2));
  return { p, lo: Math.max(0, p - Z_90 * deviation), hi: Math.min(1, p + Z_90 * deviation), nEff };
}

interface Counts {
  readonly plus: number;
  readonly minus: number;
}

function countsAt(evidence: readonly Evidence[], now: string, halfLife: number): Counts {
  let plus = 0;
  let minus = 0;
  for (const { t, sign, weight } of evidence) {
    const days = Math.max(0, Date.parse(now) - Date.parse(t)) / DAY_IN_MS;
    const left = weight * 2 ** (-days / halfLife);
    if (sign > 0) plus += left;
    else minus += left;
  }
  return { plus, minus };
}

function meanOf({ plus, minus }: Counts): number {
  return (plus + 0.5) / (plus + minus + 1);
}
