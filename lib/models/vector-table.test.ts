import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DIMENSIONS } from './embedder.ts';
import { cosine } from './quantise.ts';
import { VectorTable } from './vector-table.ts';

const vector = fc.int8Array({ minLength: DIMENSIONS, maxLength: DIMENSIONS }).filter((v) => v.some((x) => x !== 0));

test('the scan gives every text the cosine that two vectors alone would give', () => {
  fc.assert(
    fc.property(fc.array(vector, { minLength: 1, maxLength: 5 }), vector, (rows, query) => {
      const table = new VectorTable();
      for (const [i, row] of rows.entries()) table.put(table.slotOf(`text ${i}`), row);
      const scanned = table.cosines(query);
      rows.forEach((row, i) => {
        expect(scanned[table.slotOf(`text ${i}`)]).toBeCloseTo(cosine(row, query), 5);
      });
    }),
    { numRuns: 30 },
  );
});

test('equal texts share a slot, also over a thousand of them, and a slot without a vector has no cosine', () => {
  const table = new VectorTable();
  const slots = Array.from({ length: 1000 }, (_, i) => table.slotOf(`text ${i}`));
  expect(new Set(slots).size).toBe(1000);
  expect(table.slotOf('text 999')).toBe(slots[999]);
  expect(table.slotOfHash(table.hashOf(slots[700]!))).toBe(slots[700]);
  const one = new Int8Array(DIMENSIONS).fill(1);
  table.put(slots[999]!, one);
  const scanned = table.cosines(one);
  expect(scanned[slots[999]!]).toBeCloseTo(1, 6);
  expect(scanned[slots[998]!]).toBeNaN();
});

test('a cleared slot has nothing left of its vector', () => {
  const table = new VectorTable();
  const slot = table.slotOf('secret');
  table.put(slot, new Int8Array(DIMENSIONS).fill(7));
  const view = table.at(slot)!;
  table.clear(slot);
  expect(table.at(slot)).toBeUndefined();
  expect([...view].every((x) => x === 0)).toBe(true);
});
