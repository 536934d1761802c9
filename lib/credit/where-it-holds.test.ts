import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Part, type Sums, whereItHolds } from './where-it-holds.ts';

const SIZES = { noise: 1, prior: 0.5 };
/** What n treated cases of an effect say, without noise. */
const seen = (n: number, effect: number): Sums => ({ information: n, product: n * effect });
const total = (...all: Sums[]): Sums => ({
  product: all.reduce((sum, { product }) => sum + product, 0),
  information: all.reduce((sum, { information }) => sum + information, 0),
});
const chanceOf = (places: ReturnType<typeof whereItHolds>, ...parts: (Part | Sums)[]) =>
  places.find(
    (place) =>
      place.parts.length === parts.length &&
      place.parts.every((part, i) => part === parts[i] || part.sums === parts[i]),
  )?.probability ?? 0;

test('an effect that is the same everywhere holds everywhere', () => {
  const parts = [0, 1, 2, 3].map((): Part => ({ share: 0.25, sums: seen(50, 0.5) }));
  const whole = total(...parts.map(({ sums }) => sums));
  expect(chanceOf(whereItHolds(whole, parts, SIZES), whole)).toBeGreaterThan(0.8);
});

test('one of Mondays alone holds on Mondays, and is none of the other days', () => {
  const parts = [1, 0, 0, 0, 0].map((effect): Part => ({ share: 0.2, sums: seen(40, effect) }));
  const places = whereItHolds(total(...parts.map(({ sums }) => sums)), parts, SIZES);
  expect(chanceOf(places, parts[0]!)).toBeGreaterThan(0.8);
});

test('one that turns its sign is not called none', () => {
  const parts = [0.8, -0.8].map((effect): Part => ({ share: 0.5, sums: seen(80, effect) }));
  const places = whereItHolds(total(...parts.map(({ sums }) => sums)), parts, SIZES);
  const both = places
    .filter((place) => place.parts.length === 2)
    .reduce((sum, { probability }) => sum + probability, 0);
  expect(both).toBeGreaterThan(0.8);
});

test('without contexts it holds everywhere', () => {
  const whole = seen(10, 0.3);
  expect(whereItHolds(whole, [], SIZES)).toEqual([{ probability: 1, parts: [{ share: 1, sums: whole }] }]);
});

test('the probabilities sum to 1, and parts never hold more than all there is', () => {
  const part = fc.record({
    share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    n: fc.double({ min: 0, max: 1e6, noNaN: true }),
    effect: fc.double({ min: -2, max: 2, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), seenAnywhere, (all, rest) => {
      const parts = all.map(({ share, n, effect }): Part => ({ share, sums: seen(n, effect) }));
      const whole = total(rest, ...parts.map(({ sums }) => sums));
      const places = whereItHolds(whole, parts, SIZES);
      expect(places.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
      for (const { parts: with_ } of places) {
        expect(with_.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
        for (const { sums } of with_) expect(sums.information).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

const seenAnywhere = fc
  .tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }))
  .map(([n, effect]) => seen(n, effect));
