import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOfPause } from './pause-end.ts';
import { FOREVER } from './recording.ts';

test('until tomorrow is four in the morning of the next day, whatever the hour', () => {
  const days = fc.date({ min: new Date(2000, 0), max: new Date(2100, 0), noInvalidDate: true });
  fc.assert(
    fc.property(days, (now) => {
      const end = new Date(endOfPause('tomorrow', now));
      expect(end.getHours()).toBe(4);
      expect(new Date(end.getFullYear(), end.getMonth(), end.getDate() - 1).toDateString()).toBe(now.toDateString());
    }),
  );
});

test('minutes are minutes, and a pause without an end has none', () => {
  const now = new Date(2026, 10, 24, 14, 20);
  expect(endOfPause(15, now) - now.getTime()).toBe(900_000);
  expect(endOfPause(null, now)).toBe(FOREVER);
});
