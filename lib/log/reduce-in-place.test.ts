import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { contentThatStays } from '../records/content-that-stays.ts';
import { NameTable } from '../records/name-table.ts';
import { inLogOrder } from '../records/order.ts';
import type { LogRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { openDatabase } from '../store/open-database.ts';
import { createMemoryCanary } from './canary.ts';
import { openCheckpoints } from './checkpoints.ts';
import { type EventLog, openEventLog } from './event-log.ts';

let made = 0;
const opened: EventLog[] = [];
afterEach(() => {
  for (const log of opened.splice(0)) log.close();
});

async function open(name = `reduced-${made++}`, canary = createMemoryCanary()) {
  const database = await openDatabase({ name });
  const log = await openEventLog({ database, canary });
  opened.push(log);
  return { name, log, database, canary };
}

const WORDS = 'bridge ferry timetable harbour council budget invoice meeting agenda venue winter opening'.split(' ');

function action(i: number, change: Partial<LogRecord> = {}): LogRecord {
  const t = new Date(1_767_000_000_000 + i * 1_000).toISOString();
  const text = `${WORDS.slice(0, 1 + (i % WORDS.length)).join(' ')} only${i}`;
  return { kind: 'action', id: `a${i}`, t, type: 'web:click:button', text, ...change } as LogRecord;
}

const many = (n: number, from = 0) => Array.from({ length: n }, (_, i) => action(from + i));

/** Whole, a summary of a word that no other record has, or a skeleton, by a lot. */
function reduced(record: LogRecord, random: () => number): LogRecord {
  if (record.kind !== 'action') return record;
  const { text, ...rest } = record;
  const lot = random();
  if (lot < 0.3) return record;
  return lot < 0.6 ? { ...rest, text: text!.split(' ').at(-1)!, form: 'summary' } : { ...rest, form: 'skeleton' };
}

function onlyItsOwnWord(record: LogRecord): LogRecord {
  return { ...record, text: record.text!.split(' ').at(-1)!, form: 'summary' };
}

/** Another content of a record, before which it gives way. */
function lower(record: LogRecord): LogRecord {
  for (let i = 0; ; i++) {
    const other = { ...record, text: `another text ${i}` };
    if (contentThatStays(other, record).stays === other) return other;
  }
}

const FOLLOWING = { pause: async () => undefined, follow: async () => undefined };
const noted = { t: '2026-03-02T09:00:00.000Z', budget: 1_000, over: 0 };

async function all(log: EventLog): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for await (const batch of log.readInOrder()) records.push(...batch);
  return records;
}

const ids = (records: readonly LogRecord[]) => records.map((record) => record.id);
const numbers = fc.uniqueArray(fc.nat(900), { maxLength: 700 });

test('every reader gets what was put in place, once and in log order, now and after the log is opened again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(numbers, { minLength: 1, maxLength: 4 }), fc.nat(), async (batches, seed) => {
      const { name, log, database } = await open();
      for (const batch of batches) await log.append(batch.map((i) => action(i)));
      const random = seededRandom(seed);
      for (let round = 0; round < 2; round++) {
        const before = await all(log);
        const after = before.map((record) => (record.form === undefined ? reduced(record, random) : record));
        await log.reduce({ ...noted, before, after }, FOLLOWING);
        expect(await all(log)).toEqual(after);
        expect(ids(await log.readBackwards({ limit: 2_000 }))).toEqual(ids(after).toReversed());
        expect((await log.get(ids(after))).size).toBe(after.length);
        expect([log.count, log.isReduced, log.lastReduction?.events]).toEqual([after.length, true, after.length]);
      }
      const after = await all(log);
      for (const { number, sha256, ids: hashes, count } of await database.manifest.toArray()) {
        const { records } = (await database.blocks.get(number))!;
        expect(createHash('sha256').update(records).digest('hex')).toBe(sha256);
        expect(hashes.length).toBe(2 * count);
      }
      expect(await database.names.count()).toBe(1);
      log.close();
      expect(await all((await open(name)).log)).toEqual(after);
    }),
    { numRuns: 12 },
  );
});

test('its bytes on disk fall with what is let go, and by half already if nothing is', async () => {
  const { log } = await open();
  await log.append(many(4_000));
  const before = await all(log);
  const whole = await log.bytes();
  await log.reduce({ ...noted, before, after: before }, FOLLOWING);
  const compact = await log.bytes();
  expect(compact).toBeLessThan(0.6 * whole);
  const after = before.map((record) => {
    const { text: _, ...rest } = record;
    return { ...rest, form: 'skeleton' } as LogRecord;
  });
  await log.reduce({ ...noted, before, after }, FOLLOWING);
  expect(await log.bytes()).toBeLessThan(0.12 * whole);
});

