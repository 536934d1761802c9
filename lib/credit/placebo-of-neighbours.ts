/**
 * A negative control (science 1.5 L4): what is done in one case cannot have earned the outcome of another. If a treatment,
 * freed from everything seen, still goes with what the model leaves unexplained in the neighbouring cases, then something unseen
 * that lasts drives both, and the effect may be that.
 *
 * Neighbours are the cases begun right before and right after. Their values enter as residuals of the full model, so that a
 * real effect of a type that is done in streaks raises no alarm. What the unseen does to a case, its neighbours show only in part;
 * so a placebo of a sixth of the effect, in the same direction, is taken to explain all of it. One of the other direction hides
 * part of an effect and makes none.
 */

/** Weight of the n-th neighbour on either side: what is unseen and lasts, lasts for some cases. */
const WEIGHTS = [1, 0.8, 0.64, 0.51, 0.41] as const;
const FEWEST_CASES = 30;
/** Standard errors from which on a placebo is none by chance. */
const BY_CHANCE = 1.96;
/** Share of an effect that a placebo must reach: measured on hidden causes, it is .2 to .6 where all of it is theirs. */
const SHARE_OF_EFFECT = 1 / 6;

/** What neighbours say of each case. */
export interface Neighbourhood {
  /** Weighted mean residual of the neighbours, by row. */
  readonly around: Float64Array;
  readonly deviation: number;
  readonly enough: boolean;
}

/**
 * @param order rows in the order in which their cases began.
 * @param rest residuals of the full model, by row.
 */
export function neighbourhoodOf(order: Int32Array, rest: Float64Array, weights: Float64Array): Neighbourhood {
  const used = order.filter((j) => weights[j]! > 0);
  const around = new Float64Array(rest.length);
  let squares = 0;
  for (let k = 0; k < used.length; k++) {
    let sum = 0;
    let weight = 0;
    for (const [d, each] of WEIGHTS.entries()) {
      for (const other of [used[k - d - 1], used[k + d + 1]]) {
        if (other === undefined) continue;
        sum += each * rest[other]!;
        weight += each;
      }
    }
    around[used[k]!] = weight > 0 ? sum / weight : 0;
    squares += around[used[k]!]! ** 2;
  }
  return {
    around,
    deviation: Math.sqrt(squares / Math.max(1, used.length)),
    enough: used.length >= FEWEST_CASES,
  };
}

/**
 * Whether an effect stands beside what the treatment does where it can do nothing.
 * @param treatment freed, by row. @param effect its estimate.
 */
export function standsPlacebo(
  { around, deviation, enough }: Neighbourhood,
  treatment: Float64Array,
  weights: Float64Array,
  effect: number,
): boolean {
  let product = 0;
  let information = 0;
  for (let j = 0; j < treatment.length; j++) {
    if (weights[j] === 0) continue;
    product += treatment[j]! * around[j]!;
    information += treatment[j]! ** 2;
  }
  const by = deviation * Math.sqrt(information);
  if (!enough || !(by > 1e-12) || Math.abs(product / by) <= BY_CHANCE) return true;
  return product / information / effect < SHARE_OF_EFFECT;
}
