import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countBelow } from './count-below.ts';

test('halving finds what counting finds', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: -1, max: 51 }), (list, limit) => {
      const rising = list.toSorted((a, b) => a - b);
      expect(countBelow(rising, limit)).toBe(rising.filter((value) => value < limit).length);
    }),
  );
});
