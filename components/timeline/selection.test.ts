import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extended, NOTHING_SELECTED, toggled, within } from './selection.ts';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const row = fc.constantFrom(...ORDER);

test('Shift selects all rows between, in either direction', () => {
  fc.assert(
    fc.property(row, row, (from, to) => {
      const { ids } = extended(toggled(NOTHING_SELECTED, from), to, ORDER);
      const [low, high] = [ORDER.indexOf(from), ORDER.indexOf(to)].sort((a, b) => a - b) as [number, number];
      expect([...ids].sort()).toEqual(ORDER.slice(low, high + 1));
    }),
  );
});

test('selecting a row twice leaves it out', () => {
  expect(toggled(toggled(NOTHING_SELECTED, 'a'), 'a').ids.size).toBe(0);
});

test('rows that are gone are not selected any more', () => {
  const all = extended(toggled(NOTHING_SELECTED, 'a'), 'e', ORDER);
  expect([...within(all, ['b', 'x']).ids]).toEqual(['b']);
});
