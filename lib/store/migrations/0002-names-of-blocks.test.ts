import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { openDatabase } from '../open-database.ts';
import { firstSchema } from './0001-first-schema.ts';

test('a database of the first schema gets an empty table of names, and its blocks stay as they are', async () => {
  const block = { number: 1, records: '[{"kind":"action","id":"a","t":"2026-03-02T09:00:00.000Z","type":"x:y:z"}]' };
  const before = new Dexie('names-of-blocks');
  before.version(1).stores(firstSchema.stores);
  await before.open();
  await before.table('blocks').add(block);
  before.close();
  const database = await openDatabase({ name: 'names-of-blocks' });
  expect(await database.names.count()).toBe(0);
  expect(await database.blocks.toArray()).toEqual([block]);
  database.close();
});
