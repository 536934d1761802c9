import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AppendResult } from '../engine/api.ts';
import type { LogRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { createErrorWall } from './error-wall.ts';
import { createOutbox, type Delivery } from './outbox.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const record = (id: string): LogRecord => ({
  kind: 'action',
  id,
  t: '2026-03-02T09:00:00.000Z',
  type: 'web:press:button',
});
const sighting = (id: string) => ({ id, t: '2026-03-02T09:00:00.000Z', thread: 'url:/', title: 'x', state: {} });
const all = (records: readonly LogRecord[]): AppendResult => ({ stored: records.map(({ id }) => id), refused: [] });

function outboxWith(
  records: Delivery['records'],
  signal = new AbortController().signal,
  sight: Delivery['sighting'] = async ({ id }) => ({ stored: [id], refused: [] }),
) {
  const seen: string[] = [];
  const timers = {
    set: (run: () => void, ms: number) => setTimeout(run, ms) as unknown as number,
    clear: (timer: number) => clearTimeout(timer),
  };
  const delivery: Delivery = {
    records,
    sighting: (given) => {
      seen.push(given.id);
      return sight(given);
    },
  };
  return {
    outbox: createOutbox(
      delivery,
      createErrorWall(() => undefined),
      timers,
      signal,
    ),
    seen,
  };
}

