import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openDatabase } from '../open-database.ts';
import { firstSchema } from './0001-first-schema.ts';

test('an empty origin gets the tables of the first schema, with nothing in them', async () => {
  const database = await openDatabase({ name: 'first-schema' });
  const tables = database.tables.map(({ name }) => name);
  expect(tables).toEqual(expect.arrayContaining(Object.keys(firstSchema.stores)));
  for (const table of database.tables) expect([table.name, await table.count()]).toEqual([table.name, 0]);
  database.close();
});
