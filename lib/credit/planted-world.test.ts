/** The core against a world whose effects are known: a small relative of world A (science 1.3). */
import { expect, test } from 'vitest';
import { Threads } from '../linking/threads.ts';
import type { LogRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { Credit } from './credit.ts';
import { type Effect, effectsOf } from './effect-of-action.ts';

const TYPES = 24;
/** Log-odds of the types that do something; all others do nothing. */
const PLANTED: Readonly<Record<number, number>> = { 8: 1.3, 9: 1, 10: -1.2, 11: -0.9 };
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

function play(outcomes: number, seed: number): { effects: Effect[]; truth: (type: string) => number } {
  const random = seededRandom(seed);
  const threads = new Threads();
  const credit = new Credit();
  let t = Date.UTC(2026, 0, 1);
  const truths = new Map<number, number[]>();
  for (let j = 0; j < outcomes; j++) {
    const busy = random() < 0.5;
    const done = Array.from({ length: TYPES }, (_, a) => a).filter(
      (a) => random() < (a < 2 ? (busy ? 0.7 : 0.2) : 0.3),
    );
    const base = -0.3 + (busy ? -0.8 : 0.4);
    const eta = base + done.reduce((sum, a) => sum + (PLANTED[a] ?? 0), 0);
    for (let a = 0; a < TYPES; a++) {
      const without = eta - (done.includes(a) ? (PLANTED[a] ?? 0) : 0);
      truths.set(a, [...(truths.get(a) ?? []), sigmoid(without + (PLANTED[a] ?? 0)) - sigmoid(without)]);
    }
    const thread = `app/${j}`;
    for (const a of done) {
      t += 60_000;
      const context = { load: busy ? 'high' : 'low' };
      threads.apply({
        kind: 'action',
        id: `a${j}-${a}`,
        t: new Date(t).toISOString(),
        type: `app:do:${a}`,
        thread,
        context,
      } as LogRecord);
    }
    t += 60_000;
    const outcome = {
      kind: 'outcome',
      id: `o${j}`,
      t: new Date(t).toISOString(),
      type: 'app:come:out',
      thread,
      value: random() < sigmoid(eta) ? 1 : 0,
    } as const;
    credit.learn(outcome, threads.candidatesOf(outcome), {});
  }
  const mean = (xs: number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
  return {
    effects: effectsOf(credit.model('app:come:out')!),
    truth: (type) => mean(truths.get(Number(type.split(':')[2]))!),
  };
}

function judge(outcomes: number, seeds: readonly number[]) {
  let better = 0;
  let pairs = 0;
  let covered = 0;
  let all = 0;
  let claimed = 0;
  let nulls = 0;
  for (const seed of seeds) {
    const { effects, truth } = play(outcomes, seed);
    const z = (e: Effect) => Math.abs(e.total) / e.se;
    const [real, none] = [
      effects.filter((e) => Math.abs(truth(e.action_type)) > 0.01),
      effects.filter((e) => Math.abs(truth(e.action_type)) <= 0.01),
    ];
    for (const r of real) for (const n of none) better += Number(z(r) > z(n));
    pairs += real.length * none.length;
    for (const e of effects) {
      all++;
      covered += Number(e.lo <= truth(e.action_type) && truth(e.action_type) <= e.hi);
    }
    nulls += none.length;
    claimed += none.filter((e) => e.status !== 'linked').length;
  }
  return { auc: better / pairs, cover: covered / all, claimed: claimed / nulls };
}

test.each([
  [300, 0.8],
  [1_000, 0.95],
])('after %i outcomes the planted effects stand out, and the ranges hold the truth', (outcomes, auc) => {
  const found = judge(outcomes, [11, 12, 13, 14, 15, 16]);
  expect(found.auc).toBeGreaterThan(auc);
  expect(found.cover).toBeGreaterThan(0.83);
  expect(found.claimed).toBeLessThan(0.15);
});
