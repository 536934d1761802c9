/** Everything out, everything back, and deletion that reaches everything: on the service, with a database in memory. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { workingLog } from '../../bench/foundation/working-log.ts';
import { deletableLog } from '../../bench/history/deletable-log.ts';
import { ALL_WORLDS } from '../../bench/worlds/all-worlds.ts';
import { WRONG_PASSPHRASE } from '../log/log-file-problem.ts';
import { inLogOrder } from '../records/order.ts';
import type { LogRecord } from '../records/record.ts';
import { openDatabase } from '../store/open-database.ts';
import { Engine } from './engine.ts';
import { drawerForTests, openServiceForTests, type ServiceForTests } from './service-for-tests.ts';

async function restored(device: ServiceForTests, passphrase?: string) {
  await device.service.restore('it', passphrase);
  await vi.waitFor(async () => expect((await device.service.restoreStatus()).step).toMatch(/done|failed/), {
    timeout: 30_000,
    interval: 20,
  });
  await device.service.settled();
  return device.service.restoreStatus();
}

const worlds = [
  ['a working log', [...workingLog(700, 3)]],
  ...['a', 'links-20-5', 'chain', 'offers', 'ratings'].map(
    (name) =>
      [
        `world ${name}`,
        ALL_WORLDS.find((world) => world.name === name)!.generate({ seed: 5, outcomes: 25 }).records,
      ] as const,
  ),
  ...[1, 2].map((seed) => [`deletable log ${seed}`, deletableLog(seed, 150)] as const),
] as const;

test.each(worlds)('exported, and brought back on an empty device, every store is the same: %s', async (_, records) => {
  const files = drawerForTests();
  const one = await openServiceForTests({ files });
  await one.service.append(records);
  await one.service.settled();
  await one.service.delete({ ids: [records[7]!.id] });
  await one.service.settled();
  await one.service.exportAll();

  const other = await openServiceForTests({ files });
  const view = await restored(other);
  expect(view).toMatchObject({ step: 'done', kept: one.log.count, there: 0, refused: 0, missing: null });
  expect(await other.service.digests()).toEqual(await one.service.digests());
  expect(await restored(other)).toMatchObject({ kept: 0, there: one.log.count });
});

test('encrypted, it takes the keys along: what was deleted stays deleted, and a person is the same person', async () => {
  const files = drawerForTests();
  const one = await openServiceForTests({ files });
  const writes = (id: string, hour: number): LogRecord => ({
    kind: 'action',
    id,
    t: new Date(Date.UTC(2026, 2, 1, hour)).toISOString(),
    type: 'mail:send:message',
    text: 'Mail to ana@example.org',
  });
  await one.service.append([writes('a', 1), writes('b', 2)]);
  await one.service.delete({ ids: ['a'] });
  await one.service.settled();
  const { name } = await one.service.exportAll('open sesame');
  expect(name).toMatch(/^retrace-2026-03-02\.ndjson\.gz\.age$/);

  const other = await openServiceForTests({ files });
  const failed = await restored(other, 'open barley');
  expect(failed).toMatchObject({ step: 'failed', problem: WRONG_PASSPHRASE, kept: 0 });
  expect([other.log.count, other.log.keys.size]).toEqual([0, 1]);

  expect(await restored(other, 'open sesame')).toMatchObject({ step: 'done', kept: 2, refused: 0 });
  expect(await other.service.digests()).toEqual(await one.service.digests());
  expect((await other.service.append([writes('a', 1)])).refused[0]!.reason).toBe(
    'it was deleted before and stays deleted',
  );
  await other.service.append([writes('c', 3)]);
  const found = await other.service.deleteMatches({ person: 'ana@example.org' });
  expect(found.map(({ row }) => row.id).sort()).toEqual(['b', 'c']);
}, 60_000);

test('locked to a recovery key, a backup is checked without it, and opened only with it', async () => {
  const files = drawerForTests();
  const one = await openServiceForTests({ files });
  await one.service.append([...workingLog(40, 1)]);
  const { key, recipient } = await one.service.newRecoveryKey();
  const { bytes, records } = await one.service.exportAll(recipient, 'backup');
  expect([bytes, records]).toEqual([files.bytes.length, 40]);
  const other = await openServiceForTests({ files });
  expect(await restored(other, recipient)).toMatchObject({ step: 'failed', kept: 0 });
  expect(await restored(other, (await other.service.newRecoveryKey()).key)).toMatchObject({ step: 'failed', kept: 0 });
  expect(await restored(other, key)).toMatchObject({ step: 'done', kept: 40 });
});

test('a copy of what was exported does not stay behind: a deletion takes it, and so does the next start', async () => {
  const dropped: string[] = [];
  const files = { ...drawerForTests(), drop: async (name: string) => void dropped.push(name) };
  const one = await openServiceForTests({ files });
  await one.service.append([...workingLog(20, 1)]);
  await one.service.settled();
  expect(dropped.length).toBeGreaterThan(0);
  await one.service.exportAll();
  dropped.length = 0;
  await one.service.delete({ ids: ['e0000007'] });
  expect(dropped.sort()).toEqual(['backup.ndjson.gz.age', 'export.ndjson.gz']);
});

test('of two contents of one id the one of the backup is refused and said, and what is here stays', async () => {
  const files = drawerForTests();
  const one = await openServiceForTests({ files });
  const records = [...workingLog(20, 1)];
  await one.service.append(records);
  await one.service.exportAll();
  const other = await openServiceForTests({ files });
  const mine = { ...records[3]!, text: 'something else' };
  await other.service.append([mine]);
  const view = await restored(other);
  expect(view).toMatchObject({ kept: 19, there: 0, refused: 1 });
  expect(view.reasons).toEqual([{ id: mine.id, reason: expect.stringContaining('what is here stays') }]);
  expect((await other.log.get([mine.id])).get(mine.id)).toEqual(mine);
});

test('what a backup tells of a time to come is refused: a setting of it could never be changed again', async () => {
  const files = drawerForTests();
  const t = '9999-12-30T00:00:00.000Z';
  const setting = { kind: 'setting', id: 'g', t, name: 'retention:days', value: 1 };
  files.bytes = new TextEncoder().encode(
    [{ kind: 'header', format: 'retrace-log', version: 1 }, setting, ...workingLog(5, 1)]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  );
  const one = await openServiceForTests({ files });
  const view = await restored(one);
  expect(view).toMatchObject({
    kept: 5,
    refused: 1,
    reasons: [{ id: 'g', reason: expect.stringContaining('still to come') }],
  });
  expect((await one.service.retention()).days).toBeNull();
});

test('cut, a backup brings back all whole lines and says that it is cut; no log of ours brings nothing', async () => {
  const files = drawerForTests();
  const one = await openServiceForTests({ files });
  await one.service.append([...workingLog(600, 2)]);
  await one.service.exportAll();
  files.bytes = files.bytes.subarray(0, Math.floor(files.bytes.length * 0.6));
  const view = await restored(await openServiceForTests({ files }));
  expect(view.kept).toBeGreaterThan(250);
  expect(view.missing).toMatch(/^The file is cut/);
  files.bytes = new TextEncoder().encode('{"mapping": {}}');
  const wrong = await openServiceForTests({ files });
  expect(await restored(wrong)).toMatchObject({
    step: 'failed',
    kept: 0,
    problem: expect.stringContaining('not a log'),
  });
});

test('a backup from before a deletion does not bring back what was deleted since', async () => {
  const files = drawerForTests();
  const one = await openServiceForTests({ files });
  await one.service.append([...workingLog(50, 2)]);
  await one.service.exportAll();
  await one.service.delete({ ids: ['e0000007'] });
  await one.service.settled();
  const before = await one.service.digests();
  expect(await restored(one)).toMatchObject({ kept: 0, there: 49, refused: 1 });
  expect(await one.service.digests()).toEqual(before);
});

test('a deletion made elsewhere reaches what is here, and what was learned from it', async () => {
  const files = drawerForTests();
  const one = await openServiceForTests({ files });
  const records = deletableLog(9, 120);
  await one.service.append(records);
  await one.service.settled();
  const other = await openServiceForTests({ files });
  await one.service.exportAll('key');
  await restored(other, 'key');
  await one.service.delete({ app: 'wiki.example' });
  await one.service.settled();
  await one.service.exportAll('key');
  const view = await restored(other, 'key');
  expect(view.removed).toBeGreaterThan(5);
  expect(await other.service.digests()).toEqual(await one.service.digests());
}, 60_000);

/** All that the database holds, as text: strings as they are, bytes as Latin-1. */
async function everythingIn(name: string): Promise<string> {
  const database = await openDatabase({ name });
  const text = (value: unknown): string => {
    if (ArrayBuffer.isView(value))
      return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1');
    if (typeof value !== 'object' || value === null) return String(value);
    return Object.entries(value)
      .map(([key, member]) => `${key} ${text(member)}`)
      .join('\n');
  };
  const tables = await Promise.all(database.tables.map((table) => table.toArray()));
  database.close();
  return tables.map(text).join('\n').toLowerCase();
}

