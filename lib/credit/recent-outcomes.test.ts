import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecentOutcomes } from './recent-outcomes.ts';

const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 100 });

function after(all: readonly number[], from = new RecentOutcomes()): RecentOutcomes {
  for (const value of all) from.take(value);
  return from;
}

test('without outcomes, after one, and after any number of the same nothing differs', () => {
  expect(new RecentOutcomes().difference).toBe(0);
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.nat(200), (value, n) => {
      expect(after(new Array(n).fill(value)).difference).toBeCloseTo(0, 12);
    }),
  );
});

test('better of late is above zero, worse of late is below, and never by more than values can differ', () => {
  const long = new Array(100).fill(0);
  expect(after([...long, 1, 1, 1]).difference).toBeGreaterThan(0.2);
  expect(after([...long, -1, -1, -1]).difference).toBeLessThan(-0.2);
  fc.assert(
    fc.property(values, (all) => {
      expect(Math.abs(after(all).difference)).toBeLessThanOrEqual(2);
    }),
  );
});

test('saved and loaded in the middle it goes on the same', () => {
  fc.assert(
    fc.property(values, fc.nat(100), (all, cut) => {
      const loaded = RecentOutcomes.load(structuredClone(after(all.slice(0, cut)).save()));
      expect(after(all.slice(cut), loaded).save()).toEqual(after(all).save());
    }),
  );
});
