import { expect, test } from 'vitest';
import { liftNamedDays } from './lift-named-days.ts';

test('a named day is lifted most, the days beside it half as much, other days not at all', () => {
  const lifts = liftNamedDays([{ from: 100, to: 100, sharpness: 'day' }]);
  expect([98, 99, 100, 101, 102].map((day) => lifts.get(day) ?? 0)).toEqual([0, 0.375, 0.75, 0.375, 0]);
});

test('a day named twice gets the larger lift, not the sum', () => {
  const lifts = liftNamedDays([
    { from: 90, to: 120, sharpness: 'month' },
    { from: 100, to: 100, sharpness: 'day' },
  ]);
  expect(lifts.get(100)).toBe(0.75);
  expect(lifts.get(95)).toBe(0.25);
});