test('what is appended, deleted or replaced meanwhile stays so, and no word of the deleted is left on disk', async () => {
  const { name, log, database } = await open();
  await log.append(many(3_000));
  const before = await all(log);
  const after = before.map((record) => reduced(record, seededRandom(Number(record.id.slice(1)))));
  let rounds = 0;
  const pause = async () => {
    rounds++;
    if (rounds === 2) await log.append([action(3_001), action(-1)]);
    if (rounds === 16) await log.remove(['a5', 'a1777', 'a2999'], { id: 'z', t: action(4_000).t });
    if (rounds === 17) await log.append([action(4), action(1_500), lower(action(2_990))]);
  };
  const follow = async () => void (await log.remove(['a7'], { id: 'zz', t: action(4_001).t }));
  await log.reduce({ ...noted, before, after }, { pause, follow });
  expect(rounds).toBeGreaterThan(17);
  const left = await all(log);
  expect(ids(left)).toEqual(
    ids(
      inLogOrder([
        ...before.filter(({ id }) => !['a5', 'a7', 'a1777', 'a2999'].includes(id)),
        action(-1),
        action(3_001),
        ...['z', 'zz'].map((id, i) => ({ ...action(4_000 + i), id })),
      ]),
    ),
  );
  const planned = new Map(after.map((record) => [record.id, record]));
  for (const record of left) {
    if (record.id === 'a2990') expect(record).toEqual(lower(action(2_990)));
    else if (planned.has(record.id)) expect(record).toEqual(planned.get(record.id));
  }
  const onDisk = await everythingIn(database);
  for (const i of [5, 7, 1_777, 2_999]) expect(onDisk).not.toMatch(new RegExp(`only${i}\\b`));
  log.close();
  expect(await all((await open(name)).log)).toEqual(left);
});

test('what is deleted after its block was rewritten, and before the others are, leaves no word behind either', async () => {
  const { log, database } = await open();
  await log.append(many(3_000));
  const before = await all(log);
  const after = before.map(onlyItsOwnWord);
  let rounds = 0;
  const pause = async () => {
    rounds++;
    // A pause for every 200 records of the table, and one for every five blocks.
    if (rounds === 16) await log.remove(['a6'], { id: 'z', t: action(4_000).t });
  };
  await log.reduce({ ...noted, before, after }, { ...FOLLOWING, pause });
  expect(rounds).toBeGreaterThan(16);
  const onDisk = await everythingIn(database);
  expect(onDisk).toMatch(/only5\b/);
  expect(onDisk).not.toMatch(/only6\b/);
});

test('killed anywhere, no saved state is left that was made from texts which are whole no more', async () => {
  for (let writes = 0; writes < 16; writes++) {
    const { name, log, database } = await open();
    await log.append(many(2_000));
    const checkpoints = await openCheckpoints(database, 'test');
    for (const at of [250, 500, 1_000, 1_999]) {
      const { t, id } = action(at);
      await checkpoints.save({ position: { t, id }, count: at + 1, snapshot: null });
    }
    const before = await all(log);
    const after = before.map((record, i) => (i < 300 || i === 320 ? record : onlyItsOwnWord(record)));
    const restore = killAfter(writes);
    await log.reduce({ ...noted, before, after }, FOLLOWING).catch(() => undefined);
    restore();
    log.close();
    const again = await open(name);
    const reduced = (await all(again.log)).filter(({ form }) => form !== undefined);
    const saved = await again.database.checkpoints.toArray();
    for (const { t } of saved) expect(reduced.filter((record) => record.t <= t)).toEqual([]);
    expect(saved.map(({ count }) => count)).toContain(251);
  }
});

test('a deletion from reduced history takes its words from the table of names, and no others', async () => {
  const { name, log, database } = await open();
  await log.append(many(1_000));
  const before = await all(log);
  const after = before.map(
    (record): LogRecord => ({ ...record, text: record.text!.split(' ').at(-1)!, form: 'summary' }),
  );
  await log.reduce({ ...noted, before, after }, FOLLOWING);
  expect(await everythingIn(database)).toContain('only777');
  await log.remove(['a777'], { id: 'z', t: action(4_000).t });
  expect(await everythingIn(database)).not.toContain('only777');
  const left = await all(log);
  expect(left.slice(0, -1)).toEqual(after.filter(({ id }) => id !== 'a777'));
  log.close();
  expect(await all((await open(name)).log)).toEqual(left);
});

test('a reader that began before misses nothing and meets nothing twice, whichever form it meets', async () => {
  for (const seed of [1, 2, 3]) {
    const { log } = await open();
    const random = seededRandom(seed);
    for (let i = 0; i < 1_500; i += 100) await log.append(many(100, i).sort(() => random() - 0.5));
    await log.append([action(700, { id: 'late' })]);
    const before = await all(log);
    const after = before.map((record) => reduced(record, random));
    const reading = log.readInOrder();
    const met: LogRecord[] = [...((await reading.next()).value ?? [])];
    const pause = async () => {
      met.push(...((await reading.next()).value ?? []));
    };
    await log.reduce({ ...noted, before, after }, { ...FOLLOWING, pause });
    for await (const batch of reading) met.push(...batch);
    expect(ids(met)).toEqual(ids(before));
  }
});

