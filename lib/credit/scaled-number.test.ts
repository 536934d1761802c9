import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scaledBy, scaleOfNumbers } from './scaled-number.ts';

test('mean and deviation of numbers are finite, and those of ordinary ones are exact', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (numbers) => {
      const { mean, deviation } = scaleOfNumbers(numbers);
      expect(Number.isFinite(mean) && Number.isFinite(deviation) && deviation > 0).toBe(true);
    }),
  );
  expect(scaleOfNumbers([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: 2 });
  expect(scaleOfNumbers([3, 3])).toEqual({ mean: 3, deviation: 1 });
});

test('no number is further than four deviations away', () => {
  const scale = scaleOfNumbers([1, 2, 3]);
  expect(scaledBy(scale, 1e300)).toBe(4);
  expect(scaledBy(scale, -1e300)).toBe(-4);
  expect(scaledBy(scale, 2)).toBe(0);
});
