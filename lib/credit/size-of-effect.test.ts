import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../records/seeded-random.ts';
import { caseTable } from './case-table.ts';
import { casesOf, playCases } from './cases-for-tests.ts';
import { designOf, productsWith } from './design.ts';
import { type Freed, free, type Shared, shareOf } from './free-from-columns.ts';
import type { LearntOutcome } from './learnt-outcome.ts';
import { normalFrom } from './normal-draws.ts';
import { sizeOfEffect } from './size-of-effect.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
type Sized = ReturnType<typeof sizeOfA>;
const meanOf = (all: readonly Sized[], of: (each: Sized) => number) =>
  all.reduce((sum, each) => sum + of(each), 0) / all.length;

function sharedOf(cases: readonly LearntOutcome[]): Shared {
  const table = caseTable(cases);
  const y = Float64Array.from(table.rows, (row) => row.y);
  return shareOf(table, designOf(table, new Float64Array(cases.length).fill(1), 5), y);
}

/** The size of what `a` does, everything else held fixed, and that in each task. */
function sizeOfA(cases: readonly LearntOutcome[]) {
  const shared = sharedOf(cases);
  const { table, design } = shared;
  const a = table.types.indexOf('a');
  const present = Float64Array.from(table.rows, ({ done }) => Number(done.some(({ type }) => type === a)));
  const columns = Array.from({ length: design.p }, (_, at) => at).filter((at) => at !== design.columnOf[a]);
  const freed = free(shared, present, productsWith(design, present), columns);
  const sized = sizeOfEffect(shared, freed, freed, design.weights);
  const inContext = sized.inContext(table.named, present);
  return { ...sized, present, inTask: (task: string) => inContext.find(({ value }) => value === task)! };
}

/** A coin's `a`, worth this much in the case. */
const world = (n: number, seed: number, effect: (task: string, j: number) => number) =>
  playCases(n, seed, (yes, j) => {
    const task = yes(0.25) ? 'write' : yes(0.5) ? 'plan' : 'read';
    const done = ['a', 'b'].filter(() => yes(0.5));
    const chance = 0.45 + (done.includes('a') ? effect(task, j) : 0);
    return { done, value: Number(yes(chance)), context: { task } };
  });

test('an effect in one context only is told there and nowhere else, and in all it is the mean over the contexts', () => {
  const only = SEEDS.map((seed) => sizeOfA(world(600, seed, (task) => (task === 'write' ? 0.5 : 0))));
  const inTask = (task: string) => meanOf(only, (each) => each.inTask(task).size.mean);
  expect(inTask('write')).toBeGreaterThan(0.35);
  expect(Math.abs(inTask('plan'))).toBeLessThan(0.1);
  expect(Math.abs(inTask('read'))).toBeLessThan(0.1);
  expect(meanOf(only, ({ total }) => total.mean)).toBeCloseTo(0.5 / 4, 1);
  for (const { inTask: of, present } of only) {
    const n = ['write', 'plan', 'read'].reduce((sum, task) => sum + of(task).n, 0);
    expect(n).toBe(present.reduce((sum, each) => sum + each));
  }
});

test('an effect that turned is what it is now, in each context too, and rests on the cases since', () => {
  const turned = SEEDS.map((seed) => sizeOfA(world(800, seed, (_, j) => (j < 500 ? 0.4 : -0.4))));
  expect(Math.abs(meanOf(turned, ({ total }) => total.mean) + 0.4)).toBeLessThan(0.08);
  for (const task of ['write', 'plan', 'read']) {
    expect(Math.abs(meanOf(turned, ({ inTask }) => inTask(task).size.mean) + 0.4)).toBeLessThan(0.12);
  }
  for (const { weights } of turned) {
    expect(weights.indexOf(1)).toBe(weights.lastIndexOf(0) + 1);
    expect(Math.abs(weights.indexOf(1) - 500)).toBeLessThan(50);
  }
});

/** Nothing is known but this: noise and spread 1, and no context. */
const bare = (n: number): Shared => ({
  ...sharedOf(casesOf(Array.from({ length: n }, (_, j) => ({ done: j % 2 ? ['a'] : [], value: j % 3 ? 1 : 0 })))),
  noise: 1,
  spread: 1,
  spent: 0,
});

test('as much information from fewer cases gives a wider range: there the noise is hardly known itself', () => {
  const n = 100;
  const shared = bare(n);
  const widthOf = (treated: number) => {
    const treatment = Float64Array.from({ length: n }, (_, j) => (j < treated ? Math.sqrt(8 / treated) : 0));
    const freed: Freed = { treatment, value: new Float64Array(n) };
    const { total, information } = sizeOfEffect(shared, freed, freed, new Float64Array(n).fill(1));
    expect(information).toBeCloseTo(8, 9);
    return total.se;
  };
  const widths = [4, 8, 16, 100].map(widthOf);
  expect(widths).toEqual([...widths].sort((a, b) => b - a));
  expect(widths[0]!).toBeGreaterThan(1.2 * widths[3]!);
  // What the information says by itself, beside a prior of the spread.
  expect(widths[3]!).toBeCloseTo(1 / Math.sqrt(8 + 1), 2);
});

test('rows of no weight say nothing, whatever they hold', () => {
  const n = 60;
  const shared = { ...bare(n), table: caseTable(world(n, 1, () => 0)) };
  fc.assert(
    fc.property(fc.nat(10_000), fc.double({ min: -50, max: 50, noNaN: true }), (seed, wild) => {
      const random = seededRandom(seed);
      const normal = normalFrom(random);
      const weights = Float64Array.from({ length: n }, () => Number(random() < 0.7));
      const freed: Freed = {
        treatment: Float64Array.from({ length: n }, normal),
        value: new Float64Array(n).map(normal),
      };
      const other: Freed = {
        treatment: freed.treatment.map((each, j) => (weights[j] ? each : wild)),
        value: freed.value.map((each, j) => (weights[j] ? each : wild * j)),
      };
      const [one, two] = [freed, other].map((each) => {
        const { inContext, ...sized } = sizeOfEffect(shared, each, each, weights);
        return { ...sized, inTask: inContext(shared.table.named, new Float64Array(n).fill(1)) };
      });
      expect(two).toEqual(one);
    }),
    { numRuns: 40 },
  );
});
