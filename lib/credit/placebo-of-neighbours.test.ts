import { expect, test } from 'vitest';
import { seededRandom } from '../records/seeded-random.ts';
import { normalFrom } from './normal-draws.ts';
import { neighbourhoodOf, standsPlacebo } from './placebo-of-neighbours.ts';

const N = 300;
const ORDER = Int32Array.from({ length: N }, (_, j) => j);
const ONES = new Float64Array(N).fill(1);

/** What a hidden cause that lasts for `lasting` cases, of this strength on the action and the value, leaves in both. */
function hidden(seed: number, { lasting, onAction, onValue }: { lasting: number; onAction: number; onValue: number }) {
  const random = seededRandom(seed);
  const normal = normalFrom(random);
  let cause = 1;
  const treatment = new Float64Array(N);
  const rest = new Float64Array(N);
  for (let j = 0; j < N; j++) {
    if (random() < 1 / lasting) cause = random() < 0.5 ? 1 : -1;
    treatment[j] = (random() < 0.5 + onAction * cause ? 1 : 0) - 0.5;
    rest[j] = onValue * cause + normal();
  }
  return { treatment, rest };
}
const stands = (seed: number, world: Parameters<typeof hidden>[1], effect: number) => {
  const { treatment, rest } = hidden(seed, world);
  return standsPlacebo(neighbourhoodOf(ORDER, rest, ONES), treatment, ONES, effect);
};
const share = (of: (seed: number) => boolean) =>
  Array.from({ length: 40 }, (_, seed) => of(seed)).filter(Boolean).length / 40;

test('an effect beside which the neighbours are quiet stands', () => {
  expect(share((seed) => stands(seed, { lasting: 20, onAction: 0, onValue: 1 }, 0.5))).toBeGreaterThan(0.9);
  expect(share((seed) => stands(seed, { lasting: 20, onAction: 0.3, onValue: 0 }, 0.5))).toBeGreaterThan(0.75);
});

test('one that a hidden cause makes, which lasts from case to case, does not stand', () => {
  // Of a cause of ±.8 an action that goes with it at .3 shows an apparent effect of about 1.
  expect(share((seed) => stands(seed, { lasting: 20, onAction: 0.3, onValue: 0.8 }, 0.9))).toBeLessThan(0.1);
});

test('a hidden cause that works against an effect takes nothing from it', () => {
  expect(share((seed) => stands(seed, { lasting: 20, onAction: 0.3, onValue: -0.8 }, 0.9))).toBe(1);
});

test('of few cases nothing is said against an effect', () => {
  const few = Int32Array.from({ length: 12 }, (_, j) => j);
  const [rest, treatment, ones] = [
    new Float64Array(12).fill(1),
    new Float64Array(12).fill(1),
    new Float64Array(12).fill(1),
  ];
  expect(standsPlacebo(neighbourhoodOf(few, rest, ones), treatment, ones, 0.1)).toBe(true);
});

test('what a case left unexplained itself is not among its neighbours, nor what has no weight', () => {
  const { rest } = hidden(1, { lasting: 5, onAction: 0, onValue: 1 });
  const at = 150;
  const wild = rest.slice();
  wild[at] = 1e6;
  const [before, after] = [neighbourhoodOf(ORDER, rest, ONES), neighbourhoodOf(ORDER, wild, ONES)];
  expect(after.around[at]).toBe(before.around[at]);
  expect(after.around[at + 1]).not.toBe(before.around[at + 1]);
  const weights = ONES.slice();
  weights[at] = 0;
  expect(neighbourhoodOf(ORDER, wild, weights).around).toEqual(neighbourhoodOf(ORDER, rest, weights).around);
});

test('neighbours are those begun before and after, in whatever order the rows are', () => {
  const { rest } = hidden(2, { lasting: 5, onAction: 0, onValue: 1 });
  const reversed = neighbourhoodOf(ORDER.toReversed(), rest, ONES);
  for (const [j, each] of neighbourhoodOf(ORDER, rest, ONES).around.entries())
    expect(reversed.around[j]).toBeCloseTo(each, 12);
});

test('a treatment that never varies, and one lone case, are no fault', () => {
  const still = neighbourhoodOf(ORDER, new Float64Array(N), ONES);
  expect(standsPlacebo(still, new Float64Array(N), ONES, 0)).toBe(true);
  expect(neighbourhoodOf(Int32Array.of(0), Float64Array.of(1), Float64Array.of(1)).around[0]).toBe(0);
});
