import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openDatabase } from './open-database.ts';
import { openVectorRows } from './vector-rows.ts';

const hash = (i: number) => i.toString(16).padStart(32, '0');
const vector = (i: number) => Int8Array.from({ length: 4 }, (_, k) => ((i * 31 + k * 7) % 255) - 127);

test('vectors come back by the hash of their text, apart by model, without those removed', async () => {
  const database = await openDatabase({ name: 'vectors' });
  const rows = openVectorRows(database, 'm1', 4);
  const all = new Map(Array.from({ length: 450 }, (_, i) => [hash(i), vector(i)] as const));
  await rows.add(all);
  await openVectorRows(database, 'm2', 4).add(new Map([[hash(1), vector(9)]]));
  expect(await database.vectors.count()).toBe(4);
  await rows.remove(new Set([hash(3), hash(449)]));
  all.delete(hash(3));
  all.delete(hash(449));
  expect(await rows.load()).toEqual(all);
  expect((await openVectorRows(database, 'm2', 4).load()).size).toBe(1);
});
