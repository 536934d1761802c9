import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eValue } from './e-value.ts';

const chance = fc.double({ min: 0, max: 1, noNaN: true });

test.each([
  [0.4, 0.2, 3.4142],
  // Maternal smoking, the example of VanderWeele and Ding (2017): a risk ratio of 3.9 needs 7.26.
  [0.39, 0.1, 7.2635],
  [0.3, 0.3, 1],
])('chances of %d and %d need %d', (withAction, without, needed) => {
  expect(eValue(withAction, without)).toBeCloseTo(needed, 3);
});

test('it is finite and at least 1, the same for harm as for help, and grows with the distance', () => {
  fc.assert(
    fc.property(chance, chance, chance, (a, b, c) => {
      const value = eValue(a, b);
      expect(Number.isFinite(value) && value >= 1).toBe(true);
      expect(eValue(b, a)).toBe(value);
      const [low, middle, high] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
      expect(eValue(high, low)).toBeGreaterThanOrEqual(eValue(middle, low));
    }),
  );
});
