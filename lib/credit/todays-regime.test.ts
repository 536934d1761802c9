import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../records/seeded-random.ts';
import { normalFrom } from './normal-draws.ts';
import { type Regime, regimesOf } from './todays-regime.ts';

/** A coin's treatment whose effect is `effect(j)`, in noise of deviation 1. */
function regimesIn(
  n: number,
  seed: number,
  effect: (j: number) => number,
  order = (j: number) => j,
): readonly Regime[] {
  const random = seededRandom(seed);
  const normal = normalFrom(random);
  const treatment = new Float64Array(n);
  const value = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    treatment[j] = random() < 0.5 ? 0.5 : -0.5;
    value[j] = effect(order(j)) * treatment[j]! + normal();
  }
  const places = Int32Array.from({ length: n }, (_, j) => j).sort((a, b) => order(a) - order(b));
  return regimesOf({ treatment, value }, new Float64Array(n).fill(1), places, { noise: 1, spread: 1 });
}
const likeliest = (regimes: readonly Regime[]) =>
  regimes.reduce((a, b) => (b.probability > a.probability ? b : a)).from;

test('an effect that is what it always was is taken from the beginning', () => {
  const changed = Array.from({ length: 60 }, (_, seed) => seed).filter(
    (seed) => likeliest(regimesIn(400, seed, () => (seed % 3) * 0.6)) > 0,
  );
  expect(changed.length).toBeLessThanOrEqual(4);
});

test('an effect that turned is taken from about where it turned', () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const from = likeliest(regimesIn(1_000, seed, (j) => (j < 500 ? 1.5 : -1.5)));
    expect(Math.abs(from - 500)).toBeLessThan(40);
  }
});

test('of two changes the last one counts', () => {
  for (const seed of [1, 2, 3, 4]) {
    const from = likeliest(regimesIn(1_200, seed, (j) => (j < 400 ? 2 : j < 800 ? -2 : 2)));
    expect(Math.abs(from - 800)).toBeLessThan(40);
  }
});

test('the order is that in which cases began, whatever the order of the rows', () => {
  const straight = likeliest(regimesIn(600, 5, (j) => (j < 300 ? 2 : -2)));
  const reversed = likeliest(
    regimesIn(
      600,
      5,
      (j) => (j < 300 ? 2 : -2),
      (j) => 599 - j,
    ),
  );
  expect(Math.abs(straight - 300)).toBeLessThan(25);
  expect(Math.abs(reversed - 300)).toBeLessThan(25);
});

test('the probabilities of the places sum to 1, the places rise, and none lies beyond the log', () => {
  fc.assert(
    fc.property(fc.nat(120), fc.nat(1_000), fc.double({ min: -3, max: 3, noNaN: true }), (n, seed, after) => {
      const regimes = regimesIn(n, seed, (j) => (j < n / 2 ? 1 : after));
      expect(regimes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
      for (const [i, { from }] of regimes.entries()) {
        expect(from >= 0 && from < Math.max(1, n) && from > (regimes[i - 1]?.from ?? -1)).toBe(true);
      }
    }),
  );
});

test('rows that weigh nothing, and a treatment that never varies, change nothing', () => {
  const n = 50;
  const flat = { treatment: new Float64Array(n), value: new Float64Array(n).fill(1) };
  const order = Int32Array.from({ length: n }, (_, j) => j);
  const from = (weight: number) => regimesOf(flat, new Float64Array(n).fill(weight), order, { noise: 1, spread: 1 });
  expect(from(1)).toEqual([{ from: 0, probability: 1 }]);
  expect(from(0)).toEqual([{ from: 0, probability: 1 }]);
});
