import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { LogRecord, TombstoneRecord } from '../records/record.ts';
import { validateRecord } from '../records/validate-record.ts';
import { openDatabase } from '../store/open-database.ts';
import { createMemoryCanary } from './canary.ts';
import { type EventLog, openEventLog } from './event-log.ts';
import { withoutDeleted } from './obey-tombstones.ts';
import { tombstoneHash } from './tombstone-hash.ts';

let made = 0;
const opened: EventLog[] = [];
afterEach(() => {
  for (const log of opened.splice(0)) log.close();
});

async function open(name = `tombstones-${made++}`) {
  const database = await openDatabase({ name });
  const log = await openEventLog({ database, canary: createMemoryCanary() });
  opened.push(log);
  return { name, log, database };
}

const t = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 1_000).toISOString();
const action = (i: number, text = `text ${i}`): LogRecord => ({
  kind: 'action',
  id: `a${i}`,
  t: t(i),
  type: 'x:y:z',
  text,
});
const many = (n: number) => Array.from({ length: n }, (_, i) => action(i));

async function idsIn(log: EventLog): Promise<string[]> {
  return [...(await log.find(({ kind }) => kind === 'action'))];
}

/** A device with its log, its deletions, and all it would export. */
async function deviceThatDeleted(ids: readonly string[]) {
  const { log } = await open();
  await log.append(many(900));
  await log.remove(ids, { id: 'z', t: t(5_000) });
  const tombstone = (await log.get(['z'])).get('z') as TombstoneRecord;
  return { log, tombstone };
}

test('a tombstone from elsewhere takes what it names, in blocks and tail, and keeps it from coming back', async () => {
  const device = await deviceThatDeleted(['a3', 'a899']);
  const { name, log } = await open();
  await log.adoptKey(device.log.key);
  await log.append([...many(900), action(901)]);
  const { removed } = await log.append([device.tombstone]);
  expect(removed.map(({ id }) => id)).toEqual(['a3', 'a899']);
  expect(await idsIn(log)).not.toContain('a3');
  log.close();
  const { log: again } = await open(name);
  expect((await again.append([action(3), action(4)])).refused.map(({ id }) => id)).toEqual(['a3']);
  expect(again.problem).toBeNull();
});

test('a tombstone and what it names in one delivery leave the tombstone, whatever their order', async () => {
  const device = await deviceThatDeleted(['a7']);
  for (const order of [(list: LogRecord[]) => list, (list: LogRecord[]) => list.reverse()]) {
    const { log } = await open();
    await log.adoptKey(device.log.key);
    const { refused } = await log.append(order([device.tombstone, action(7), action(8)]));
    expect([refused.map(({ id }) => id), await idsIn(log), log.count]).toEqual([['a7'], ['a8'], 2]);
  }
});

test('however many are deleted at once, every tombstone is a record that any log takes, and together they name all', async () => {
  const { log } = await open();
  const all = Array.from({ length: 9_001 }, (_, i) => action(i, 'x'));
  await log.append(all);
  await log.remove(
    all.slice(1).map(({ id }) => id),
    { id: 'z', t: t(99_000) },
  );
  const left: LogRecord[] = [];
  for await (const batch of log.readInOrder()) left.push(...batch);
  const tombstones = left.filter((record) => record.kind === 'tombstone');
  expect(tombstones.map(({ id }) => id)).toEqual(['z', 'z~2', 'z~3', 'z~4', 'z~5']);
  expect(new Set(tombstones.flatMap(({ h }) => h)).size).toBe(9_000);
  const { log: other } = await open();
  await other.adoptKey(log.key);
  await other.append(all);
  const { refused, removed } = await other.append(tombstones);
  expect([refused, removed.length, other.count]).toEqual([[], 9_000, 6]);
});

