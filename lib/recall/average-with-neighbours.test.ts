import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averageWithNeighbours } from './average-with-neighbours.ts';

test('an average lies between the lowest and the highest of its thread', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }), (scores) => {
      for (const average of averageWithNeighbours(scores)) {
        expect(average).toBeGreaterThanOrEqual(Math.min(...scores) - 1e-12);
        expect(average).toBeLessThanOrEqual(Math.max(...scores) + 1e-12);
      }
    }),
  );
});

test('the line before a match gets .4 of it and the line after it .3, as shares of the weights that are there', () => {
  const [before, match, after] = averageWithNeighbours([0, 1, 0]);
  expect(before).toBeCloseTo(0.4 / 1.6, 12);
  expect(match).toBeCloseTo(1 / 1.7, 12);
  expect(after).toBeCloseTo(0.3 / 1.45, 12);
});
