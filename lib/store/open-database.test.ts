import 'fake-indexeddb/auto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { MIGRATIONS } from './migrations/all.ts';
import { openDatabase } from './open-database.ts';
import { REGISTER_OF_TABLES } from './register-of-tables.ts';
import { asStoreError } from './store-error.ts';

test('every table stands in the register, and the register names no other', async () => {
  const database = await openDatabase({ name: 'register' });
  expect(database.tables.map((table) => table.name).sort()).toEqual(Object.keys(REGISTER_OF_TABLES).sort());
  database.close();
});

test('every migration has its file and its test, in one unbroken order', () => {
  const files = readdirSync(join(import.meta.dirname, 'migrations'));
  const expected = MIGRATIONS.map(({ version, name }) => `${String(version).padStart(4, '0')}-${name}`);
  expect(files.filter((file) => /^\d{4}-.*(?<!\.test)\.ts$/.test(file))).toEqual(expected.map((name) => `${name}.ts`));
  expect(files.filter((file) => file.endsWith('.test.ts'))).toEqual(expected.map((name) => `${name}.test.ts`));
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, i) => i + 1));
});

test('a database of a newer version is left as it is, with a message that says so', async () => {
  const newer = new Dexie('newer');
  newer.version(99).stores({ tail: '++seq, &id, t', later: 'x' });
  await newer.open();
  await newer.table('later').add({ x: 1 });
  newer.close();
  await expect(openDatabase({ name: 'newer' })).rejects.toMatchObject({ problem: { code: 'database-newer' } });
  const again = new Dexie('newer');
  again.version(99).stores({ tail: '++seq, &id, t', later: 'x' });
  await again.open();
  expect(await again.table('later').count()).toBe(1);
  again.close();
});

test('a full disk is told apart from a broken one, however deep the browser hid it', () => {
  const quota = Object.assign(new Error('x'), { name: 'AbortError', inner: { name: 'QuotaExceededError' } });
  expect(asStoreError(quota).problem.code).toBe('disk-full');
  expect(asStoreError(new Error('odd')).problem.code).toBe('database-unreadable');
  expect(asStoreError(asStoreError(quota)).problem.code).toBe('disk-full');
});
