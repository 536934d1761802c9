import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadInTime } from './spread-in-time.ts';

const HOUR = 3_600_000;

test('what a moment gets is the most that any seed gives it, and less the further away it is', () => {
  const hours = fc.integer({ min: 0, max: 500 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ hour: hours, score: fc.double({ min: -1, max: 2, noNaN: true }) }), { maxLength: 5 }),
      fc.array(hours, { maxLength: 20 }),
      (seeds, at) => {
        const times = Float64Array.from(
          at.toSorted((a, b) => a - b),
          (hour) => hour * HOUR,
        );
        const added = spreadInTime(
          seeds.map(({ hour, score }) => ({ ms: hour * HOUR, score })),
          times,
        );
        times.forEach((ms, i) => {
          const most = Math.max(
            0,
            ...seeds.map(({ hour, score }) => 0.3 * score * Math.exp(-Math.abs(ms / HOUR - hour) / 24)),
          );
          expect(added[i]).toBeCloseTo(most, 2);
        });
      },
    ),
  );
});
