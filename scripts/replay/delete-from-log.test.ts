import { expect, test } from 'vitest';
import { deletableLog } from '../../bench/history/deletable-log.ts';
import { withoutDeleted } from '../../lib/log/obey-tombstones.ts';
import { inLogOrder } from '../../lib/records/order.ts';
import { deleteFromLog } from './delete-from-log.ts';

const records = inLogOrder(deletableLog(7, 160));
const KEY = new Uint8Array(32).fill(11);
const deleted = (...whats: readonly string[]) =>
  deleteFromLog(records, whats, { personKeys: [], tombstoneKey: KEY, now: records.at(-1)!.t });

test.each([
  `event:${records[5]!.id}`,
  `thread:${records.find(({ thread }) => thread)!.thread}`,
  'site:mail.example',
  'person:ana',
  `time:${records[40]!.t}/`,
  `time:/${records[40]!.t}`,
  'topic:winter ferry',
  'space:work',
  'space:',
])('%s takes something and not everything, and its tombstone names just that', async (what) => {
  const { gone, records: left } = await deleted(what);
  expect(gone.length).toBeGreaterThan(0);
  expect(gone.length).toBeLessThan(records.length);
  expect(left.length).toBe(records.length - gone.length + 1);
  const ids = new Set(gone.map(({ id }) => id));
  const obeyed = withoutDeleted([...records, left.find(({ kind }) => kind === 'tombstone')!], [KEY]);
  expect(obeyed.slice(0, -1)).toEqual(records.filter(({ id }) => !ids.has(id)));
});

test('several are deleted as one, and the same deletion leaves the same bytes', async () => {
  const both = await deleted('person:ana', 'topic:winter ferry');
  const ids = new Set(both.gone.map(({ id }) => id));
  for (const what of ['person:ana', 'topic:winter ferry']) {
    for (const { id } of (await deleted(what)).gone) expect(ids.has(id)).toBe(true);
  }
  expect(JSON.stringify(await deleted('topic:winter ferry', 'person:ana'))).toContain(JSON.stringify(both.records));
});

test('what is not there leaves no tombstone', async () => {
  expect(await deleted('event:nobody', 'person:dora')).toMatchObject({ gone: [], records });
});

test.each(['planet:mars', 'event:', 'site', ':x', 'time:soon/', 'time:/', 'time:2026-01-01'])(
  '%s is none of the forms',
  async (what) => {
    await expect(deleted(what)).rejects.toThrow(/^“.*” is (?:none of event:ID|not time:FROM)/);
  },
);
