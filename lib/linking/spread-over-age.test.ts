import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadOverAge } from './spread-over-age.ts';

test('what fits is taken whole', () => {
  expect(spreadOverAge(3, 200)).toEqual([0, 1, 2]);
  expect(spreadOverAge(0, 200)).toEqual([]);
});

test('of any list exactly as many as there is room for, rising, within it, and its very first among them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300_000 }), fc.integer({ min: 3, max: 200 }), (end, room) => {
      const picked = spreadOverAge(end, room);
      expect(picked).toHaveLength(Math.min(end, room));
      expect(picked.every((at, i) => at >= 0 && at < end && (i === 0 || at > picked[i - 1]!))).toBe(true);
      expect(picked[0]).toBe(0);
    }),
  );
});

test('of 100,000 the latest 120 are all there, and every tenfold of age has its share of the rest', () => {
  const ages = spreadOverAge(100_000, 200).map((at) => 100_000 - at);
  expect(ages.filter((age) => age <= 120)).toHaveLength(120);
  expect(ages.filter((age) => age > 120 && age <= 1_200).length).toBeGreaterThan(20);
  expect(ages.filter((age) => age > 10_000).length).toBeGreaterThan(20);
});
