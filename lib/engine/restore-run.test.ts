import 'fake-indexeddb/auto';
import { gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { workingLog } from '../../bench/foundation/working-log.ts';
import type { GivenFile } from '../history/open-export.ts';
import { exportLog } from '../log/export-log.ts';
import type { LogRecord } from '../records/record.ts';
import type { ImportFiles } from './import-run.ts';
import { openServiceForTests, type ServiceForTests } from './service-for-tests.ts';

/** A folder of backups: what is exported goes in as the newest, and all of it is offered. */
function folder(): ImportFiles & { files: GivenFile[] } {
  return {
    files: [],
    async offered() {
      return this.files;
    },
    read: async () => null,
    write: async () => undefined,
    drop: async () => undefined,
    async save(_, bytes) {
      const day = this.files.length + 1;
      const file = await new Response(bytes).blob();
      this.files.push({ path: `retrace-2026-03-0${day}.ndjson.gz`, file, modified: Date.UTC(2026, 2, day) });
    },
    async saved() {
      return this.files.at(-1)!.file;
    },
  };
}

async function ended({ service }: ServiceForTests) {
  await vi.waitFor(async () => expect((await service.restoreStatus()).step).toMatch(/done|failed|stopped/), {
    timeout: 30_000,
    interval: 10,
  });
  await service.settled();
  return service.restoreStatus();
}

async function restored(device: ServiceForTests, passphrase?: string) {
  await device.service.restore('it', passphrase);
  return ended(device);
}

const records = [...workingLog(900, 8)];

test('of several backups the newest is read first, and what it has lost is filled in from older ones', async () => {
  const files = folder();
  const one = await openServiceForTests({ files });
  await one.service.append(records.slice(0, 800));
  await one.service.exportAll();
  await one.service.delete({ ids: [records[5]!.id] });
  await one.service.append(records.slice(800));
  await one.service.settled();
  await one.service.exportAll();
  const newest = files.files[1]!;
  const cut = newest.file.slice(0, Math.floor(newest.file.size * 0.8));
  files.files = [
    { path: 'notes.txt', file: new Blob(['Dear diary\nIt rained.\n']), modified: 1 },
    files.files[0]!,
    { ...newest, file: cut },
  ];

  const other = await openServiceForTests({ files });
  await other.log.adoptKey(one.log.key);
  const view = await restored(other);
  expect(view).toMatchObject({
    step: 'done',
    missing: expect.stringMatching(/^retrace-2026-03-02\S+: The file is cut/),
  });
  expect(view.reasons.map(({ id }) => id)).toEqual([records[5]!.id, 'notes.txt']);
  // All of the older one but what the newer says was deleted, and the beginning of the newer one.
  const there = new Set((await other.log.get(records.map(({ id }) => id))).keys());
  const older = records.slice(0, 800).map(({ id }) => id);
  expect(older.filter((id) => !there.has(id))).toEqual([records[5]!.id]);
  expect(view.kept).toBe(there.size + 1);
});

test('stopped it ends within a second and keeps what it has; restored again after an end of the browser, nothing is doubled', async () => {
  const files = folder();
  const one = await openServiceForTests({ files });
  const long = [...workingLog(12_000, 8)];
  await one.service.append(long);
  await one.service.settled();
  await one.service.exportAll();
  const other = await openServiceForTests({ files });
  await other.service.restore('it');
  await vi.waitFor(async () => expect((await other.service.restoreStatus()).kept).toBeGreaterThan(0), { interval: 1 });
  const asked = performance.now();
  const stopped = await other.service.restoreStop();
  expect(performance.now() - asked).toBeLessThan(1_000);
  expect(stopped.step).toBe('stopped');
  expect(stopped.kept).toBeLessThan(long.length);
  expect(other.log.count).toBe(stopped.kept);
  other.log.close();

  const again = await openServiceForTests({ name: other.name, files });
  const view = await restored(again);
  expect(view).toMatchObject({ step: 'done', there: stopped.kept, kept: long.length - stopped.kept, refused: 0 });
  expect(await again.service.digests()).toEqual(await one.service.digests());
}, 60_000);

test('a passphrase that is wrong for all of several backups brings nothing back, and each is named', async () => {
  const files = folder();
  const one = await openServiceForTests({ files });
  await one.service.append(records.slice(0, 10));
  await one.service.exportAll('right');
  await one.service.exportAll('right');
  const other = await openServiceForTests({ files });
  const view = await restored(other, 'wrong');
  expect([view.step, view.kept, other.log.count]).toEqual(['failed', 0, 0]);
  expect(view.problem).toMatch(/^retrace-2026-03-02\S+: The passphrase does not open .*retrace-2026-03-01/);
}, 60_000);

const outcome: LogRecord = { kind: 'outcome', id: 'o', t: '2026-03-01T09:00:00.000Z', type: 'mail:receive:reply' };
const worth = (hour: number, value: number): LogRecord => ({
  kind: 'feedback',
  id: `v${hour}`,
  t: `2026-03-01T${hour}:00:00.000Z`,
  verdict: 'value',
  of: 'o',
  value,
});

test('of a verdict here and one in the backup the newer counts, whichever side it is on', async () => {
  const standing = async (here: LogRecord, inBackup: LogRecord) => {
    const files = folder();
    const one = await openServiceForTests({ files });
    await one.service.append([outcome, inBackup]);
    await one.service.exportAll();
    const other = await openServiceForTests({ files });
    await other.service.append([here]);
    await restored(other);
    return (await other.service.outcome('o'))?.verdict;
  };
  expect(await standing(worth(11, 1), worth(10, -1))).toBe(1);
  expect(await standing(worth(10, 1), worth(11, -1))).toBe(-1);
});

async function imported(device: ServiceForTests) {
  await device.service.importLook('it', []);
  const step = async (wanted: RegExp) =>
    vi.waitFor(async () => expect((await device.service.importStatus()).step).toMatch(wanted), { timeout: 20_000 });
  await step(/ready|failed/);
  await device.service.importStart();
  await step(/done|failed/);
  return device.service.importStatus();
}

test('given to the import, an encrypted backup says that it is to be restored, and nothing of it is kept', async () => {
  const files = folder();
  const one = await openServiceForTests({ files });
  await one.service.append(records.slice(0, 10));
  await one.service.exportAll('open sesame');
  const other = await openServiceForTests({ files });
  const view = await imported(other);
  expect(view.counts?.problems).toEqual([
    'retrace-2026-03-01.ndjson.gz is an encrypted backup: restore it, with its passphrase. Nothing of it was imported.',
  ]);
  expect(other.log.count).toBe(0);
}, 60_000);

test('given to the import, a backup that was decrypted by hand brings its keys: its deletions hold, here and for what comes', async () => {
  const one = await openServiceForTests();
  await one.service.append(records.slice(0, 20));
  await one.service.delete({ ids: [records[5]!.id] });
  await one.service.settled();
  const text = await new Response(
    await exportLog(one.log.readInOrder(), { gzip: false, keys: one.log.keys, passphrase: undefined }),
  ).text();
  const key = JSON.stringify({ kind: 'key', name: 'device', k: Buffer.from(one.log.key).toString('hex') });
  const files = folder();
  files.files = [{ path: 'log.ndjson', file: new Blob([text.replace('\n', `\n${key}\n`)]) }];
  const other = await openServiceForTests({ files });
  await other.service.append([records[5]!]);
  const view = await imported(other);
  expect(view).toMatchObject({ step: 'done', kept: 20 });
  expect(view.counts?.faults).toEqual({});
  expect((await other.log.get([records[5]!.id])).size).toBe(0);
  expect((await other.service.append([records[5]!])).refused).toHaveLength(1);
});

test('a backup is read as a whole log by gunzip: as many lines as its end says', async () => {
  const files = folder();
  const one = await openServiceForTests({ files });
  await one.service.append(records);
  await one.service.exportAll();
  const lines = gunzipSync(await files.files[0]!.file.arrayBuffer())
    .toString()
    .trim()
    .split('\n');
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ kind: 'end', lines: lines.length - 2 });
});

test('the meaning of what is back is found, each text once', async () => {
  const files = folder();
  const one = await openServiceForTests({ files });
  await one.service.append([...workingLog(40, 1)]);
  await one.service.exportAll();
  const other = await openServiceForTests({ files, model: 'real' });
  await other.service.restore('it');
  await ended(other);
  await vi.waitFor(async () => expect((await other.service.importStatus()).meaning).toMatchObject({ isOver: true }), {
    timeout: 15_000,
    interval: 50,
  });
  expect((await other.service.importStatus()).meaning!.found).toBeGreaterThan(10);
});
