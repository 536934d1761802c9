/**
 * How strong a hidden cause would have to be to explain an effect away: the risk ratio that it would need with both the action
 * and the outcome (VanderWeele and Ding 2017): RR + √(RR(RR − 1)).
 * @param withAction @param without mean of good outcomes with and without the action, in [0, 1].
 * @returns at least 1; 1: nothing needs explaining.
 */
export function eValue(withAction: number, without: number): number {
  const high = Math.max(withAction, without);
  // A risk of nothing at all is one not seen yet.
  const low = Math.max(Math.min(withAction, without), 1e-3);
  const ratio = Math.max(1, high / low);
  return ratio + Math.sqrt(ratio * (ratio - 1));
}
