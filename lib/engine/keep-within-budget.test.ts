/** The log of the extension reduces itself: on the service, with a database in memory. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { workingLog } from '../../bench/foundation/working-log.ts';
import { deletableLog } from '../../bench/history/deletable-log.ts';
import { withTexts } from '../../bench/history/planted-texts.ts';
import { ALL_WORLDS } from '../../bench/worlds/all-worlds.ts';
import { idsKeptWhole } from '../keeping/kept-whole.ts';
import type { EventLog } from '../log/event-log.ts';
import { VectorTable } from '../models/vector-table.ts';
import { Recall } from '../recall/recall.ts';
import { inLogOrder } from '../records/order.ts';
import type { LogRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { openDatabase } from '../store/open-database.ts';
import { digestsOf } from './digests.ts';
import { Engine } from './engine.ts';
import { drawerForTests, openServiceForTests, type ServiceForTests } from './service-for-tests.ts';

const FORMS = [undefined, 'summary', 'skeleton'] as const;

async function all(log: EventLog): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for await (const batch of log.readInOrder()) records.push(...batch);
  return records;
}

/** Digests of a device that knows nothing but these records. */
function replayed(records: readonly LogRecord[]) {
  const engine = new Engine();
  const recall = new Recall(new VectorTable());
  for (const record of records) {
    engine.apply(record);
    recall.add(record);
  }
  return digestsOf(engine, recall);
}

async function keepWithin(device: ServiceForTests, budget: number | null) {
  await device.service.keepWithin(budget);
  await device.service.settled();
  return device.service.keeping();
}

function planted(name: string, outcomes: number): LogRecord[] {
  return withTexts(ALL_WORLDS.find((world) => world.name === name)!.generate({ seed: 5, outcomes }).records, 5);
}

const worlds = [
  ['a working log', [...workingLog(2_600, 3)]],
  ...['a', 'links-20-5', 'chain', 'offers', 'ratings'].map((name) => [`world ${name}`, planted(name, 60)] as const),
  ...[1, 2, 3].map((seed) => [`deletable log ${seed}`, deletableLog(seed, 300)] as const),
] as const;

test.each(worlds)(
  'reduced again and again it is within its budget, and all that is derived is that of the reduced log: %s',
  async (_, records) => {
    const device = await openServiceForTests();
    const random = seededRandom(records.length);
    const half = Math.floor(records.length / 2);
    const order = inLogOrder(records);
    await device.service.append(order.slice(0, half));
    const { bytes } = await device.service.keeping();
    // The index is open, as after an offer, and must follow.
    await device.service.digests();
    let before: ReadonlyMap<string, LogRecord> = new Map(order.map((record) => [record.id, record]));
    for (const share of [0.4, 0.12, 0.3]) {
      const budget = Math.round(share * bytes);
      const view = await keepWithin(device, budget);
      expect(view.isReducing).toBe(false);
      if (view.over === 0) expect(view.bytes).toBeLessThanOrEqual(budget);
      else expect(view.forms.summary).toBe(0);
      const now = await all(device.log);
      expect(await device.service.digests()).toEqual(replayed(now));
      for (const record of now) {
        const form = before.get(record.id)?.form;
        expect(FORMS.indexOf(record.form)).toBeGreaterThanOrEqual(FORMS.indexOf(form));
      }
      before = new Map([...before, ...now.map((record) => [record.id, record] as const)]);
      // What comes from the past, and from now on.
      await device.service.append(order.slice(half).filter(() => random() < 0.3));
    }
    await device.service.settled();
    const { forms } = await device.service.keeping();
    expect(forms.summary + forms.skeleton).toBeGreaterThan(0);
    expect(await device.service.digests()).toEqual(replayed(await all(device.log)));
    const { name, log } = device;
    log.close();
    const again = await openServiceForTests({ name });
    await again.service.settled();
    expect(await again.service.digests()).toEqual(replayed(await all(again.log)));
  },
  60_000,
);

test('until a budget is set nothing is reduced, whatever it takes', async () => {
  const device = await openServiceForTests();
  const records = [...workingLog(5_200, 1)];
  await device.service.append(records);
  await device.service.settled();
  const view = await device.service.keeping();
  expect(view).toMatchObject({
    budget: null,
    reduced: null,
    over: 0,
    forms: { whole: 5_200, summary: 0, skeleton: 0 },
  });
  expect(view.says).toEqual([expect.stringMatching(/^Every text is kept/)]);
  expect(await all(device.log)).toEqual(records);
}, 30_000);

