import { expect, test } from 'vitest';
import type { BayesianGlm } from './bayesian-glm.ts';
import { caseTable } from './case-table.ts';
import { BETWEEN_CASES, playCases, startOf } from './cases-for-tests.ts';
import { effectsThatChanged } from './effects-that-changed.ts';
import { doneIn, FeatureMap, FIRST_FREE } from './features-of-case.ts';
import { type FeatureKind, fitSparseGlm } from './fit-sparse-glm.ts';

const N = 600;

/**
 * Changes found where `a`, done by a coin or in every so many cases, does this in the j-th one. Outcomes are known up to `late`
 * hours later.
 */
function changedIn(seed: number, effect: (j: number) => number, { late = 1, every = 0 } = {}) {
  const cases = playCases(N, seed, (yes, j, random) => {
    const done = ['a', 'b', 'c'].filter((type) => (type === 'a' && every > 0 ? j % every === 0 : yes(0.5)));
    const value = Number(yes(0.5 + (done.includes('a') ? effect(j) : 0) + (done.includes('b') ? 0.1 : -0.1)));
    return { done, value, after: 1 + late * random() };
  }).sort((a, b) => (a.t < b.t ? -1 : 1));
  const table = caseTable(cases);
  const kinds: FeatureKind[] = ['one', 'context', ...table.types.map((): FeatureKind => 'type')];
  const features = new FeatureMap({
    kinds,
    repeats: 'once',
    scaled: [],
    named: [],
    types: table.types.map((type, i) => ({ type, at: FIRST_FREE + i })),
    formerly: [],
    inContext: [],
    together: [],
  });
  const rows = cases.map(({ candidates }, j) =>
    features.of({ done: doneIn(candidates), context: {}, recent: 0 }, table.rows[j]!.start),
  );
  const y = Float64Array.from(table.rows, (row) => row.y);
  const weights = new Float64Array(N).fill(1);
  const model = finished(fitSparseGlm({ link: 'logit', kinds, rows, y, weights }));
  const errors = y.map((value, j) => value - model.predict(rows[j]!));
  return effectsThatChanged(table, features, model, errors, weights);
}

function finished(steps: Generator<void, BayesianGlm>): BayesianGlm {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const SEEDS = [1, 2, 3, 4, 5, 6];
const FLIPPED = 350;
const flip = (j: number) => (j < FLIPPED ? 0.4 : -0.4);

test('an effect that flipped is found, it alone, with the moment from which on cases were begun under the new one', () => {
  // Known in the order of their cases, or up to a fortnight later in any order.
  for (const late of [1, 14 * 24]) {
    const found = SEEDS.map((seed) => changedIn(seed, flip, { late }));
    expect(found.map((all) => all.map(({ type }) => type))).toEqual(SEEDS.map(() => ['a']));
    const off = found.map(([each]) => Math.abs(each!.until - startOf(FLIPPED)) / BETWEEN_CASES);
    expect(Math.max(...off)).toBeLessThan(30);
    expect(off.reduce((sum, each) => sum + each, 0) / off.length).toBeLessThan(10);
  }
});

test('an effect that came to an end is found to have ended, one of a steady log is not', () => {
  const ended = SEEDS.filter((seed) =>
    changedIn(seed, (j) => (j < FLIPPED ? 0.4 : 0)).some(({ type }) => type === 'a'),
  );
  expect(ended.length).toBeGreaterThanOrEqual(5);
  for (const effect of [0, 0.4]) {
    const found = SEEDS.flatMap((seed) => changedIn(seed, () => effect));
    // Of 18 effects.
    expect(found.length).toBeLessThanOrEqual(1);
  }
});

test('of a type in fewer than twenty cases no change is told, however plain', () => {
  const told = (every: number) =>
    SEEDS.filter((seed) => changedIn(seed, (j) => (j < 300 ? 1 : -1), { every }).some(({ type }) => type === 'a'))
      .length;
  expect(told(Math.ceil(N / 19))).toBe(0);
  expect(told(Math.ceil(N / 24))).toBeGreaterThan(0);
});
