import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openDatabase } from './open-database.ts';
import { sizeOf, sizesOfStores } from './sizes-of-stores.ts';

test('a size is that of texts, numbers and bytes, wherever they lie', () => {
  expect(sizeOf('four')).toBe(4);
  expect(sizeOf(new Int8Array(10))).toBe(10);
  expect(sizeOf({ ab: [1, 'xyz'] })).toBe(2 + 8 + 3);
  expect(sizeOf(new Map([['k', new Set(['vv'])]]))).toBe(3);
  expect(sizeOf(null)).toBe(1);
});

test('what is put into a store is in its size', async () => {
  const database = await openDatabase({ name: 'sizes' });
  const before = await sizesOfStores(database);
  expect(before).toEqual({ log: 0, search: 0, learned: 0 });
  await database.blocks.put({ number: 1, records: 'x'.repeat(1_000) });
  await database.vectors.add({ model: 'm', hashes: new Uint8Array(16), data: new Int8Array(384) });
  const { log, search, learned } = await sizesOfStores(database);
  expect(log).toBeGreaterThan(1_000);
  expect(log).toBeLessThan(1_100);
  expect(search).toBeGreaterThan(400);
  expect(learned).toBe(0);
});
