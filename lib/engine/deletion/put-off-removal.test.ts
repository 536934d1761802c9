import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { deletableLog } from '../../../bench/history/deletable-log.ts';
import { inLogOrder } from '../../records/order.ts';
import type { LogRecord } from '../../records/record.ts';
import { openDatabase } from '../../store/open-database.ts';
import { Engine } from '../engine.ts';
import { openServiceForTests, type ServiceForTests } from '../service-for-tests.ts';
import { PutOffRemoval } from './put-off-removal.ts';

const records = inLogOrder(deletableLog(3, 200));
const WIKI = { app: 'wiki.example' };
/** Settings stay (fits-scope.ts). */
const isOfWiki = ({ app, kind }: LogRecord) => app === WIKI.app && kind !== 'setting';

async function deviceWith(list: readonly LogRecord[], model: 'none' | 'real' = 'none') {
  const device = await openServiceForTests({ model });
  await device.service.append(list);
  await device.service.settled();
  return device;
}

async function everythingShown({ service, log }: ServiceForTests) {
  const rows = (await service.timeline({ limit: 500 })).rows.map(({ id }) => id);
  return { digests: await service.digests(), rows, you: await service.you(), events: log.count };
}

async function digestOfReplay({ log }: ServiceForTests): Promise<string> {
  const engine = new Engine();
  for await (const batch of log.readInOrder()) for (const record of batch) engine.apply(record);
  return engine.digest();
}

test('taken back, a deletion has changed nothing: not a digest, a row or a card', async () => {
  const device = await deviceWith(records);
  const before = await everythingShown(device);
  const { deleted } = await device.service.delete(WIKI);
  expect((await everythingShown(device)).events).toBe(before.events - deleted);
  expect(await device.service.undoDelete()).toEqual({ restored: deleted });
  expect(await everythingShown(device)).toEqual(before);
  await device.service.settled();
  expect(await everythingShown(device)).toEqual(before);
  expect(await device.service.undoDelete()).toEqual({ restored: 0 });
});

test('while it can be taken back, it is in no view and no answer, and what is derived is that of a log without it', async () => {
  const device = await deviceWith(records, 'real');
  await device.service.delete(WIKI);
  const gone = new Set(records.filter(isOfWiki).map(({ id }) => id));
  const said = [
    ...(await device.service.timeline({ limit: 500 })).rows.map(({ id }) => id),
    ...(await device.service.deleteMatches({ person: 'person:ana' })).map(({ row }) => row.id),
    ...(await device.service.deleteMatches({ topic: 'ferry' })).map(({ row }) => row.id),
    ...(await device.service.you()).flatMap((card) => [...card.for, ...card.against].map(({ id }) => id)),
    ...(await device.service.now()).noticed.map(({ id }) => id),
  ];
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter((id) => gone.has(id))).toEqual([]);
  const answer = await device.service.ask({ id: 1, ask: 'recall', query: 'winter ferry bridge opening', k: 500 });
  const found = (answer.events as { id: string }[]).map(({ id }) => id);
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter((id) => gone.has(id))).toEqual([]);
  expect(await device.service.digest()).toBe(await digestOfReplay(device));
});

test('an end of the browser before the time is over completes the deletion', async () => {
  const device = await deviceWith(records);
  const { deleted } = await device.service.delete(WIKI);
  device.log.close();
  const again = await openServiceForTests({ name: device.name });
  expect(await again.service.undoDelete()).toEqual({ restored: 0 });
  await again.service.settled();
  expect(await again.log.find(isOfWiki)).toEqual([]);
  expect((await again.service.append(records)).refused.length).toBe(deleted);
  expect(await again.service.digest()).toBe(await digestOfReplay(again));
});

test('another deletion ends the time of the one before: only the last one comes back', async () => {
  const device = await deviceWith(records);
  const [one, two] = records.filter(({ kind, app }) => kind === 'action' && app === WIKI.app);
  await device.service.delete({ ids: [one!.id] });
  const second = await device.service.delete({ ids: [two!.id] });
  expect(await device.service.undoDelete()).toEqual({ restored: second.deleted });
  await device.service.settled();
  expect([...(await device.log.get([one!.id, two!.id])).keys()]).toEqual([two!.id]);
  expect(await device.service.digest()).toBe(await digestOfReplay(device));
});

test('the time is over after so many milliseconds, and nothing comes back then', async () => {
  const told: string[] = [];
  const removed = { records: [], earliest: { t: '2026-01-01T00:00:00.000Z', id: 'a' } };
  const log = {
    hide: async () => removed,
    show: async () => removed,
    removeHidden: async () => void told.push('removed'),
  };
  const putOff = new PutOffRemoval({ log, graceInMs: 20, failed: () => told.push('failed') });
  await putOff.hide([], { id: 'z', t: '2026-01-01T00:00:00.000Z' }, () => told.push('said so'));
  expect(told).toEqual([]);
  await vi.waitFor(() => expect(told).toEqual(['removed', 'said so']));
  expect((await putOff.undo()).earliest).toBeNull();
});

test('cut off after the log and before index and vectors, a removal is finished there at the next start', async () => {
  const note = (id: string, text: string): LogRecord => ({
    kind: 'observation',
    id,
    t: '2026-03-01T00:00:00.000Z',
    text,
  });
  const device = await deviceWith([note('a', 'The xylothorpe leaves at six'), note('b', 'Rain')], 'real');
  // Opens the index, so that its blocks are written.
  await device.service.deleteMatches({ topic: 'rain' });
  await device.service.append([note('c', 'Snow')]);
  await device.service.settled();
  await device.log.remove(['a'], { id: 'z', t: '2026-03-01T00:00:01.000Z' });
  device.log.close();
  const inTables = async () => {
    const database = await openDatabase({ name: device.name });
    const vectors = (await database.vectors.toArray()).reduce((sum, { hashes }) => sum + hashes.length / 16, 0);
    const index = JSON.stringify(await database.indexBlocks.toArray());
    const notes = await database.removals.count();
    database.close();
    return { vectors, hasWord: index.includes('xylothorp'), notes };
  };
  expect(await inTables()).toEqual({ vectors: 3, hasWord: true, notes: 1 });
  const again = await openServiceForTests({ name: device.name, model: 'real' });
  await again.service.settled();
  expect(await inTables()).toEqual({ vectors: 2, hasWord: false, notes: 0 });
  expect(await again.service.digest()).toBe(await digestOfReplay(again));
}, 60_000);
