/**
 * Credit of the single actions behind one outcome (science 1.5 L3): what the expected value would lose without each, all else as
 * it was (leave-one-out), on the scale of the value, over draws from what is believed of the weights. The outcome itself is left
 * out of the model it is explained by: else the first outcome ever would explain itself.
 *
 * Return-equivalent: baseline + Σ credits + rest + unexplained = value, and what the model cannot explain stays unexplained.
 */
import type { ClaimStatus } from '../engine/api.ts';
import { creditStatus } from './claim-status.ts';
import { doneIn } from './features-of-case.ts';
import { flowBack, freedomOf, owedTo } from './flow-back.ts';
import type { Leads } from './leads-between-types.ts';
import { type LearntOutcome, stateBefore } from './learnt-outcome.ts';
import { normalFrom } from './normal-draws.ts';
import { type OutcomeForecast, targetOf } from './outcome-forecast.ts';
import { onScale } from './refit-forecast.ts';
import { factorOf } from './symmetric-solve.ts';

/** Pairs of draws, each with its mirror image: their mean is that of the weights. */
const PAIRS_OF_DRAWS = 32;
const LOW = 0.05;
const HIGH = 0.95;

export interface ActionCredit {
  readonly action: string;
  /** In units of the outcome's value; may be negative. */
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
  /** Probability that it contributed most, in absolute terms. */
  readonly p_top: number;
  readonly status: ClaimStatus;
}

/** Credit that went from a later action to an earlier one that led to it. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

/** Less is not worth drawing. */
const SMALLEST_FLOW = 1e-4;

export interface OutcomeCredit {
  readonly credits: readonly ActionCredit[];
  readonly rest: number;
  readonly baseline: number;
  readonly unexplained: number;
  readonly value: number;
  /** Credit that flowed from later actions to earlier ones that led to them; `credits` are after that. */
  readonly flows: readonly Flow[];
}

/** What is known of the outcome's type. */
export interface Explained {
  readonly forecast: OutcomeForecast;
  readonly leads: Leads;
  /** Rung of each type's effect. */
  readonly statusOf: (type: string) => ClaimStatus;
}

/**
 * Credit of all candidates of an outcome, by |mean|; those beyond the first `k` are summed in `rest`.
 * @param random uniform in [0, 1), seeded: the same log gives the same draws.
 */
export function creditOf(outcome: LearntOutcome, about: Explained, k: number, random: () => number): OutcomeCredit {
  const { candidates, value } = outcome;
  const explaining = about.forecast.explaining;
  const done = doneIn(candidates);
  const steps = [...done].map(([type, { first }]) => ({ type, first })).sort((a, b) => a.first - b.first);
  const { baseline, draws } = explaining
    ? drawCredits(outcome, explaining, done, steps, random)
    : { baseline: about.forecast.predict({ done: new Map(), context: {}, start: 0, waited: 0 }).mean, draws: [] };

  const owed = owedTo(steps, about.leads);
  const before = Float64Array.from(
    steps,
    (_, i) => draws.reduce((sum, each) => sum + each[i]!, 0) / (draws.length || 1),
  );
  const free = freedomOf(before, owed);
  const flowed = draws.map((credit) => flowBack(credit, owed, free));

  const stepOf = new Map(steps.map(({ type }, i) => [type, i]));
  const all = candidates.map(({ done: act, link }) => {
    const parts = act.types.map((type) => ({ i: stepOf.get(type)!, share: link / done.get(type)!.times }));
    const of = (credit: Float64Array) => parts.reduce((sum, { i, share }) => sum + share * credit[i]!, 0);
    const values = flowed.map(of);
    const average = values.length === 0 ? 0 : values.reduce((sum, each) => sum + each, 0) / values.length;
    const sorted = values.toSorted((a, b) => a - b);
    const lo = Math.min(average, sorted[Math.floor(LOW * sorted.length)] ?? 0);
    const hi = Math.max(average, sorted[Math.ceil(HIGH * sorted.length) - 1] ?? 0);
    return { action: act.id, types: act.types, values, mean: average, lo, hi };
  });
  const top = new Array<number>(all.length).fill(0);
  for (let b = 0; b < flowed.length; b++) {
    let best = -1;
    let most = 0;
    for (const [a, { values }] of all.entries()) {
      const size = Math.abs(values[b]!);
      if (size > most) {
        most = size;
        best = a;
      }
    }
    if (best >= 0) top[best]!++;
  }
  const credits = all
    .map(({ action, types, mean: average, lo, hi }, a) => ({
      action,
      mean: average,
      lo,
      hi,
      p_top: flowed.length === 0 ? 0 : top[a]! / flowed.length,
      status: creditStatus(highest(types.map(about.statusOf)), average, lo, hi),
    }))
    .sort((a, b) => Math.abs(b.mean) - Math.abs(a.mean) || (a.action < b.action ? -1 : 1));
  const shown = credits.slice(0, k);
  const rest = credits.slice(k).reduce((sum, credit) => sum + credit.mean, 0);
  const explained = shown.reduce((sum, credit) => sum + credit.mean, 0);
  const actOf = (i: number) => candidates[steps[i]!.first]!.done.id;
  const flows: Flow[] = [];
  flowBack(before, owed, free, ({ from, to, amount }) => {
    if (Math.abs(amount) > SMALLEST_FLOW) flows.push({ from: actOf(from), to: actOf(to), amount });
  });
  return { credits: shown, rest, baseline, unexplained: value - baseline - explained - rest, value, flows };
}

