import fc from 'fast-check';
import { expect, test } from 'vitest';
import { standing, twoSidedP } from './benjamini-hochberg.ts';

const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });

test('the example of 1995 stands as published: of its fifteen, the first four at .05', () => {
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ];
  expect(standing(p, 0.05).map(Number).join('')).toBe('111100000000000');
});

test('what stands is smaller than what falls, and no larger q lets less stand', () => {
  fc.assert(
    fc.property(ps, (p) => {
      const [few, many] = [standing(p, 0.05), standing(p, 0.2)];
      const stands = p.filter((_, i) => few[i]);
      const falls = p.filter((_, i) => !few[i]);
      expect(Math.max(0, ...stands)).toBeLessThanOrEqual(Math.min(1, ...falls));
      for (const [i, each] of few.entries()) if (each) expect(many[i]).toBe(true);
    }),
  );
});

test('all stand that pass q alone if the worst of them passes, and one alone is judged by q', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
      expect(standing([p], 0.1)).toEqual([p <= 0.1]);
    }),
  );
  expect(standing([0.09, 0.1, 0.08], 0.1)).toEqual([true, true, true]);
  expect(standing([], 0.1)).toEqual([]);
});

test.each([
  [0, 1],
  [1, 0.31731],
  [1.644854, 0.1],
  [-1.959964, 0.05],
  [3.290527, 0.001],
])('z = %d has p = %d', (z, p) => {
  expect(twoSidedP(z)).toBeCloseTo(p, 5);
});