test('under a key that is not known a tombstone is carried along, and counts once the key comes', async () => {
  const device = await deviceThatDeleted(['a7']);
  const { log } = await open();
  await log.append([device.tombstone]);
  expect((await log.append([action(7)])).stored).toEqual(['a7']);
  await log.adoptKey(device.log.key);
  expect((await log.append([action(7, 'sent again')])).refused.map(({ id }) => id)).toEqual(['a7']);
});

test('a key that comes becomes the device’s own where nothing was hashed yet, and is kept beside it where something was', async () => {
  const key = new Uint8Array(32).fill(1);
  const { log } = await open();
  await log.append(many(3));
  await log.adoptKey(key);
  expect([log.key, log.keys.size]).toEqual([key, 1]);

  const { name, log: used } = await open();
  const own = used.key;
  await used.append([action(1, 'Call person:abcdefghijklmnop.')]);
  await used.adoptKey(key);
  await used.adoptKey(key);
  used.close();
  const { log: again } = await open(name);
  expect(again.key).toEqual(own);
  expect([...again.keys.values()]).toEqual([own, key]);
});

test('deletions made under the former key still count after another became the device’s own', async () => {
  const { log } = await open();
  await log.append(many(3));
  await log.remove(['a1'], { id: 'z', t: t(9) });
  await log.adoptKey(new Uint8Array(32).fill(1));
  await log.remove(['a2'], { id: 'z2', t: t(10) });
  const back = await log.append(many(3));
  expect(back.refused.map(({ id }) => id)).toEqual(['a1', 'a2']);
});

test('in a file, records that a tombstone names are left out if a key is known, and nothing else ever is', () => {
  const key = new Uint8Array(32).fill(9);
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(40)), fc.uniqueArray(fc.nat(60)), (there, gone) => {
      const tombstone: LogRecord = {
        kind: 'tombstone',
        id: 'z',
        t: t(0),
        h: gone.map((i) => tombstoneHash(key, `a${i}`)),
      };
      const records = [...there.map((i) => action(i)), tombstone];
      const left = there.filter((i) => !gone.includes(i)).map((i) => `a${i}`);
      expect(withoutDeleted(records, [key]).map(({ id }) => id)).toEqual([...left, 'z']);
      expect(withoutDeleted(records, [])).toEqual(records);
      expect(withoutDeleted(records, [new Uint8Array(32)])).toEqual(records);
      expect(gone.filter((i) => JSON.stringify(tombstone).includes(`"a${i}"`))).toEqual([]);
    }),
  );
});

test('a deletion of very many records leaves tombstones that can be read back, and another device obeys all of them', async () => {
  const { log } = await open();
  await log.append(many(9_000));
  await log.remove(
    many(9_000).map(({ id }) => id),
    { id: 'z', t: t(10_000) },
  );
  const left: LogRecord[] = [];
  for await (const batch of log.readInOrder()) left.push(...batch);
  expect(left.map(({ kind, id }) => [kind, id])).toEqual([
    ['tombstone', 'z'],
    ...[2, 3, 4, 5].map((part) => ['tombstone', `z~${part}`]),
  ]);
  expect(left.filter((record) => !validateRecord(record).ok)).toEqual([]);
  const other = await open();
  await other.log.adoptKey(log.key);
  await other.log.append(left);
  const { refused } = await other.log.append([action(0), action(5_000), action(8_999), action(9_000)]);
  expect(refused.map(({ id }) => id)).toEqual(['a0', 'a5000', 'a8999']);
});

test('what is hidden outlives a removal of something else: it is removed in the end, or shown again', async () => {
  for (const isRemoved of [true, false]) {
    const { name, log } = await open();
    await log.append(many(10));
    await log.hide([action(3)], { id: 'z1', t: t(100) });
    await log.remove(['a5'], { id: 'z2', t: t(101) });
    if (isRemoved) await log.removeHidden();
    else await log.show();
    expect((await idsIn(log)).includes('a3')).toBe(!isRemoved);
    log.close();
    const { log: again } = await open(name);
    expect([(await idsIn(again)).includes('a3'), again.tombstones]).toEqual([!isRemoved, isRemoved ? 2 : 1]);
  }
});