test('what is not acknowledged is sent again, in order, until it is', async () => {
  const calls: string[][] = [];
  const { outbox } = outboxWith(async (records) => {
    calls.push(records.map(({ id }) => id));
    if (calls.length < 3) throw new Error('nobody there');
    return all(records);
  });
  outbox.addRecord(record('a'));
  outbox.addRecord(record('b'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calls).toEqual([
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect(outbox.waiting).toBe(0);
});

test('a refused record is not sent again, and does not hold up the others', async () => {
  let calls = 0;
  const { outbox } = outboxWith(async (records) => {
    calls++;
    return {
      stored: records.filter(({ id }) => id !== 'bad').map(({ id }) => id),
      refused: [{ id: 'bad', reason: 'no' }],
    };
  });
  for (const id of ['a', 'bad', 'b']) outbox.addRecord(record(id));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([calls, outbox.waiting]).toEqual([1, 0]);
});

test('what a page shows is told after what was done before it, and before what was done after', async () => {
  const order: string[] = [];
  const { outbox, seen } = outboxWith(async (records) => {
    order.push(...records.map(({ id }) => id), `seen ${seen.length}`);
    return all(records);
  });
  outbox.addRecord(record('a'));
  outbox.addSighting(sighting('s'));
  outbox.addRecord(record('b'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(order).toEqual(['a', 'seen 0', 'b', 'seen 1']);
});

test('in a hurry everything that waits leaves at once, and what is on its way is not sent twice', async () => {
  const calls: string[][] = [];
  let answer: (result: AppendResult) => void = () => undefined;
  const { outbox } = outboxWith((records) => {
    calls.push(records.map(({ id }) => id));
    return calls.length === 1 ? new Promise((resolve) => (answer = resolve)) : Promise.resolve(all(records));
  });
  outbox.addRecord(record('a'));
  await vi.advanceTimersByTimeAsync(0);
  outbox.addRecord(record('b'));
  outbox.hurry();
  expect(calls).toEqual([['a'], ['b']]);
  answer({ stored: ['a'], refused: [] });
  await vi.advanceTimersByTimeAsync(60_000);
  expect([calls.length, outbox.waiting]).toEqual([2, 0]);
});

test('out of reach for long, it keeps the newest 500 and says how many it gave up', async () => {
  const { outbox } = outboxWith(() => Promise.reject(new Error('nobody there')));
  for (let i = 0; i < 620; i++) outbox.addRecord(record(String(i)));
  await vi.advanceTimersByTimeAsync(1_000);
  expect([outbox.waiting, outbox.dropped]).toEqual([500, 120]);
});

test('stopped, it sends nothing more', async () => {
  let calls = 0;
  const stop = new AbortController();
  const { outbox } = outboxWith(async () => {
    calls++;
    throw new Error('nobody there');
  }, stop.signal);
  outbox.addRecord(record('a'));
  await vi.advanceTimersByTimeAsync(10);
  stop.abort();
  outbox.addRecord(record('b'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([calls, outbox.waiting]).toEqual([1, 0]);
});

const never = () => new Promise<never>(() => undefined);

test.each([
  ['fails', () => Promise.reject(new Error('disk full'))],
  ['gets no answer', never],
])('a look at the page that %s again and again holds up neither what was done nor the next look', async (_, fails) => {
  const told: string[] = [];
  const { outbox, seen } = outboxWith(
    async (records) => {
      told.push(...records.map(({ id }) => id));
      return all(records);
    },
    undefined,
    async ({ id }) => (id === 'bad' ? fails() : { stored: [id], refused: [] }),
  );
  outbox.addSighting({ ...sighting('bad'), thread: 'url:/other' });
  outbox.addRecord(record('a'));
  await vi.advanceTimersByTimeAsync(11_000);
  expect(told).toEqual(['a']);
  outbox.addRecord(record('b'));
  outbox.addSighting(sighting('good'));
  await vi.advanceTimersByTimeAsync(11_000);
  expect([told, seen.filter((id) => id === 'good')]).toEqual([['a', 'b'], ['good']]);
  // It is tried again on its own, and given up in the end, and counted.
  expect(seen.filter((id) => id === 'bad').length).toBeGreaterThan(1);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect([outbox.waiting, outbox.dropped]).toEqual([0, 1]);
});

test('a message refused by its form is dropped and counted, the others in it are sent one by one', async () => {
  const calls: string[][] = [];
  const { outbox, seen } = outboxWith(
    async (records) => {
      calls.push(records.map(({ id }) => id));
      return records.some(({ id }) => id === 'bad') ? null : all(records);
    },
    undefined,
    async () => null,
  );
  outbox.addSighting(sighting('s'));
  for (const id of ['a', 'bad', 'b']) outbox.addRecord(record(id));
  await vi.advanceTimersByTimeAsync(100);
  expect([calls, seen]).toEqual([[['a', 'bad', 'b'], ['a'], ['bad'], ['b']], ['s']]);
  expect([outbox.waiting, outbox.dropped]).toEqual([0, 2]);
});

test('an act that fails by itself is found among the others, which are told in their order; it comes last, when it can', async () => {
  const stored: string[] = [];
  let isWell = false;
  const { outbox } = outboxWith(async (records) => {
    if (!isWell && records.some(({ id }) => id === 'bad')) throw new Error('it cannot be read');
    stored.push(...records.map(({ id }) => id));
    return all(records);
  });
  for (const id of ['a', 'bad', 'b', 'c']) outbox.addRecord(record(id));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(stored).toEqual(['a', 'b', 'c']);
  outbox.addRecord(record('d'));
  await vi.advanceTimersByTimeAsync(0);
  expect(stored).toEqual(['a', 'b', 'c', 'd']);
  isWell = true;
  await vi.advanceTimersByTimeAsync(40_000);
  expect([stored.at(-1), outbox.waiting, outbox.dropped]).toEqual(['bad', 0, 0]);
});

test('nobody there for an hour: nothing is given up, and all is told in order when somebody is', async () => {
  const order: string[] = [];
  let isThere = false;
  const away = () => Promise.reject(new Error('nobody there'));
  const { outbox } = outboxWith(
    (records) => {
      if (!isThere) return away();
      order.push(...records.map(({ id }) => id));
      return Promise.resolve(all(records));
    },
    undefined,
    (given) => {
      if (!isThere) return away();
      order.push(given.id);
      return Promise.resolve({ stored: [given.id], refused: [] });
    },
  );
  for (const id of ['a', 'b']) outbox.addRecord(record(id));
  outbox.addSighting(sighting('s'));
  outbox.addRecord(record('c'));
  await vi.advanceTimersByTimeAsync(3_600_000);
  isThere = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect([order, outbox.waiting, outbox.dropped]).toEqual([['a', 'b', 's', 'c'], 0, 0]);
});

test('a message that is never answered is sent again, and an answer that comes late still counts', async () => {
  const calls: string[][] = [];
  const answers: ((result: AppendResult) => void)[] = [];
  const { outbox } = outboxWith((records) => {
    calls.push(records.map(({ id }) => id));
    return new Promise((resolve) => answers.push(resolve));
  });
  outbox.addRecord(record('a'));
  await vi.advanceTimersByTimeAsync(10_600);
  expect(calls).toEqual([['a'], ['a']]);
  answers[0]!(all([record('a')]));
  await vi.advanceTimersByTimeAsync(120_000);
  expect([calls.length, outbox.waiting, outbox.dropped]).toEqual([2, 0, 0]);
});

test('an older look at a thing is not told behind a newer one', async () => {
  let calls = 0;
  const { outbox, seen } = outboxWith(
    async (records) => all(records),
    undefined,
    async ({ id }) => {
      if (calls++ === 0) throw new Error('busy');
      return { stored: [id], refused: [] };
    },
  );
  outbox.addSighting(sighting('old'));
  await vi.advanceTimersByTimeAsync(0);
  outbox.addSighting({ ...sighting('new'), t: '2026-03-02T09:01:00.000Z' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect([seen, outbox.waiting, outbox.dropped]).toEqual([['old', 'new'], 0, 0]);
});

test('a look whose time to be tried again comes while an act is on its way is tried after it', async () => {
  let looks = 0;
  const { outbox } = outboxWith(
    (records) => new Promise((resolve) => setTimeout(() => resolve(all(records)), 2_000)),
    undefined,
    async ({ id }) => {
      if (looks++ === 0) throw new Error('busy');
      return { stored: [id], refused: [] };
    },
  );
  outbox.addSighting(sighting('s'));
  await vi.advanceTimersByTimeAsync(100);
  outbox.addRecord(record('a'));
  await vi.advanceTimersByTimeAsync(5_000);
  expect([looks, outbox.waiting]).toEqual([2, 0]);
});

test('whatever fails, hangs and comes late, in any order: each is told, or is counted', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const random = seededRandom(seed);
    const told = new Set<string>();
    const answer = <T>(ids: readonly string[], result: T): Promise<T> => {
      const fate = random();
      if (fate < 0.3) return Promise.reject(new Error('nobody there'));
      if (fate < 0.4) return never();
      for (const id of ids) told.add(id);
      // Stored, and the word of it lost.
      return fate < 0.5 ? never() : new Promise((resolve) => setTimeout(() => resolve(result), random() * 15_000));
    };
    const { outbox } = outboxWith(
      (records) =>
        answer(
          records.map(({ id }) => id),
          all(records),
        ),
      undefined,
      ({ id }) => answer([id], { stored: [id], refused: [] }),
    );
    const given: string[] = [];
    for (let i = 0; i < 30; i++) {
      given.push(String(i));
      if (random() < 0.3) outbox.addSighting({ ...sighting(String(i)), thread: `url:/${i}` });
      else outbox.addRecord(record(String(i)));
      if (random() < 0.1) outbox.hurry();
      await vi.advanceTimersByTimeAsync(random() * 4_000);
    }
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([seed, outbox.waiting]).toEqual([seed, 0]);
    expect(given.filter((id) => !told.has(id)).length).toBeLessThanOrEqual(outbox.dropped);
  }
});

test('however often nobody is there for a while, acts are told in their order, and no look before the acts it shows', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const random = seededRandom(seed);
    const told: string[] = [];
    let isThere = true;
    const answer = <T>(ids: readonly string[], result: T): Promise<T> => {
      if (!isThere) return Promise.reject(new Error('nobody there'));
      told.push(...ids);
      return Promise.resolve(result);
    };
    const { outbox } = outboxWith(
      (records) =>
        answer(
          records.map(({ id }) => id),
          all(records),
        ),
      undefined,
      ({ id }) => answer([id], { stored: [id], refused: [] }),
    );
    const acts: string[] = [];
    const actsBefore = new Map<string, number>();
    for (let i = 0; i < 40; i++) {
      if (random() < 0.3) {
        actsBefore.set(String(i), acts.length);
        outbox.addSighting({ ...sighting(String(i)), thread: `url:/${i}` });
      } else {
        acts.push(String(i));
        outbox.addRecord(record(String(i)));
      }
      if (random() < 0.2) isThere = !isThere;
      await vi.advanceTimersByTimeAsync(random() * 20_000);
    }
    isThere = true;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(told.filter((id) => !actsBefore.has(id))).toEqual(acts);
    for (const [look, count] of actsBefore)
      for (const act of acts.slice(0, count)) expect(told.indexOf(act)).toBeLessThan(told.indexOf(look));
    expect([outbox.waiting, outbox.dropped]).toEqual([0, 0]);
  }
});
