/**
 * Trajectory credit: part of what a step earned flows back to the earlier step that led to it, so that an early root is seen
 * though a later step screened it off. What flows is conserved: what one step gives, another gets.
 *
 * Of a step's credit, the share owed to an earlier step r is the probability that it would not have been done without r
 * (probability of necessity; Pearl 1999): 1 − P(m | no r)/P(m | r).
 */
import type { Leads } from './leads-between-types.ts';

/** Share of what is owed that flows back; the rest stays with the step that did it. ½ is the Shapley value of the two. */
const FLOWS = 0.5;
/** Most that a step gives away of what it is owed for by all that led to it. */
const MOST_OWED = 0.95;

/** Credit that went from a later step to an earlier one. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

/** One step as the flow sees it, in the order of the case. */
export interface Step {
  readonly type: string;
}

/** How much of each step's credit flows to which earlier step: [later, earlier, share]. Places of `steps`. */
export function sharesOf(steps: readonly Step[], leads: Leads): readonly (readonly [number, number, number])[] {
  const shares: (readonly [number, number, number])[] = [];
  for (let m = steps.length - 1; m > 0; m--) {
    const led = leads.get(steps[m]!.type);
    if (!led) continue;
    const there = led.leads.flatMap(({ from, by }) => {
      const r = steps.findIndex(({ type }, place) => place < m && type === from);
      return r < 0 ? [] : [{ r, by }];
    });
    if (there.length === 0) continue;
    const chance = Math.min(1, led.without + there.reduce((sum, { by }) => sum + by, 0));
    const owed = there.map(({ by }) => Math.min(1, by / Math.max(chance, by)));
    const all = owed.reduce((sum, share) => sum + share, 0);
    const scale = all > MOST_OWED ? MOST_OWED / all : 1;
    there.forEach(({ r }, i) => shares.push([m, r, FLOWS * scale * owed[i]!]));
  }
  return shares;
}

/** Lets credit flow back along the shares, from the last step to the first. @returns credit by step; the sum stays. */
export function flowBack(credit: Float64Array, shares: readonly (readonly [number, number, number])[]): Float64Array {
  const left = credit.slice();
  // A step that both gets and gives passes on its share of what it got: shares come in order of the later step, last first.
  let k = 0;
  while (k < shares.length) {
    const m = shares[k]![0];
    const has = left[m]!;
    for (; k < shares.length && shares[k]![0] === m; k++) {
      const [, r, share] = shares[k]!;
      left[m]! -= share * has;
      left[r]! += share * has;
    }
  }
  return left;
}
