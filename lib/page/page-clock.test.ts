import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPageClock } from './page-clock.ts';

const HOUR = 3_600_000;

test('a clock that is set back a little does not turn the order around', () => {
  fc.assert(
    fc.property(fc.integer({ min: HOUR, max: 4e12 }), fc.array(fc.integer({ min: 0, max: 30_000 })), (start, times) => {
      const left = [...times];
      const clock = createPageClock(() => start + left.shift()!);
      const told = times.map(() => clock());
      expect([...told].sort()).toEqual(told);
    }),
  );
});

test('a clock that was years ahead is right again as soon as it is set right', () => {
  const start = Date.UTC(2026, 2, 2);
  const times = [start, start + 480_000 * HOUR, start + 24 * HOUR, start - 220_000 * HOUR];
  const clock = createPageClock(() => times.shift()!);
  const days = [clock(), clock(), clock(), clock()].map((t) => t.slice(0, 10));
  expect(days).toEqual(['2026-03-02', '2080-12-03', '2026-03-03', '2001-01-25']);
});
