import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdPlaces } from './hold-places.ts';

const ids = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 12 });
const rows = ids.map((list) => list.map((id) => ({ id, at: Math.random() })));
const idOf = ({ id }: { id: number }) => String(id);

test('under the hand no row changes places with another, and what is new waits', () => {
  fc.assert(
    fc.property(rows, rows, (shown, fresh) => {
      const held = holdPlaces(shown, fresh, true, idOf);
      const still = shown.filter((row) => fresh.some(({ id }) => id === row.id)).map(idOf);
      if (still.length === 0) expect(held).toEqual({ rows: fresh, waiting: 0 });
      else {
        expect(held.rows.map(idOf)).toEqual(still);
        expect(held.waiting).toBe(fresh.length - still.length);
      }
    }),
  );
});

test('a held row shows its fresh content', () => {
  const held = holdPlaces(
    [{ id: 1, text: 'old' }],
    [
      { id: 2, text: 'new row' },
      { id: 1, text: 'new' },
    ],
    true,
    ({ id }) => String(id),
  );
  expect(held).toEqual({ rows: [{ id: 1, text: 'new' }], waiting: 1 });
});

test('with the hand elsewhere the list is what it is now', () => {
  fc.assert(
    fc.property(rows, rows, (shown, fresh) => {
      expect(holdPlaces(shown, fresh, false, idOf)).toEqual({ rows: fresh, waiting: 0 });
    }),
  );
});