test('no word of a deleted record is in any table after it: blocks, tail, checkpoints, snapshots, index, vectors', async () => {
  const device = await openServiceForTests();
  const records = [...workingLog(5_400, 6)];
  // One word that nothing else has, in a record of sealed history, of the tail, and of one before a checkpoint.
  const victims = [300, 4_700, 5_390];
  const words = ['xylothorpe', 'quvindrel', 'zambrithol'];
  victims.forEach((at, i) => {
    records[at] = {
      ...records[at]!,
      kind: 'observation',
      text: `The ${words[i]} at the bridge`,
      features: { sighting: 1 },
    };
  });
  await device.service.append(records.slice(0, 5_000));
  for (let i = 5_000; i < records.length; i += 40) await device.service.append(records.slice(i, i + 40));
  await device.service.settled();
  // Opens the index, so that its blocks are written.
  await device.service.delete({ ids: [records[4_900]!.id] });
  await device.service.settled();
  const before = await everythingIn(device.name);
  for (const word of words) expect(before.split(word).length, word).toBeGreaterThan(2);
  const { deleted } = await device.service.delete({ ids: victims.map((at) => records[at]!.id) });
  await device.service.settled();
  expect(deleted).toBe(3);
  const after = await everythingIn(device.name);
  for (const word of words) expect(after.split(word).length - 1, word).toBe(0);
  for (const at of victims) expect(after, `id of ${at}`).not.toContain(`${records[at]!.id}"`);
  const engine = new Engine();
  for await (const batch of device.log.readInOrder()) for (const record of batch) engine.apply(record);
  expect(await device.service.digest()).toBe(engine.digest());
}, 120_000);

