/** The room as a whole against a world whose effects are known: a small relative of world A (science 1.3), through threads. */
import { expect, test } from 'vitest';
import { Threads } from '../linking/threads.ts';
import type { OutcomeRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { Credit } from './credit.ts';
import type { Effect } from './effect-of-action.ts';
import { creditOf } from './instance-credit.ts';

const TYPES = 24;
/** Log-odds of the types that do something; all others do nothing. */
const PLANTED: Readonly<Record<number, number>> = { 8: 1.3, 9: 1, 10: -1.2, 11: -0.9 };
const OUTCOME = 'app:come:out';
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

interface Played {
  readonly credit: Credit;
  readonly effects: readonly Effect[];
  readonly truth: (type: string) => number;
  /** Of outcomes that one planted type decided more than any other: the action it was. */
  readonly decided: ReadonlyMap<string, string>;
}

function play(outcomes: number, seed: number): Played {
  const random = seededRandom(seed);
  const threads = new Threads();
  const credit = new Credit();
  let t = Date.UTC(2026, 0, 1);
  const sums = new Float64Array(TYPES);
  const decided = new Map<string, string>();
  for (let j = 0; j < outcomes; j++) {
    const busy = random() < 0.5;
    const done = Array.from({ length: TYPES }, (_, a) => a).filter(
      (a) => random() < (a < 2 ? (busy ? 0.7 : 0.2) : 0.3),
    );
    const eta = (busy ? -1.1 : 0.1) + done.reduce((sum, a) => sum + (PLANTED[a] ?? 0), 0);
    for (let a = 0; a < TYPES; a++) {
      const without = eta - (done.includes(a) ? (PLANTED[a] ?? 0) : 0);
      sums[a]! += sigmoid(without + (PLANTED[a] ?? 0)) - sigmoid(without);
    }
    const thread = `app/${j}`;
    for (const a of done) {
      t += 60_000;
      threads.apply({
        kind: 'action',
        id: `a${j}-${a}`,
        t: new Date(t).toISOString(),
        type: `app:do:${a}`,
        thread,
        context: { load: busy ? 'high' : 'low' },
      });
    }
    t += 60_000;
    const value = random() < sigmoid(eta) ? 1 : 0;
    const outcome: OutcomeRecord = {
      kind: 'outcome',
      id: `o${j}`,
      t: new Date(t).toISOString(),
      type: OUTCOME,
      thread,
      value,
    };
    credit.learn(outcome, threads.candidatesOf(outcome), threads.stateAsOf(outcome));
    const size = (a: number) => Math.abs(PLANTED[a] ?? 0);
    const [first, second] = done.toSorted((a, b) => size(b) - size(a));
    if (first !== undefined && size(first) > 0 && (second === undefined || size(second) === 0))
      decided.set(outcome.id, `a${j}-${first}`);
  }
  return {
    credit,
    effects: credit.history(OUTCOME)!.effects(t),
    truth: (type) => sums[Number(type.split(':')[2])]! / outcomes,
    decided,
  };
}

function judge(outcomes: number, seeds: readonly number[]) {
  let [better, pairs, covered, all, claimed, nulls, right, asked, surprise] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const z = ({ total, se }: Effect) => Math.abs(total) / se;
  for (const seed of seeds) {
    const { credit, effects, truth, decided } = play(outcomes, seed);
    const real = effects.filter((each) => Math.abs(truth(each.action_type)) > 0.01);
    const none = effects.filter((each) => Math.abs(truth(each.action_type)) <= 0.01);
    for (const r of real) for (const n of none) better += Number(z(r) > z(n));
    pairs += real.length * none.length;
    for (const { lo, hi, action_type } of effects) {
      all++;
      covered += Number(lo <= truth(action_type) && truth(action_type) <= hi);
    }
    nulls += none.length;
    claimed += none.filter(({ status }) => status !== 'linked').length;
    const history = credit.history(OUTCOME)!;
    const about = { forecast: history.forecast, ...history.explained() };
    for (const [id, action] of [...decided].slice(-20)) {
      asked++;
      right += Number(creditOf(credit.outcome(id)!, about, 1, seededRandom(1)).credits[0]!.action === action);
    }
    surprise += history.forecast.scores!.log_loss / seeds.length;
  }
  return { auc: better / pairs, cover: covered / all, claimed: claimed / nulls, top: right / asked, surprise };
}

test.each([
  [300, [11, 12, 13, 14], 0.8, 0.6],
  [1_000, [11, 12], 0.95, 0.85],
] as const)(
  'after %i outcomes the planted effects stand out, ranges hold the truth, and what decided is found',
  (outcomes, seeds, auc, top) => {
    const found = judge(outcomes, seeds);
    expect(found.auc).toBeGreaterThan(auc);
    expect(found.cover).toBeGreaterThan(0.83);
    expect(found.claimed).toBeLessThan(0.15);
    expect(found.top).toBeGreaterThan(top);
    expect(found.surprise).toBeLessThan(Math.LN2);
  },
);
