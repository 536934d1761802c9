import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AppendResult } from '../engine/api.ts';
import type { LogRecord } from '../records/record.ts';
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

function outboxWith(records: Delivery['records'], signal = new AbortController().signal) {
  const seen: string[] = [];
  const timers = {
    set: (run: () => void, ms: number) => setTimeout(run, ms) as unknown as number,
    clear: (timer: number) => clearTimeout(timer),
  };
  const delivery: Delivery = {
    records,
    sighting: async ({ id }) => {
      seen.push(id);
      return { stored: [id], refused: [] };
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
