/**
 * Trajectory credit: part of what a step earned flows back to the earlier step that led to it, so that an early root is seen
 * though a later step screened it off. What flows is conserved: what one step gives, another gets.
 *
 * Of a step's credit, the share owed to an earlier step r is the probability that it would not have been done without r
 * (probability of necessity; Pearl 1999): 1 − P(m | no r)/P(m | r).
 */
import type { Leads } from './leads-between-types.ts';

/** Share of what is owed of its own credit that a step gives; ½ is the Shapley value of the two. */
const FLOWS = 0.5;
/** Most that a step gives away of what it is owed for by all that led to it. */
const MOST_OWED = 0.95;
/** Halvings in the search for how much may flow. */
const HALVINGS = 12;
/** What mattered most stays first by this share. */
const STAYS_AHEAD = 1.02;

/** Credit that went from a later step to an earlier one. Places of the steps in their case. */
export interface StepFlow {
  readonly from: number;
  readonly to: number;
  readonly amount: number;
}

/** How much of a step is owed to which earlier step. */
export interface Owed {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** @param steps in the order of the case. @returns by the later step, last first. */
export function owedTo(steps: readonly { readonly type: string }[], leads: Leads): readonly Owed[] {
  const owed: Owed[] = [];
  for (let m = steps.length - 1; m > 0; m--) {
    const led = leads.get(steps[m]!.type);
    if (!led) continue;
    const there = led.leads.flatMap(({ from, by }) => {
      const r = steps.findIndex(({ type }, place) => place < m && type === from);
      return r < 0 ? [] : [{ r, by }];
    });
    if (there.length === 0) continue;
    const chance = Math.min(1, led.without + there.reduce((sum, { by }) => sum + by, 0));
    const shares = there.map(({ by }) => Math.min(1, by / Math.max(chance, by)));
    const all = shares.reduce((sum, share) => sum + share, 0);
    const scale = all > MOST_OWED ? MOST_OWED / all : 1;
    owed.push(...there.map(({ r }, i) => ({ from: m, to: r, share: scale * shares[i]! })));
  }
  return owed;
}

/**
 * How freely each step gives of its own credit: FLOWS, or less where more would hide the step that mattered most.
 * @param credit mean credit by step, before anything flows.
 */
export function freedomOf(credit: Float64Array, owed: readonly Owed[]): Float64Array {
  const free = new Float64Array(credit.length).fill(FLOWS);
  if (owed.length === 0) return free;
  let top = 0;
  for (let i = 1; i < credit.length; i++) if (Math.abs(credit[i]!) > Math.abs(credit[top]!)) top = i;
  const staysFirst = () => {
    const after = flowBack(credit, owed, free);
    return after.every((each, i) => i === top || Math.abs(each) * STAYS_AHEAD <= Math.abs(after[top]!));
  };
  // First only what matters most holds back; if that is not enough, all do.
  for (const holding of [[top], free.map((_, i) => i)]) {
    if (staysFirst()) return free;
    let [low, high] = [0, FLOWS];
    for (let k = 0; k < HALVINGS; k++) {
      const middle = (low + high) / 2;
      for (const i of holding) free[i] = Math.min(FLOWS, middle);
      if (staysFirst()) low = middle;
      else high = middle;
    }
    for (const i of holding) free[i] = low;
  }
  return free;
}

/**
 * Lets credit flow back, from the last step to the first. Of its own credit a step gives what is owed for it, as freely as it may;
 * what it got itself it passes on as far as it is owed: a step that only led to another keeps nothing that belongs to the
 * one before.
 * @param told takes what flowed, if anybody wants to know. @returns credit by step; the sum stays.
 */
export function flowBack(
  credit: Float64Array,
  owed: readonly Owed[],
  free: Float64Array,
  told?: (flow: StepFlow) => void,
): Float64Array {
  const left = credit.slice();
  const got = new Float64Array(credit.length);
  for (const { from, to, share } of owed) {
    const amount = share * (free[from]! * credit[from]! + got[from]!);
    left[from]! -= amount;
    left[to]! += amount;
    got[to]! += amount;
    told?.({ from, to, amount });
  }
  return left;
}