test('with five thousand events more it reduces itself, and the blocks on disk take less than before', async () => {
  const device = await openServiceForTests();
  const records = [...workingLog(9_000, 1)];
  await device.service.append(records.slice(0, 3_000));
  const before = await device.service.keeping();
  const budget = Math.round(before.bytes * 0.9);
  const first = await keepWithin(device, budget);
  // In compact blocks all of it fits, so nothing is let go.
  expect(first.forms).toEqual({ whole: 3_001, summary: 0, skeleton: 0 });
  expect(first.bytes).toBeLessThanOrEqual(budget);
  for (let i = 3_000; i < records.length; i += 500) await device.service.append(records.slice(i, i + 500));
  await device.service.settled();
  const view = await device.service.keeping();
  expect(view.bytes).toBeLessThan(1.3 * budget);
  expect(view.forms.skeleton + view.forms.summary).toBeGreaterThan(2_000);
  const database = await openDatabase({ name: device.name });
  let blocks = 0;
  await database.blocks.each(({ records: stored }) => {
    blocks += stored.length;
  });
  expect(blocks).toBeLessThan(JSON.stringify(records).length / 3);
  database.close();
}, 60_000);

test('what the user said of themselves, verdicts and settings are whole at any budget; what all that is more than it is said', async () => {
  const device = await openServiceForTests();
  const records = deletableLog(4, 400);
  await device.service.append(records);
  const view = await keepWithin(device, 1);
  expect(view.over).toBeGreaterThan(0);
  expect(view.says.join(' ')).toMatch(/takes \d+ kB more than that/);
  const left = new Map((await all(device.log)).map((record) => [record.id, record]));
  const kept = idsKeptWhole(inLogOrder(records));
  expect(kept.size).toBeGreaterThan(20);
  for (const record of records) if (kept.has(record.id)) expect(left.get(record.id)).toEqual(record);
});

test('more room, or all of it, brings nothing back, and that is said', async () => {
  const device = await openServiceForTests();
  await device.service.append(workingLogOf(2_000));
  const { bytes } = await device.service.keeping();
  await keepWithin(device, Math.round(0.15 * bytes));
  const reduced = (await all(device.log)).filter(({ kind }) => kind !== 'setting');
  for (const budget of [bytes * 10, null]) {
    const view = await keepWithin(device, budget);
    expect((await all(device.log)).filter(({ kind }) => kind !== 'setting')).toEqual(reduced);
    expect(view.says.join(' ')).toContain('What was let go is gone: more room does not bring it back.');
  }
  expect(reduced.some(({ form }) => form !== undefined)).toBe(true);
});

test('who takes the budget back while it is being chosen what goes loses nothing', async () => {
  let pauses = Number.NEGATIVE_INFINITY;
  const device = await openServiceForTests({
    async pause() {
      pauses++;
      if (pauses !== 0) return;
      device.pass(1_000);
      await device.service.append([budgetSetting(null)]);
    },
  });
  const budgetSetting = (value: number | null): LogRecord => ({
    kind: 'setting',
    id: `budget-${value}`,
    t: new Date(Date.UTC(2026, 2, 2, 12, value === null ? 1 : 0)).toISOString(),
    name: 'keeping:budget',
    value,
  });
  await device.service.append(workingLogOf(1_500));
  await device.service.settled();
  // The log is read in as many batches as it has blocks; then it is chosen.
  pauses = -12;
  await device.service.append([budgetSetting(20_000)]);
  await device.service.settled();
  // It came while there was more to choose; how much more, the machine says.
  expect(pauses).toBeGreaterThan(0);
  expect(await device.service.keeping()).toMatchObject({
    budget: null,
    forms: { whole: 1_502, summary: 0, skeleton: 0 },
  });
});

