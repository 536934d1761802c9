import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openDatabase } from '../open-database.ts';

test('an empty origin gets the first schema, with nothing in it', async () => {
  const database = await openDatabase({ name: 'first-schema' });
  expect(database.verno).toBe(1);
  for (const table of database.tables) expect([table.name, await table.count()]).toEqual([table.name, 0]);
  database.close();
});
