import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cosine, quantise } from './quantise.ts';

test('rounding to bytes keeps the sign and is the same for a vector and its opposite', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }), (numbers) => {
      const bytes = quantise(numbers);
      const opposite = quantise(numbers.map((x) => -x));
      numbers.forEach((x, i) => {
        expect(Math.abs(bytes[i]! - 127 * x)).toBeLessThanOrEqual(0.5 + 1e-9);
        expect(opposite[i]! + bytes[i]!).toBe(0);
      });
    }),
  );
});

test('the cosine of a vector to itself is 1, to its opposite -1, and to nothing 0', () => {
  const v = Int8Array.from([3, -4, 12]);
  expect(cosine(v, v)).toBeCloseTo(1, 12);
  expect(cosine(v, Int8Array.from([-3, 4, -12]))).toBeCloseTo(-1, 12);
  expect(cosine(v, new Int8Array(3))).toBe(0);
});
