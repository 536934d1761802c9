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

/**
 * One pass over the evidence: the counts are carried forward and decayed, so that a thousand cases cost a thousand steps.
 * @param evidence in the order of `t`; @param now ISO instant, not before the last of it.
 */
export function probabilityOf(evidence: readonly Evidence[], now: string): Probability {
  const experts = HALF_LIVES_IN_DAYS.map((halfLife) => ({
    halfLife,
    share: 1 / HALF_LIVES_IN_DAYS.length,
    plus: 0,
    minus: 0,
  }));
  let last = evidence[0] ? Date.parse(evidence[0].t) : 0;
  const moveTo = (t: string) => {
    const days = Math.max(0, Date.parse(t) - last) / DAY_IN_MS;
    last += days * DAY_IN_MS;
    for (const expert of experts) {
      const left = 2 ** (-days / expert.halfLife);
      expert.plus *= left;
      expert.minus *= left;
    }
  };
  for (const { t, sign, weight } of evidence) {
    moveTo(t);
    for (const expert of experts) expert.share *= sign > 0 ? meanOf(expert) : 1 - meanOf(expert);
    const total = experts.reduce((sum, { share }) => sum + share, 0);
    for (const expert of experts) {
      expert.share = ((1 - SHARE) * expert.share) / total + SHARE / experts.length;
      if (sign > 0) expert.plus += weight;
      else expert.minus += weight;
    }
  }
  moveTo(now);
  const p = experts.reduce((sum, expert) => sum + expert.share * meanOf(expert), 0);
  const nEff = experts.reduce((sum, { share, plus, minus }) => sum + share * (plus + minus), 0);
  const deviation = Math.sqrt((p * (1 - p)) / (nEff + 2));
  return { p, lo: Math.max(0, p - Z_90 * deviation), hi: Math.min(1, p + Z_90 * deviation), nEff };
}

interface Counts {
  readonly plus: number;
  readonly minus: number;
}

function meanOf({ plus, minus }: Counts): number {
  return (plus + 0.5) / (plus + minus + 1);
}