test('no number of bytes that is no budget is taken', async () => {
  const { service } = await openServiceForTests();
  for (const budget of [0, -5, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5' as unknown as number]) {
    await expect(service.keepWithin(budget)).rejects.toThrow('a whole number of bytes');
  }
  expect((await service.keeping()).budget).toBeNull();
});

test('captured, appended, imported or restored again, a reduced record stays as it is and nothing is in conflict', async () => {
  const files = drawerForTests();
  const device = await openServiceForTests({ files });
  const records = workingLogOf(800);
  await device.service.append(records);
  await device.service.exportAll();
  const { bytes } = await device.service.keeping();
  await keepWithin(device, Math.round(0.35 * bytes));
  const reduced = await all(device.log);
  const digests = await device.service.digests();

  const appended = await device.service.append(records);
  expect([appended.stored.length, appended.refused]).toEqual([800, []]);
  const captured = await device.service.captured(records.slice(0, 300));
  expect([captured.stored.length, captured.refused]).toEqual([300, []]);
  const restored = await restore(device);
  expect(restored).toMatchObject({ step: 'done', kept: 0, there: 800, refused: 0, textsBack: 0 });
  expect(await importAll(device)).toMatchObject({ step: 'done', kept: 0 });
  await device.service.settled();
  expect(await all(device.log)).toEqual(reduced);
  expect(await device.service.digests()).toEqual(digests);
});

test('exported and brought to an empty device, a reduced log is the same log', async () => {
  const files = drawerForTests();
  const device = await openServiceForTests({ files });
  await device.service.append(deletableLog(6, 400));
  await keepWithin(device, 40_000);
  await device.service.exportAll();
  const other = await openServiceForTests({ files });
  expect(await restore(other)).toMatchObject({ kept: device.log.count, refused: 0 });
  expect(await all(other.log)).toEqual(await all(device.log));
  expect(await other.service.digests()).toEqual(await device.service.digests());
  expect((await other.service.keeping()).forms).toEqual((await device.service.keeping()).forms);
});

test('a backup that is restored while everything is kept brings the texts back, and all is as it had been', async () => {
  const files = drawerForTests();
  const device = await openServiceForTests({ files });
  const records = workingLogOf(1_500);
  await device.service.append(records);
  await device.service.exportAll();
  const { bytes } = await device.service.keeping();
  await keepWithin(device, Math.round(0.3 * bytes));
  const { forms } = await keepWithin(device, null);
  const view = await restore(device);
  expect(view).toMatchObject({ kept: 0, there: 1_500, refused: 0, textsBack: forms.summary + forms.skeleton });
  const left = await all(device.log);
  expect(left.filter(({ kind }) => kind !== 'setting')).toEqual(records);
  expect(await device.service.digests()).toEqual(replayed(left));
  // The same room as before is too little again.
  const again = await keepWithin(device, Math.round(0.3 * bytes));
  expect(again.bytes).toBeLessThanOrEqual(Math.round(0.3 * bytes));
  expect(again.forms).toMatchObject({ whole: expect.any(Number), skeleton: forms.skeleton });
});

test('killed between any two writes, it starts with the state of its log, and the budget holds in the end', async () => {
  const records = workingLogOf(900);
  for (let seed = 1; seed <= 12; seed++) {
    const random = seededRandom(seed);
    let device = await openServiceForTests();
    const { name } = device;
    await device.service.append(records);
    const { bytes } = await device.service.keeping();
    const budget = Math.round((0.3 + 0.4 * random()) * bytes);
    await device.service.digests();
    const restore = killAfter(Math.floor(random() * 30));
    await device.service.keepWithin(budget).catch(() => undefined);
    await device.service.settled().catch(() => undefined);
    restore();
    device.log.close();
    device = await openServiceForTests({ name });
    await device.service.settled();
    const left = await all(device.log);
    expect(await device.service.digests(), `seed ${seed}`).toEqual(replayed(left));
    expect(left.filter(({ kind }) => kind !== 'setting').map(({ id }) => id)).toEqual(records.map(({ id }) => id));
    const view = await keepWithin(device, budget);
    expect(view.bytes, `seed ${seed}`).toBeLessThanOrEqual(budget);
    expect(view.reduced).not.toBeNull();
    device.log.close();
  }
}, 120_000);

test('a text that is whole no more has no vector, and stands in no table; one that another record still has keeps it', async () => {
  const device = await openServiceForTests({ model: 'real' });
  const at = (i: number) => new Date(Date.UTC(2026, 1, 1) + i * 60_000).toISOString();
  const note = (i: number, text: string, rest: object = {}): LogRecord =>
    ({ kind: 'observation', id: `n${i}`, t: at(i), text, ...rest }) as LogRecord;
  await device.service.append([
    note(1, 'The ferry leaves at six from the northern pier'),
    note(2, 'The ferry leaves at six from the northern pier', { kind: 'statement', role: 'settings' }),
    note(3, 'Rain over the harbour and quvindrel by the evening'),
  ]);
  const database = await openDatabase({ name: device.name });
  const vectors = async () =>
    (await database.vectors.toArray()).reduce((sum, { hashes }) => sum + hashes.length / 16, 0);
  await vi.waitFor(async () => expect(await vectors()).toBeGreaterThanOrEqual(2), { timeout: 20_000 });
  await device.service.settled();
  const before = await vectors();
  await keepWithin(device, 1);
  expect(await vectors()).toBe(before - 1);
  const tables = await Promise.all(database.tables.map((table) => table.toArray()));
  expect(JSON.stringify(tables)).not.toContain('quvindrel');
  database.close();
}, 60_000);

function workingLogOf(events: number): LogRecord[] {
  return [...workingLog(events, 8)];
}

async function restore({ service }: ServiceForTests) {
  await service.restore('it');
  await vi.waitFor(async () => expect((await service.restoreStatus()).step).toBe('done'), { timeout: 20_000 });
  await service.settled();
  return service.restoreStatus();
}

async function importAll({ service }: ServiceForTests) {
  await service.importLook('it', []);
  await vi.waitFor(async () => expect((await service.importStatus()).step).toBe('ready'), { timeout: 20_000 });
  await service.importStart();
  await vi.waitFor(async () => expect((await service.importStatus()).step).toBe('done'), { timeout: 20_000 });
  return service.importStatus();
}

/** From the nth write on, every write fails and with it its transaction, as if the process had died there. */
function killAfter(writes: number): () => void {
  const { put, add, delete: del } = IDBObjectStore.prototype;
  let left = writes;
  const dying = <F extends (...args: never[]) => unknown>(original: F) =>
    function (this: unknown, ...args: Parameters<F>) {
      if (left-- <= 0) throw new DOMException('killed', 'AbortError');
      return original.apply(this, args);
    };
  Object.assign(IDBObjectStore.prototype, { put: dying(put), add: dying(add), delete: dying(del) });
  return () => Object.assign(IDBObjectStore.prototype, { put, add, delete: del });
}
