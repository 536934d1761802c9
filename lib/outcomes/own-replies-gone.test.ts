import { expect, test } from 'vitest';
import type { Reply, Sighting } from '../engine/api.ts';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { compareSighting } from './compare-sighting.ts';
import { Entities } from './entity-memory.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
const MINE = 'the ferry leaves at nine on weekdays and at ten on all other days';
const comment: LogRecord = {
  kind: 'action',
  id: 'a',
  t: at(1),
  app: 'forum',
  thread: 'forum/topic:1',
  type: 'web:comment:topic',
  text: MINE,
  features: { added_words: 14, removed_words: 0 },
};
const other: Reply = { key: 'o', text: 'thank you all for coming so early', own: false };
const mine: Reply = { key: 'm', text: MINE, own: true };
const sight = (id: string, minute: number, replies: readonly Reply[]): Sighting => ({
  id,
  t: at(minute),
  app: 'forum',
  thread: 'forum/topic:1',
  title: 'Ferry',
  state: {},
  replies,
});

function outcomesOf(...steps: (LogRecord | Sighting)[]): (readonly unknown[])[] {
  let entities = new Entities();
  const outcomes: OutcomeRecord[] = [];
  for (const step of steps) {
    for (const record of 'kind' in step ? [step] : compareSighting(entities, step)) {
      entities.apply(record as LogRecord);
      if (record.kind === 'outcome') outcomes.push(record);
    }
    entities = Entities.load(JSON.parse(JSON.stringify(entities.save())));
  }
  return outcomes.map(({ type, value, links }) => [type, value, links]);
}

test('a reply of one\u2019s own that was shown and is shown no more was removed, and that is told once', () => {
  const first = sight('s0', 0, [other]);
  const told = outcomesOf(
    first,
    comment,
    sight('s1', 2, [other, mine]),
    sight('s2', 4, [other]),
    sight('s3', 6, [other]),
  );
  expect(told).toEqual([['web:remove:reply', -0.7, ['a']]]);
});

test('where the page does not say whose it is, one\u2019s own words say it', () => {
  const nobodys = ({ own: _, ...reply }: Reply): Reply => reply;
  const told = outcomesOf(
    sight('s0', 0, [nobodys(other)]),
    comment,
    sight('s1', 2, [nobodys(other), nobodys(mine)]),
    sight('s2', 4, [nobodys(other)]),
  );
  expect(told).toEqual([['web:remove:reply', -0.7, ['a']]]);
});

test('nothing was removed where the user did it, where it goes by another key, or where another part of the list is shown', () => {
  const shown = [sight('s0', 0, [other]), comment, sight('s1', 2, [other, mine])];
  const byUser: LogRecord = { ...comment, id: 'd', t: at(3), type: 'web:delete:comment', text: 'Delete', features: {} };
  expect(outcomesOf(...shown, byUser, sight('s2', 4, [other]))).toEqual([]);
  expect(outcomesOf(...shown, sight('s2', 4, [other, { ...mine, key: 'm2' }]))).toEqual([]);
  expect(outcomesOf(...shown, sight('s2', 4, [{ key: 'p2', text: 'from the second page', own: false }]))).toEqual([]);
  expect(outcomesOf(...shown, { ...sight('s2', 4, []), replies: undefined } as never)).toEqual([]);
});

test('a reply of somebody else that is gone is no consequence of what one did', () => {
  const told = outcomesOf(sight('s0', 0, [other, { ...other, key: 'x' }]), comment, sight('s1', 2, [other, mine]));
  expect(told).toEqual([]);
});
