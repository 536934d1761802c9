import { expect, test } from 'vitest';
import { atMostOnceIn } from './at-most-once-in.ts';

test('in a second of asking one is let through, and the next a second later, also by a clock that was set back', () => {
  let now = 50_000;
  const may = atMostOnceIn(1_000, () => now);
  const let_through: number[] = [];
  for (; now < 52_500; now += 100) if (may()) let_through.push(now);
  expect(let_through).toEqual([50_000, 51_000, 52_000]);
  now = 10_000;
  expect([may(), may()]).toEqual([true, false]);
});
