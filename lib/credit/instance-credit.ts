/**
 * Credit of the single actions behind one outcome (science 1.5 L3): what the expected value would lose without each, all else as
 * it was (leave-one-out), on the scale of the value, over draws from what is believed of the weights. The outcome itself is left
 * out of the model it is explained by: else the first outcome ever would explain itself.
 *
 * Return-equivalent: baseline + Σ credits + rest + unexplained = value, and what the model cannot explain stays unexplained.
 */
import type { ClaimStatus } from '../engine/api.ts';
import type { Sparse } from './bayesian-glm.ts';
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
  const context = stateBefore(outcome);
  const start = outcome.candidates.length > 0 ? Date.parse(outcome.candidates[0]!.done.t) : 0;
  const phiOf = (these: typeof done) => features.of({ done: these, context, recent }, start);
  const all = phiOf(done);
  const columns = Array.from(all.at);
  const place = new Map(columns.map((column, i) => [column, i]));
  const { w, p } = model.among(columns, {
    phi: all,
    y: targetOf(scale, outcome.value),
    confidence: outcome.confidence,
  });
  const dense = (phi: Sparse) => {
    const x = new Float64Array(columns.length);
    for (let i = 0; i < phi.at.length; i++) x[place.get(phi.at[i]!)!] = phi.x[i]!;
    return x;
  };
  const whole = dense(all);
  const losses = steps.map(({ type }) => {
    if (!features.knows(type)) return null;
    const others = new Map(done);
    others.delete(type);
    const without = dense(phiOf(others));
    return whole.map((x, i) => x - without[i]!);
  });
  const dot = (x: Float64Array, weights: Float64Array) => x.reduce((sum, each, i) => sum + each * weights[i]!, 0);
  const value = (eta: number) => (scale.link === 'logit' ? onScale(scale, model.inverseLink(eta)) : eta);
  const baseline = value(dot(dense(phiOf(new Map())), w));

  const root = factorOf(p, columns.length);
  const normal = normalFrom(random);
  const draws: Float64Array[] = [];
  for (let b = 0; b < PAIRS_OF_DRAWS; b++) {
    const z = columns.map(() => normal());
    const noise = Float64Array.from(columns, (_, i) => {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += root[i * columns.length + j]! * z[j]!;
      return sum;
    });
    for (const sign of [1, -1]) {
      const weights = w.map((each, i) => each + sign * noise[i]!);
      const eta = dot(whole, weights);
      const expected = value(eta);
      draws.push(Float64Array.from(losses, (loss) => (loss ? expected - value(eta - dot(loss, weights)) : 0)));
    }
  }
  return { baseline, draws };
}

const RUNGS: readonly ClaimStatus[] = ['linked', 'associated', 'likely_hurts', 'likely_helps', 'caused'];

function highest(statuses: readonly ClaimStatus[]): ClaimStatus {
  return statuses.reduce((best, each) => (RUNGS.indexOf(each) > RUNGS.indexOf(best) ? each : best), 'linked');
}