/** Draws of every step's contribution, before anything flows. */
function drawCredits(
  outcome: LearntOutcome,
  { features, model, scale, recent }: NonNullable<OutcomeForecast['explaining']>,
  done: ReturnType<typeof doneIn>,
  steps: readonly { readonly type: string }[],
  random: () => number,
): { readonly baseline: number; readonly draws: readonly Float64Array[] } {
  const start = outcome.candidates.length > 0 ? Date.parse(outcome.candidates[0]!.done.t) : 0;
  const all = features.of({ done, context: stateBefore(outcome), recent }, start);
  const n = all.at.length;
  const { w, p } = model.among(all.at, {
    phi: all,
    y: targetOf(scale, outcome.value),
    confidence: outcome.confidence,
  });
  // Without a step, every feature that rests on its type is gone.
  const losses = steps.map((): number[] => []);
  const stepOf = new Map(steps.map(({ type }, i) => [type, i]));
  const always: number[] = [];
  for (let k = 0; k < n; k++) {
    const types = features.typesBehind(all.at[k]!);
    if (!types) always.push(k);
    else for (const type of types) losses[stepOf.get(type)!]!.push(k);
  }
  const value = (eta: number) => (scale.link === 'logit' ? onScale(scale, model.inverseLink(eta)) : eta);
  const baseline = value(always.reduce((sum, k) => sum + all.x[k]! * w[k]!, 0));

  const root = factorOf(p, n);
  const normal = normalFrom(random);
  const draws: Float64Array[] = [];
  const [noise, parts] = [new Float64Array(n), new Float64Array(n)];
  for (let b = 0; b < PAIRS_OF_DRAWS; b++) {
    const z = Float64Array.from({ length: n }, normal);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += root[i * n + j]! * z[j]!;
      noise[i] = sum;
    }
    for (const sign of [1, -1]) {
      let eta = 0;
      for (let k = 0; k < n; k++) {
        parts[k] = all.x[k]! * (w[k]! + sign * noise[k]!);
        eta += parts[k]!;
      }
      const expected = value(eta);
      draws.push(
        Float64Array.from(losses, (lost) => {
          if (lost.length === 0) return 0;
          let without = eta;
          for (const k of lost) without -= parts[k]!;
          return expected - value(without);
        }),
      );
    }
  }
  return { baseline, draws };
}

const RUNGS: readonly ClaimStatus[] = ['linked', 'associated', 'likely_hurts', 'likely_helps', 'caused'];

function highest(statuses: readonly ClaimStatus[]): ClaimStatus {
  return statuses.reduce((best, each) => (RUNGS.indexOf(each) > RUNGS.indexOf(best) ? each : best), 'linked');
}