test('a text that another record still has keeps its vector; the last one takes it along', async () => {
  const device = await openServiceForTests({ model: 'real' });
  const note = (id: string, text: string): LogRecord => ({
    kind: 'observation',
    id,
    t: '2026-03-01T00:00:00.000Z',
    text,
  });
  await device.service.append([
    note('a', 'The ferry leaves at six'),
    note('b', 'The ferry leaves at six'),
    note('c', 'Rain'),
  ]);
  const database = await openDatabase({ name: device.name });
  const vectors = async () =>
    (await database.vectors.toArray()).reduce((sum, { hashes }) => sum + hashes.length / 16, 0);
  await vi.waitFor(async () => expect(await vectors()).toBe(2), { timeout: 20_000 });
  await device.service.delete({ ids: ['a'] });
  await device.service.settled();
  expect(await vectors()).toBe(2);
  await device.service.delete({ ids: ['b'] });
  await device.service.settled();
  expect(await vectors()).toBe(1);
  database.close();
}, 60_000);

test('the preview counts what goes along, where, and which effects rest on fewer cases', async () => {
  const device = await openServiceForTests();
  const records = inLogOrder(deletableLog(3, 200));
  await device.service.append(records);
  await device.service.settled();
  const preview = await device.service.deletePreview({ app: 'wiki.example' });
  expect(preview.apps[0]!.app).toBe('wiki.example');
  expect(preview.events).toBe(preview.apps.reduce((sum, { events }) => sum + events, 0));
  expect(preview.along).toBeGreaterThan(0);
  expect(preview.effects.length).toBeGreaterThan(0);
  await device.service.delete({ app: 'wiki.example' });
  await device.service.settled();
  for (const { outcomeType, before, after } of preview.effects) {
    const left = await device.log.find((record) => record.kind === 'outcome' && record.type === outcomeType);
    expect(after <= left.length && left.length <= before, outcomeType).toBe(true);
  }
});

test('a topic’s matches are about it, by words or by meaning; deleting them leaves none', async () => {
  const device = await openServiceForTests({ model: 'real' });
  await device.service.append(deletableLog(3, 200));
  const found = await device.service.deleteMatches({ topic: 'winter ferry' });
  expect(found.length).toBeGreaterThan(3);
  const records = await device.log.get(found.map(({ row }) => row.id));
  for (const { row, by } of found) {
    expect(records.get(row.id)!.text).toMatch(by === 'words' ? /winter ferry/ : /ferry|winter|harbour/);
  }
  await device.service.delete({ ids: found.map(({ row }) => row.id) });
  expect(await device.service.deleteMatches({ topic: 'winter ferry' })).toEqual([]);
}, 60_000);

