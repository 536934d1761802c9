import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { contentHash } from '../records/canonical-json.ts';
import { inLogOrder } from '../records/order.ts';
import type { LogRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { openDatabase } from '../store/open-database.ts';
import { createMemoryCanary } from './canary.ts';
import { EVENTS_IN_A_BLOCK, type EventLog, openEventLog } from './event-log.ts';

let made = 0;
const opened: EventLog[] = [];
afterEach(() => {
  for (const log of opened.splice(0)) log.close();
});

async function open(name = `log-${made++}`, canary = createMemoryCanary()) {
  const database = await openDatabase({ name });
  const log = await openEventLog({ database, canary });
  opened.push(log);
  return { name, log, database, canary };
}

function action(i: number, change: Partial<LogRecord> = {}): LogRecord {
  const t = new Date(1_767_000_000_000 + i * 1_000).toISOString();
  return { kind: 'action', id: `a${i}`, t, type: 'web:click:button', text: `text ${i}`, ...change } as LogRecord;
}

const many = (n: number, from = 0) => Array.from({ length: n }, (_, i) => action(from + i));

async function all(log: EventLog): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for await (const batch of log.readInOrder()) records.push(...batch);
  return records;
}

const ids = (records: readonly LogRecord[]) => records.map((record) => record.id);

test('what was acknowledged is there after the log is opened again, once and in log order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.nat(700), { maxLength: 450 }), { maxLength: 6 }), async (batches) => {
      const { name, log } = await open();
      const results = await Promise.all(batches.map((batch) => log.append(batch.map((i) => action(i)))));
      const stored = new Set(results.flatMap((result) => result.stored));
      log.close();
      const { log: again } = await open(name);
      expect(ids(await all(again))).toEqual(ids(inLogOrder([...stored].map((id) => action(Number(id.slice(1)))))));
      expect(again.count).toBe(stored.size);
    }),
    { numRuns: 15 },
  );
});

test('a record that comes again is stored and not fresh', async () => {
  const { log } = await open();
  const first = await log.append([action(1), action(1)]);
  expect([first.stored, ids(first.fresh)]).toEqual([['a1', 'a1'], ['a1']]);
  const second = await log.append([action(1)]);
  expect([second.stored, second.fresh, second.refused]).toEqual([['a1'], [], []]);
});

test('of two contents with one id the one with the lower hash stays, whichever came first', async () => {
  const one = action(1, { text: 'one' });
  const two = action(1, { text: 'two' });
  const lower = contentHash(one) < contentHash(two) ? one : two;
  for (const order of [
    [one, two],
    [two, one],
  ]) {
    const { log } = await open();
    await log.append([order[0]!]);
    const second = await log.append([order[1]!]);
    expect(second.refused).toHaveLength(1);
    expect(second.replaced).toEqual(order[1] === lower ? [lower] : []);
    expect(await all(log)).toEqual([lower]);
  }
});

test('a conflict is settled in sealed history too', async () => {
  const { log } = await open();
  await log.append(many(1_000));
  const rival = [action(7, { text: 'x' }), action(7, { text: 'y' }), action(7, { text: 'z' })];
  const lowest = [action(7), ...rival].sort((a, b) => (contentHash(a) < contentHash(b) ? -1 : 1))[0];
  for (const record of rival) await log.append([record]);
  expect((await all(log)).find((record) => record.id === 'a7')).toEqual(lowest);
  expect(log.count).toBe(1_000);
});

test('a malformed record is refused with a reason, and the others beside it are stored', async () => {
  const { log } = await open();
  const result = await log.append([action(1), { ...action(2), t: 'soon' } as LogRecord, action(3)]);
  expect(result.stored).toEqual(['a1', 'a3']);
  expect(result.refused).toEqual([{ id: 'a2', reason: 't is not an instant' }]);
});

test('reading backwards gives the newest first, page by page, over blocks and tail', async () => {
  const { log } = await open();
  await log.append(many(900));
  for (let i = 900; i < 950; i++) await log.append([action(i)]);
  await log.append([action(-5), action(450, { id: 'late' })]);
  const seen: string[] = [];
  for (let before: LogRecord | undefined; ; ) {
    const page = await log.readBackwards({ limit: 97, ...(before && { before }) });
    seen.push(...ids(page));
    if (page.length < 97) break;
    before = page.at(-1);
  }
  expect(seen).toEqual(ids(await all(log)).reverse());
  expect(seen).toHaveLength(952);
});

