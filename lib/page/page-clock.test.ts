import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPageClock } from './page-clock.ts';

test('a clock that is set back does not turn the order around', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4e12 })), (times) => {
      const left = [...times];
      const clock = createPageClock(() => left.shift()!);
      const told = times.map(() => clock());
      expect([...told].sort()).toEqual(told);
    }),
  );
});
