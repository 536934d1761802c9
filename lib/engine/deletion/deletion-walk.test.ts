import { expect, test } from 'vitest';
import { compareInLogOrder, inLogOrder, type Position } from '../../records/order.ts';
import type { LogRecord } from '../../records/record.ts';
import { Engine } from '../engine.ts';
import { DeletionWalk } from './deletion-walk.ts';

const action = (i: number, app = 'wiki.example'): LogRecord => ({
  kind: 'action',
  id: `a${i}`,
  t: new Date(Date.UTC(2026, 0, 1) + i * 1_000).toISOString(),
  type: 'x:y:z',
  app,
});

/** A log in memory that counts what is read of it. */
function logOf(start: readonly LogRecord[]) {
  let records = start;
  const log = {
    changes: 0,
    read: 0,
    get count() {
      return records.length;
    },
    async *readInOrder(after: Position | null = null) {
      const rest = records.filter((record) => after === null || compareInLogOrder(record, after) > 0);
      log.read += rest.length;
      if (rest.length > 0) yield rest;
    },
    add(record: LogRecord) {
      if (compareInLogOrder(record, records.at(-1)!) < 0) log.changes++;
      records = inLogOrder([...records, record]);
    },
    remove(id: string) {
      log.changes++;
      records = records.filter((record) => record.id !== id);
    },
  };
  return log;
}

const WIKI = { app: 'wiki.example' };
const named = async (walk: DeletionWalk, scope = WIKI) =>
  (await walk.through(scope)).found(new Engine()).named.map(({ id }) => id);

test('who deletes what was previewed waits for nothing but what is new since', async () => {
  const log = logOf([action(1), action(3, 'mail.example'), action(5)]);
  const walk = new DeletionWalk(log);
  expect(await named(walk)).toEqual(['a1', 'a5']);
  log.read = 0;
  log.add(action(7));
  log.add(action(8, 'mail.example'));
  expect(await named(walk)).toEqual(['a1', 'a5', 'a7']);
  expect(log.read).toBe(2);
});

test('a late record that was on its way during the walk is not missed', async () => {
  const log = logOf([action(1), action(5)]);
  const walk = new DeletionWalk(log);
  // Its coming was told before the walk, and it is there after it.
  const { changes } = log;
  await named(walk);
  log.add(action(3));
  log.changes = changes;
  expect(await named(walk)).toEqual(['a1', 'a3', 'a5']);
});

test('after a late record, a removal or another scope the log is walked anew', async () => {
  const log = logOf([action(1), action(3), action(5)]);
  const walk = new DeletionWalk(log);
  await named(walk);
  log.add(action(2));
  expect(await named(walk)).toEqual(['a1', 'a2', 'a3', 'a5']);
  log.remove('a3');
  expect(await named(walk)).toEqual(['a1', 'a2', 'a5']);
  expect(await named(walk, { app: 'mail.example' })).toEqual([]);
  expect(await named(walk)).toEqual(['a1', 'a2', 'a5']);
});
