import { afterEach, expect, test, vi } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { createOutbox } from './outbox.ts';

afterEach(() => {
  vi.useRealTimers();
});

const record = (id: string): LogRecord => ({
  kind: 'action',
  id,
  t: '2026-03-02T09:00:00.000Z',
  type: 'web:click:button',
});

test('what is not acknowledged is sent again, in order, until it is', async () => {
  vi.useFakeTimers();
  const calls: string[][] = [];
  const outbox = createOutbox(
    async (records) => {
      calls.push(records.map(({ id }) => id));
      if (calls.length < 3) throw new Error('nobody there');
      return { stored: records.map(({ id }) => id), refused: [] };
    },
    () => undefined,
  );
  outbox.add(record('a'));
  outbox.add(record('b'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calls).toEqual([
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect(outbox.waiting).toBe(0);
});

test('a refused record is not sent again, and does not hold up the others', async () => {
  vi.useFakeTimers();
  let calls = 0;
  const outbox = createOutbox(
    async (records) => {
      calls++;
      return {
        stored: records.filter(({ id }) => id !== 'bad').map(({ id }) => id),
        refused: [{ id: 'bad', reason: 'no' }],
      };
    },
    () => undefined,
  );
  for (const id of ['a', 'bad', 'b']) outbox.add(record(id));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([calls, outbox.waiting]).toEqual([1, 0]);
});

test('stopped, it sends nothing more', async () => {
  vi.useFakeTimers();
  let calls = 0;
  const outbox = createOutbox(
    async () => {
      calls++;
      return { stored: [], refused: [] };
    },
    () => undefined,
  );
  outbox.add(record('a'));
  outbox.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toBe(0);
});
