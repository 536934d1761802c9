/**
 * A negative control (science 1.5 L4): what is done in one case cannot have earned the outcome of another. If a treatment,
 * freed from everything seen, still goes with what the model leaves unexplained in the neighbouring cases, then something unseen
 * drives both, and the effect may be that.
 *
 * Neighbours are the cases begun right before and right after. Their values enter as residuals of the full model, so that a
 * real effect of a type that is done in streaks raises no alarm.
 */
/** Weight of the n-th neighbour on either side: what is unseen and lasts, lasts for some cases. */
const WEIGHTS = [1, 0.8, 0.64, 0.51, 0.41] as const;
const FEWEST_CASES = 30;

/**
 * @param order rows in the order in which their cases began.
 * @param treatment freed, by row. @param rest residuals of the full model.
 * @returns a z-score; 0 where there are too few cases.
 */
export function placeboOfNeighbours(
  order: Int32Array,
  treatment: Float64Array,
  rest: Float64Array,
  weights: Float64Array,
): number {
  const used = order.filter((j) => weights[j]! > 0);
  if (used.length < FEWEST_CASES) return 0;
  let product = 0;
  let information = 0;
  let squares = 0;
  for (let k = 0; k < used.length; k++) {
    let sum = 0;
    let n = 0;
    for (const [d, weight] of WEIGHTS.entries()) {
      for (const other of [used[k - d - 1], used[k + d + 1]]) {
        if (other === undefined) continue;
        sum += weight * rest[other]!;
        n += weight;
      }
    }
    const around = sum / n;
    const own = treatment[used[k]!]!;
    product += own * around;
    information += own * own;
    squares += around * around;
  }
  const deviation = Math.sqrt((squares / used.length) * information);
  return deviation > 1e-12 ? product / deviation : 0;
}