test('a removed record is gone from every reader, stays gone, and leaves a tombstone that does not name it', async () => {
  const { name, log } = await open();
  await log.append(many(1_000));
  await log.append(many(10, 1_000));
  const removed = await log.remove(['a3', 'a999', 'a1005', 'unknown'], { id: 'z1', t: action(2_000).t });
  expect(ids(removed.records)).toEqual(['a3', 'a999', 'a1005']);
  expect(removed.earliest).toMatchObject({ id: 'a3' });
  const left = await all(log);
  expect(left.filter((record) => ['a3', 'a999', 'a1005'].includes(record.id))).toEqual([]);
  expect(left).toHaveLength(1_010 - 3 + 1);
  expect(JSON.stringify(left.at(-1))).not.toMatch(/a999|a1005/);
  expect((await log.get(['a3', 'a4'])).size).toBe(1);
  log.close();
  const { log: again } = await open(name);
  const back = await again.append([action(3), action(4)]);
  expect(back.refused).toEqual([{ id: 'a3', reason: 'it was deleted before and stays deleted' }]);
  expect(again.count).toBe(left.length);
});

test('hidden, records are gone for every reader and for what is sent again; shown, they are as they were', async () => {
  const { log } = await open();
  await log.append(many(1_000));
  await log.append(many(10, 1_000));
  const before = await all(log);
  const victims = [action(3), action(999), action(1_005)];
  const { earliest } = await log.hide([...victims, action(5_000)], { id: 'z1', t: action(2_000).t });
  expect(earliest).toMatchObject({ id: 'a3' });
  expect(await all(log)).toEqual(before.filter(({ id }) => !victims.some((victim) => victim.id === id)));
  expect([(await log.get(['a3', 'a4'])).size, log.count]).toEqual([1, 1_007]);
  expect(ids(await log.readBackwards({ limit: 6 }))).not.toContain('a1005');
  expect((await log.append([action(3)])).refused.map(({ id }) => id)).toEqual(['a3']);
  expect(ids((await log.show()).records)).toEqual(ids(victims));
  expect(await all(log)).toEqual(before);
  expect((await log.append([action(3)])).refused).toEqual([]);
  expect((await log.show()).records).toEqual([]);
});

test('a reader that is under way does not meet what is removed meanwhile', async () => {
  const { log } = await open();
  await log.append(many(1_000));
  const reading = log.readInOrder();
  const read = ids((await reading.next()).value as readonly LogRecord[]);
  await log.remove(['a3', 'a450', 'a999'], { id: 'z1', t: action(2_000).t });
  for await (const batch of reading) read.push(...ids(batch));
  expect(read.filter((id) => id === 'a450' || id === 'a999')).toEqual([]);
  expect(read.length).toBeGreaterThanOrEqual(997);
});

test('hidden when the browser ends, records are removed at the next start, with a tombstone', async () => {
  const { name, log, canary } = await open();
  await log.append(many(1_000));
  await log.hide([action(3), action(999)], { id: 'z1', t: action(2_000).t });
  log.close();
  const { log: again, database } = await open(name, canary);
  expect([again.count, again.problem, ids((await again.show()).records)]).toEqual([999, null, []]);
  expect((await again.append([action(3)])).refused.map(({ id }) => id)).toEqual(['a3']);
  expect(JSON.stringify(await database.blocks.toArray())).not.toContain('"a3"');
  expect([...(await again.get(['z1'])).keys()]).toEqual(['z1']);
  expect([...(await again.leftovers())].sort()).toEqual(['a3', 'a999']);
  await again.forgetLeftovers(['a3', 'a999']);
  expect(await database.removals.count()).toBe(0);
});

test('what a tombstone from elsewhere names while it is hidden does not come back', async () => {
  const { log: other } = await open();
  await other.append(many(5));
  await other.remove(['a1'], { id: 'z9', t: action(9).t });
  const tombstone = (await other.get(['z9'])).get('z9')!;
  const { log } = await open();
  await log.adoptKey(other.key);
  await log.append(many(5));
  await log.hide([action(1), action(2)], { id: 'z1', t: action(8).t });
  await log.append([tombstone]);
  expect(ids((await log.show()).records)).toEqual(['a2']);
  expect(ids(await all(log))).toEqual(['a0', 'a2', 'a3', 'a4', 'z9']);
});

test('a log that is shorter than it was says so, keeps what is left, and goes on', async () => {
  const canary = createMemoryCanary({ events: 40, blocks: 0 });
  const { log } = await open(undefined, canary);
  expect(log.problem).toMatchObject({ code: 'log-incomplete' });
  await log.append([action(1)]);
  expect(log.count).toBe(1);
});

