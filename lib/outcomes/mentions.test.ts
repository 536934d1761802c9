import { expect, test } from 'vitest';
import type { Mention, Sighting } from '../engine/api.ts';
import type { LogRecord } from '../records/record.ts';
import { compareSighting } from './compare-sighting.ts';
import { Entities } from './entity-memory.ts';

/** A tracker and the mails it sends: two apps, one thing. */
const TICKET = 'tracker.example/ticket:12';
const NAME = 'key:HARBOUR-12';
const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();

const comment: LogRecord = {
  kind: 'action',
  id: 'a',
  t: at(0),
  app: 'tracker.example',
  thread: TICKET,
  type: 'web:comment:ticket',
};
const page = (id: string, minute: number, status: string, more: Partial<Sighting> = {}): Sighting => ({
  id,
  t: at(minute),
  app: 'tracker.example',
  thread: TICKET,
  title: 'Gate does not open',
  state: { status },
  entities: [NAME],
  ...more,
});
const mail = (id: string, minute: number, mention: Partial<Mention>, more: Partial<Sighting> = {}): Sighting => ({
  id,
  t: at(minute),
  app: 'mail.example',
  thread: `mail.example/message:${id}`,
  title: 'Re: HARBOUR-12 Gate does not open',
  state: {},
  mentions: [{ entities: [NAME], title: 'HARBOUR-12', state: {}, ...mention }],
  ...more,
});

function story(...steps: (LogRecord | Sighting)[]): LogRecord[] {
  const entities = new Entities();
  return steps.flatMap((step) => {
    const records = 'kind' in step ? [step] : compareSighting(entities, step);
    for (const record of records) entities.apply(record as LogRecord);
    return records as LogRecord[];
  });
}
const outcomes = (records: readonly LogRecord[]) =>
  records.flatMap((record) =>
    record.kind === 'outcome' ? [[record.id, record.type, record.value, record.thread, record.links]] : [],
  );

test('a change seen first in a mail belongs to the ticket, and is told once when its page shows it too', () => {
  const records = story(
    comment,
    page('s1', 1, 'new'),
    mail('m', 60, { state: { status: 'Closed' }, happened: at(59) }),
    page('s2', 90, 'closed: fixed'),
    page('s3', 95, 'closed: fixed'),
  );
  expect(outcomes(records)).toEqual([['m.1', 'web:change:status', 1, TICKET, ['a']]]);
  expect(records.find(({ id }) => id === 'm.1')).toMatchObject({
    app: 'tracker.example',
    happened: at(59),
    text: 'Gate does not open: new → Closed',
    entities: [NAME],
    context: { noticed_in: 'mail.example', valued_by: 'structure' },
  });
  expect(records.find(({ id }) => id === 'm.m1')).toMatchObject({ thread: TICKET, context: { status: 'Closed' } });
});

test('a row of a list tells it as well, by its address on the same site', () => {
  const list = mail(
    'l',
    60,
    { thread: 'ticket:12', entities: [], state: { status: 'closed' } },
    { app: 'tracker.example' },
  );
  expect(outcomes(story(comment, page('s1', 1, 'new'), list, page('s2', 90, 'closed')))).toEqual([
    ['l.1', 'web:change:status', 1, TICKET, ['a']],
  ]);
});

test('a mention updates the signals it names and no other, and says nothing where nothing changed', () => {
  const records = story(
    comment,
    page('s1', 1, 'new', { state: { status: 'new', priority: 'low' } }),
    mail('m1', 10, { state: { status: 'new' } }),
    mail('m2', 20, { state: { owner: 'ben' } }),
    page('s2', 30, 'new', { state: { status: 'new', priority: 'high' } }),
  );
  expect(outcomes(records).map(([, type]) => type)).toEqual(['web:change:priority']);
  expect(records.filter(({ features }) => features?.mention).map(({ id, context }) => [id, context])).toEqual([
    ['m2.m1', { owner: 'ben' }],
  ]);
});

test('mentions of what was never acted on are dropped, and so is what another space did', () => {
  const looked = { ...comment, type: 'web:open:page' } as LogRecord;
  for (const act of [looked, { ...comment, space: 'work' } as LogRecord]) {
    const records = story(act, page('s1', 1, 'new'), mail('m', 60, { state: { status: 'closed' } }));
    expect(records.map(({ id }) => id)).toEqual(['a', 's1', 'm']);
  }
});

test('an old mail tells nothing of a state that has passed', () => {
  const dated = story(
    comment,
    page('s1', 30, 'closed'),
    mail('m', 60, { state: { status: 'new' }, happened: at(-60) }),
  );
  expect(outcomes(dated)).toEqual([]);
  const undated = story(
    comment,
    page('s1', 30, 'new'),
    page('s2', 40, 'closed'),
    mail('m', 60, { state: { status: 'new' } }),
  );
  expect(outcomes(undated).map(([id]) => id)).toEqual(['s2.1']);
});

test('a name that two things bear, or that names a person, ties a mail to neither', () => {
  const other = { ...comment, id: 'b', thread: 'tracker.example/ticket:13' } as LogRecord;
  const both = story(
    comment,
    other,
    page('s1', 1, 'new'),
    page('s2', 2, 'new', { thread: 'tracker.example/ticket:13' }),
    mail('m', 60, { state: { status: 'closed' } }),
  );
  expect(outcomes(both)).toEqual([]);
  const person = 'mail:person:abcdefgh';
  const named = story(
    comment,
    page('s1', 1, 'new', { entities: [person] }),
    mail('m', 60, { entities: [person], state: { status: 'closed' } }),
  );
  expect(outcomes(named)).toEqual([]);
});

const SAID = 'thank you for the report, the gate was oiled this morning and opens again';

test('what somebody says of a thing in a message is a reply in its thread, told once, however often it is read and wherever', () => {
  const shown = { key: 'c1', by: '@ben', own: false, text: `status: new → closed ${SAID}`, happened: at(59) };
  const records = story(
    comment,
    page('s1', 1, 'new', { replies: [] }),
    mail('m', 60, { said: SAID, happened: at(59) }),
    { ...mail('m2', 70, { said: SAID, happened: at(59) }), thread: 'mail.example/message:m' },
    mail('copy', 71, { said: SAID, happened: at(59) }),
    page('s2', 90, 'new', { replies: [shown] }),
  );
  expect(outcomes(records)).toEqual([['m.1', 'web:receive:reply', 0, TICKET, ['a']]]);
});

test('a message from before the user took part, from before the page was seen last, or with their own words is no reply', () => {
  const own = { ...comment, text: SAID, features: { added_words: 14 } } as LogRecord;
  const told = (from: LogRecord, said: string, minute: number, seen: number) =>
    outcomes(story(from, page('s1', seen, 'new'), mail('m', 60, { said, happened: at(minute) })));
  expect(told(comment, SAID, -5, 1)).toEqual([]);
  expect(told(comment, SAID, 20, 30)).toEqual([]);
  expect(told(own, SAID, 20, 1)).toEqual([]);
  expect(told(comment, SAID, 20, 1)).toHaveLength(1);
});
