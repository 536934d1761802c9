/**
 * Since when an effect has been what it is: effects change for good, and cases from before a change say nothing of now.
 *
 * All places for the last change are weighed by how likely two effects are against one (a Bayesian change point model; Barry and
 * Hartigan 1993). Where a change is likelier than none, the estimate is the mean over its places.
 */

/** Chance that an effect changed at all in the time it was watched. */
const CHANGES_AT_ALL = 0.03;
/** What was sure and has turned is believed sooner: nothing is worse than to go on advising what now hurts. */
const TURNED_SOONER = 8;
/** Nats by which an effect must have been sure before it can have turned. */
const WAS_SURE = 3;
/** Nats by which one place must be likelier than no change to be taken for certain and looked behind no more. */
const CERTAIN = 12;
const MOST_CHANGES = 8;
/**
 * Treated cases on either side of a change, or as many as carry their information evenly: where little is left to chance, one case
 * gone wrong would look like another world.
 */
const FEWEST_CASES = 8;
/** Size of effects in units of the value's spread: what a segment is expected to show. */
const TYPICAL_EFFECT = 0.5;

/** A place for the last change, with its probability. */
export interface Regime {
  /** Place in the order from which on the effect has been the same; 0: from the beginning. */
  readonly from: number;
  readonly probability: number;
}

/** Places less likely than this share of the likeliest are left out. */
const WORTH_KEEPING = 1e-3;

/**
 * @param freed treatment and value by row, both freed from everything else.
 * @param order rows in the order in which their cases began: a change shows in what is done from then on, however late it is known.
 * @param noise variance of the value. @param spread deviation of the value.
 * @returns the places for the last change; the probabilities sum to 1.
 */
export function regimesOf(
  freed: { readonly treatment: Float64Array; readonly value: Float64Array },
  weights: Float64Array,
  order: Int32Array,
  { noise, spread }: { readonly noise: number; readonly spread: number },
): readonly Regime[] {
  const rows = order.length;
  const products = new Float64Array(rows + 1);
  const information = new Float64Array(rows + 1);
  const fourth = new Float64Array(rows + 1);
  for (let k = 0; k < rows; k++) {
    const j = order[k]!;
    const weight = weights[j]! * freed.treatment[j]!;
    products[k + 1] = products[k]! + weight * freed.value[j]!;
    information[k + 1] = information[k]! + weight * freed.treatment[j]!;
    fourth[k + 1] = fourth[k]! + weight * freed.treatment[j]! ** 3;
  }
  const pull = noise / (TYPICAL_EFFECT * spread) ** 2;
  /** Log marginal likelihood of rows from a to b under one effect of unknown size, up to what all divisions share. */
  const likelihood = (a: number, b: number) => {
    const s = products[b]! - products[a]!;
    const i = Math.max(0, information[b]! - information[a]!);
    return (s * s) / (2 * noise * (i + pull)) - 0.5 * Math.log1p(i / pull);
  };
  /** Cases from a to b, counted by how evenly they carry the information. */
  const casesIn = (a: number, b: number) => {
    const squares = fourth[b]! - fourth[a]!;
    return squares > 0 ? (information[b]! - information[a]!) ** 2 / squares : 0;
  };
  let from = 0;
  for (let change = 0; change < MOST_CHANGES; change++) {
    const whole = information[rows]! - information[from]!;
    if (!(whole > 0)) break;
    const steady = likelihood(from, rows);
    // The prior of a change is spread over the information, not over rows that say nothing.
    const log = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
    let best = from;
    for (let j = from + 1; j < rows; j++) {
      const share = (information[j]! - information[j - 1]!) / whole;
      if (share <= 0 || casesIn(from, j) < FEWEST_CASES || casesIn(j, rows) < FEWEST_CASES) continue;
      const before = products[j]! - products[from]!;
      const after = products[rows]! - products[j]!;
      const turned =
        before * after < 0 && (before * before) / (2 * noise * (information[j]! - information[from]!)) > WAS_SURE;
      const bonus = turned ? Math.log(TURNED_SOONER) : 0;
      log[j] =
        bonus +
        likelihood(from, j) +
        likelihood(j, rows) -
        steady +
        Math.log((CHANGES_AT_ALL / (1 - CHANGES_AT_ALL)) * share);
      if (best === from || log[j]! > log[best]!) best = j;
    }
    if (best > from && log[best]! > CERTAIN) {
      from = best;
      continue;
    }
    const least = Math.log(WORTH_KEEPING) + log[best]!;
    const found: { from: number; probability: number }[] = [];
    for (let j = from + 1; j < rows; j++) if (log[j]! > least) found.push({ from: j, probability: Math.exp(log[j]!) });
    const changed = found.reduce((total, { probability }) => total + probability, 0);
    // What is likelier steady is taken as steady: a little doubt everywhere would make every range wide.
    if (!(changed > 1)) break;
    return found.map((regime) => ({ from: regime.from, probability: regime.probability / changed }));
  }
  return [{ from, probability: 1 }];
}