test('a full disk refuses the append in words for the user and loses nothing that was stored', async () => {
  const { log } = await open();
  await log.append([action(1)]);
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  await expect(log.append([action(2)])).rejects.toMatchObject({ problem: { code: 'disk-full' } });
  IDBObjectStore.prototype.add = add;
  await log.append([action(3)]);
  expect(ids(await all(log))).toEqual(['a1', 'a3']);
});

/** Seeds that once failed; none so far. */
const SEEDS_THAT_FAILED: readonly number[] = [];
const SEEDS = [...SEEDS_THAT_FAILED, ...Array.from({ length: 40 }, (_, i) => i + 1)];

test('killed at any write, it loses nothing acknowledged and doubles nothing', async () => {
  for (const seed of SEEDS) {
    const random = seededRandom(seed);
    const canary = createMemoryCanary();
    let { name, log } = await open(undefined, canary);
    const acknowledged = new Set<string>();
    const deleted = new Set<string>();
    const sent = many(1_600);
    let next = 0;
    while (next < sent.length) {
      const restore = killAfter(Math.floor(random() * 400));
      try {
        // Until the kill: append batches of odd sizes, several at once, with what was not acknowledged again; now and then delete.
        while (next < sent.length) {
          const size = random() < 0.1 ? 500 : 1 + Math.floor(random() * 40);
          const batches = [sent.slice(next, next + size), sent.slice(Math.max(0, next - 5), next + 3)];
          for (const result of await Promise.all(batches.map((batch) => log.append(batch)))) {
            for (const id of result.stored) acknowledged.add(id);
          }
          next += size;
          if (random() < 0.1) {
            const victim = `a${Math.floor(random() * next)}`;
            deleted.add(victim);
            const tombstone = { id: `z-${seed}-${next}`, t: action(5_000 + next).t };
            if (random() < 0.5) await log.remove([victim], tombstone);
            else await log.hide([action(Number(victim.slice(1)))], tombstone);
          }
        }
      } catch {
        // The kill. What the promise told us counts; the rest is sent again.
      }
      restore();
      log.close();
      log = (await open(name, canary)).log;
      expect(log.problem, `seed ${seed}`).toBeNull();
    }
    await log.removeHidden();
    const left = ids(await all(log)).filter((id) => id.startsWith('a'));
    expect(log.count, `counted with seed ${seed}`).toBe((await all(log)).length);
    expect(new Set(left).size, `doubled with seed ${seed}`).toBe(left.length);
    const missing = [...acknowledged].filter((id) => !left.includes(id) && !deleted.has(id));
    expect(missing, `lost with seed ${seed}`).toEqual([]);
  }
}, 60_000);

test('killed at any write of a deletion of many, all of them are there or none, and nothing else is missing', async () => {
  const sent = [...many(1_000), ...many(30, 1_000)];
  const victims = sent.filter((_, i) => i % 4 === 1);
  const outcomes = new Set<number>();
  for (let writes = 0; writes < 620; writes += writes < 6 ? 1 : 11) {
    for (const how of ['remove', 'hide'] as const) {
      const { name, log, canary } = await open();
      await log.append(sent.slice(0, 1_000));
      await log.append(sent.slice(1_000));
      const restore = killAfter(writes);
      const tombstone = { id: 'z', t: action(5_000).t };
      try {
        if (how === 'remove') await log.remove(ids(victims), tombstone);
        else {
          await log.hide(victims, tombstone);
          await log.removeHidden();
        }
      } catch {
        // The kill.
      }
      restore();
      log.close();
      const { log: again, database } = await open(name, canary);
      const left = ids(await all(again)).filter((id) => id !== 'z');
      outcomes.add(left.length);
      expect([1_030, 1_030 - victims.length], `${how}, killed after ${writes}`).toContain(left.length);
      expect(again.problem).toBeNull();
      expect((await again.append(victims)).refused.length).toBe(1_030 - left.length);
      const stored = JSON.stringify(await database.blocks.toArray());
      if (left.length < 1_030) expect(stored).not.toContain(`text ${victims[0]!.id.slice(1)}\\"`);
    }
  }
  expect(outcomes.size).toBe(2);
}, 60_000);

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

test('a tail that was sealed is read as if it had not been', async () => {
  const { log, database } = await open();
  for (let i = 0; i < 1_100; i += 25) await log.append(many(25, i));
  expect(await database.blocks.count()).toBeGreaterThan(0);
  expect(new Set((await database.manifest.toArray()).map((row) => row.count))).toEqual(new Set([EVENTS_IN_A_BLOCK]));
  expect(ids(await all(log))).toEqual(ids(many(1_100)));
});