test('what is older than the user wants is forgotten as a deletion would, at once, with the days, and after a restart', async () => {
  const device = await openServiceForTests();
  const DAY = 86_400_000;
  const day = (days: number, app: string): LogRecord => ({
    kind: 'action',
    id: `${app}-${days}`,
    t: new Date(Date.UTC(2026, 2, 2) - days * DAY).toISOString(),
    app,
    type: 'x:y:z',
    text: 'text',
  });
  const records = [1, 20, 40, 400].flatMap((days) => [day(days, 'wiki.example'), day(days, 'mail.example')]);
  await device.service.append(records);
  const ids = async () => (await device.log.find(({ kind }) => kind === 'action')).map(String).sort();
  await device.service.settled();
  expect([(await ids()).length, await device.service.retention()]).toEqual([8, { days: null, sites: [] }]);
  await device.service.retain({ app: 'mail.example', days: null });
  expect(await device.service.retain({ days: 30 })).toEqual({ days: 30, sites: [{ app: 'mail.example', days: null }] });
  await device.service.settled();
  const mail = [1, 20, 40, 400].map((days) => `mail.example-${days}`).sort();
  expect(await ids()).toEqual([...mail, 'wiki.example-1', 'wiki.example-20']);
  const engine = new Engine();
  for await (const batch of device.log.readInOrder()) for (const record of batch) engine.apply(record);
  expect(await device.service.digest()).toBe(engine.digest());
  expect((await device.service.append([day(40, 'wiki.example')])).refused).toHaveLength(1);

  device.log.close();
  const later = await openServiceForTests({ name: device.name, after: 15 * DAY });
  await later.service.settled();
  expect(await later.log.find(({ app }) => app === 'wiki.example')).toEqual(['wiki.example-1']);
});

test('what is forgotten by age leaves the user’s verdicts on it where they are', async () => {
  const { service, log } = await openServiceForTests();
  await service.append([
    {
      kind: 'statement',
      id: 'old',
      t: '2025-01-01T00:00:00.000Z',
      app: 'chat.example',
      role: 'user',
      text: 'I prefer tea.',
    },
    { kind: 'outcome', id: 'came', t: '2025-01-02T00:00:00.000Z', app: 'chat.example', type: 'x:come:thing' },
    { kind: 'feedback', id: 'said', t: '2026-03-01T00:00:00.000Z', verdict: 'value', of: 'came', value: 1 },
  ]);
  await service.retain({ days: 30 });
  await service.settled();
  expect([...(await log.get(['old', 'came', 'said'])).keys()]).toEqual(['said']);
});

test('history older than what is kept is not brought in, leaves no tombstone, and comes in once it may stay', async () => {
  const files = drawerForTests();
  const one = await openServiceForTests({ files });
  const old = [...workingLog(30, 1)].map((record, i) => ({
    ...record,
    t: new Date(Date.UTC(2024, 0, 1, 0, i)).toISOString(),
  }));
  await one.service.append(old);
  await one.service.exportAll();
  const other = await openServiceForTests({ files });
  await other.service.retain({ days: 100 });
  expect(await restored(other)).toMatchObject({ kept: 0, refused: 30 });
  expect(other.log.tombstones).toBe(0);
  await other.service.retain({ days: null });
  expect(await restored(other)).toMatchObject({ kept: 30, refused: 0 });
});

test('a backup moves its settings to where nothing is, and deletes nothing where something is', async () => {
  const files = drawerForTests();
  const one = await openServiceForTests({ files });
  await one.service.append([...workingLog(20, 1)].map((record) => ({ ...record, t: '2026-03-01T00:00:00.000Z' })));
  await one.service.retain({ days: 30 });
  await one.service.exportAll();
  const fresh = await openServiceForTests({ files });
  await restored(fresh);
  expect((await fresh.service.retention()).days).toBe(30);
  const used = await openServiceForTests({ files });
  await used.service.append([{ ...[...workingLog(1, 2)][0]!, id: 'mine', app: 'a.example' }]);
  expect(await restored(used)).toMatchObject({ refused: 1 });
  expect((await used.service.retention()).days).toBeNull();
  expect((await used.log.get(['mine'])).size).toBe(1);
});