test('the same record in full is stored already: it is no conflict, and its text does not come back', async () => {
  const { log } = await open();
  await log.append(many(500));
  const before = await all(log);
  const after = before.map((record) => reduced(record, seededRandom(7)));
  await log.reduce({ ...noted, before, after }, FOLLOWING);
  const again = await log.append(many(500));
  expect([again.stored.length, again.fresh, again.refused, again.replaced]).toEqual([500, [], [], []]);
  expect(await all(log)).toEqual(after);
});

test('a reduced record that arrives takes the place of the whole one, which derived state must hear of', async () => {
  const { log } = await open();
  await log.append(many(5));
  const { text: _, ...rest } = action(3);
  const skeleton = { ...rest, form: 'skeleton' } as LogRecord;
  const { replaced, refused } = await log.append([skeleton]);
  expect([replaced, refused]).toEqual([[skeleton], []]);
});

test('brought back on purpose, a text stands where it stood; what was not reduced, or is another event, stays', async () => {
  const { name, log } = await open();
  await log.append(many(900));
  const before = await all(log);
  const after = before.map((record, i) => (i < 600 ? reduced(record, seededRandom(i)) : record));
  await log.reduce({ ...noted, before, after }, FOLLOWING);
  const changes = log.changes;
  const back = await log.bringBack([
    ...many(300, 100),
    action(450, { type: 'web:other' } as Partial<LogRecord>),
    action(9_999),
  ]);
  const expected = after.map((record, i) => (i >= 100 && i < 400 ? before[i]! : record));
  expect(new Set(ids(back))).toEqual(
    new Set(ids(after.filter(({ form }, i) => form !== undefined && i >= 100 && i < 400))),
  );
  expect(log.changes).toBeGreaterThan(changes);
  expect(await all(log)).toEqual(expected);
  log.close();
  expect(await all((await open(name)).log)).toEqual(expected);
});

test('killed at any write, it loses and doubles nothing, and made again it is as it would have been', async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const random = seededRandom(seed);
    const canary = createMemoryCanary();
    const first = await open(undefined, canary);
    await first.log.append(many(900).sort(() => random() - 0.5));
    for (let i = 0; i < 300; i += 100) await first.log.append(many(100, 900 + i));
    const whole = await all(first.log);
    const formOf = new Map(whole.map((record) => [record.id, reduced(record, random)]));
    let log = first.log;
    let deaths = 0;
    const deleted = new Set<string>();
    for (let done = false; !done; ) {
      const before = await all(log);
      const after = before.map((record) => (record.form === undefined ? (formOf.get(record.id) ?? record) : record));
      const victim = `a${Math.floor(random() * whole.length)}`;
      const restore = killAfter(deaths < 12 ? Math.floor(random() * 40) : 1e9);
      try {
        if (random() < 0.3) {
          deleted.add(victim);
          await log.remove([victim], { id: `z-${seed}-${deaths}`, t: action(5_000 + deaths).t });
        }
        await log.reduce({ ...noted, before, after }, FOLLOWING);
        done = true;
      } catch {
        deaths++;
      }
      restore();
      log.close();
      log = (await open(first.name, canary)).log;
      expect(log.problem, `seed ${seed}`).toBeNull();
      const left = (await all(log)).filter(({ kind }) => kind === 'action');
      for (const id of [...deleted]) if (left.some((record) => record.id === id)) deleted.delete(id);
      expect(ids(left), `seed ${seed}`).toEqual(ids(whole.filter(({ id }) => !deleted.has(id))));
      for (const record of left) {
        if (record.form !== undefined || done) expect(record, `seed ${seed}`).toEqual(formOf.get(record.id));
      }
      if (!done) expect(log.lastReduction).toBeNull();
    }
    expect(log.lastReduction).toMatchObject(noted);
  }
}, 120_000);

/** All that the tables of the log hold, as text. */
async function everythingIn(database: Awaited<ReturnType<typeof openDatabase>>): Promise<string> {
  const parts: string[] = [JSON.stringify(await database.tail.toArray())];
  for (const { records } of await database.blocks.toArray()) {
    parts.push(typeof records === 'string' ? records : Buffer.from(records).toString('latin1'));
  }
  for (const { bytes } of await database.names.toArray()) {
    // Each name is written as what differs from the one before.
    const names = NameTable.decode(bytes);
    for (let number = 0; number < names.size; number++) parts.push(names.nameOf(number));
  }
  return `${parts.join('\n')}\n`;
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
