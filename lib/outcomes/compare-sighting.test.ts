import { expect, test } from 'vitest';
import type { Reply, Sighting } from '../engine/api.ts';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { shinglesOf } from '../records/shingles.ts';
import { compareSighting } from './compare-sighting.ts';
import { Entities } from './entity-memory.ts';

const THREAD = 'wiki/page:Bridge';
const MINE = 'the bridge opens on weekdays from nine until five in winter and until eight in summer';
const OTHERS = 'Bridge opening dates are kept by the harbour office and announced every month on the board';
const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();

const save = (id: string, hour: number, more: object = {}): LogRecord =>
  ({
    kind: 'action',
    id,
    t: at(hour),
    app: 'wiki',
    thread: THREAD,
    type: 'mediawiki:save:edit',
    text: MINE,
    features: { added_words: 16, removed_words: 0 },
    ...more,
  }) as LogRecord;

const sight = (id: string, hour: number, text: string, more: Partial<Sighting> = {}): Sighting => ({
  id,
  t: at(hour),
  app: 'wiki',
  thread: THREAD,
  title: 'Bridge',
  state: { revision: hour },
  shingles: shinglesOf(text),
  ...more,
});

/** Runs a story through memory and comparison, and returns all outcomes it led to. */
function outcomesOf(...steps: (LogRecord | Sighting)[]): OutcomeRecord[] {
  const entities = new Entities();
  const outcomes: OutcomeRecord[] = [];
  for (const step of steps) {
    const records = 'kind' in step ? [step] : compareSighting(entities, step);
    for (const record of records) {
      entities.apply(record as LogRecord);
      if (record.kind === 'outcome') outcomes.push(record);
    }
  }
  return outcomes;
}
const types = (outcomes: readonly OutcomeRecord[]) => outcomes.map(({ type, value, links }) => [type, value, links]);

test('words that were on the page and are gone at a later visit were reverted, and that is told once', () => {
  const told = outcomesOf(
    save('a', 1),
    sight('s1', 2, `${OTHERS} ${MINE}`),
    sight('s2', 5, OTHERS),
    sight('s3', 6, OTHERS),
  );
  expect(types(told)).toEqual([['mediawiki:revert:edit', -1, ['a']]]);
});

test('words that never showed up are not reverted: the page may not show them', () => {
  expect(outcomesOf(save('a', 1), sight('s1', 2, OTHERS), sight('s2', 5, OTHERS))).toEqual([]);
});

test('a page that shows no text says nothing about the edit', () => {
  expect(outcomesOf(save('a', 1), sight('s1', 2, `${OTHERS} ${MINE}`), sight('s2', 5, ''))).toEqual([]);
});

test('what the user took out themselves was not reverted', () => {
  const own = save('b', 3, { text: '', features: { added_words: 0, removed_words: 16 } });
  expect(outcomesOf(save('a', 1), sight('s1', 2, `${OTHERS} ${MINE}`), own, sight('s2', 5, OTHERS))).toEqual([]);
});

test('words still there after a day were kept; before that nothing is said', () => {
  const page = `${OTHERS} ${MINE}`;
  expect(
    types(
      outcomesOf(
        save('a', 1),
        sight('s1', 2, page),
        sight('s2', 9, page),
        sight('s3', 26, page),
        sight('s4', 40, page),
      ),
    ),
  ).toEqual([['mediawiki:keep:edit', 1, ['a']]]);
});

test('news of a page about a revision goes to the edit that made it, and the words say it no second time', () => {
  const news = [{ type: 'mediawiki:revert:edit', value: -1, revision: '2', happened: at(4) }];
  const told = outcomesOf(
    save('a', 1),
    sight('s1', 2, `${OTHERS} ${MINE}`),
    sight('s2', 5, '', { news }),
    sight('s3', 6, OTHERS),
    sight('s4', 7, '', { news }),
  );
  expect(types(told)).toEqual([['mediawiki:revert:edit', -1, ['a']]]);
  expect(told[0]!.happened).toBe(at(4));
});

test('a changed state is an outcome, worth something only where the words are clear', () => {
  const told = outcomesOf(
    sight('s1', 1, '', { state: { status: 'open', priority: 'low' } }),
    sight('s2', 2, '', { state: { status: 'resolved', priority: 'high' } }),
  );
  expect(types(told)).toEqual([
    ['web:change:priority', 0, undefined],
    ['web:change:status', 1, undefined],
  ]);
});

const act = (id: string, minute: number, type: string, more: object = {}): LogRecord =>
  ({ kind: 'action', id, t: minutes(minute), app: 'wiki', thread: THREAD, type, ...more }) as LogRecord;
const minutes = (minute: number) => new Date(Date.UTC(2026, 2, 2, 0, minute)).toISOString();
const seen = (id: string, minute: number, more: Partial<Sighting> = {}): Sighting => ({
  ...sight(id, 0, ''),
  t: minutes(minute),
  state: {},
  ...more,
});

test('what the user changed themselves is confirmed by the first sight after it, and is no outcome; what comes later is', () => {
  const told = outcomesOf(
    seen('s1', 1, { state: { status: 'new' } }),
    act('a', 2, 'web:comment:ticket'),
    seen('s2', 3, { state: { status: 'needs review' } }),
    seen('s3', 4, { state: { status: 'accepted' } }),
  );
  expect(types(told)).toEqual([['web:change:status', 1, ['a']]]);
  expect(told[0]!.text).toBe('Bridge: needs review → accepted');
});

test('a sight long after the act does not explain what it does not name', () => {
  const story = (type: string) =>
    outcomesOf(
      seen('s1', 1, { state: { status: 'new' } }),
      act('a', 2, type),
      seen('s2', 600, { state: { status: 'closed' } }),
    );
  expect(types(story('web:comment:ticket'))).toEqual([['web:change:status', 1, ['a']]]);
  expect(story('web:close:ticket')).toEqual([]);
});

test('an act that names the change explains it also when the page shows the old state for a moment', () => {
  const told = outcomesOf(
    seen('s1', 1, { state: { status: 'open' } }),
    act('a', 2, 'web:close:ticket'),
    seen('s2', 2, { state: { status: 'open' } }),
    seen('s3', 3, { state: { status: 'closed' } }),
  );
  expect(told).toEqual([]);
});

test('counters are news where the user had a part in the thing, and votes are worth a little', () => {
  const story = (...acts: LogRecord[]) =>
    outcomesOf(
      ...acts,
      seen('s1', 20, { state: { votes: 1, size: 3 } }),
      seen('s2', 40, { state: { votes: 2, size: 4 } }),
    );
  expect(story()).toEqual([]);
  expect(types(story(act('a', 1, 'web:create:post')))).toEqual([
    ['web:change:size', 0, ['a']],
    ['web:change:votes', 0.2, ['a']],
  ]);
});

test('a thing that is gone vanished, unless the user deleted it', () => {
  const story = (...acts: LogRecord[]) =>
    outcomesOf(
      act('a', 1, 'web:create:post'),
      seen('s1', 2, { state: { status: 'open' } }),
      ...acts,
      seen('s2', 60, { state: { status: 'deleted' } }),
    );
  expect(types(story())).toEqual([['web:vanish:thing', -1, ['a']]]);
  expect(story(act('b', 59, 'web:delete:post'))).toEqual([]);
});

const reply = (key: string, more: Partial<Reply> = {}): Reply => ({
  key,
  text: `Words of ${key} about the thing.`,
  ...more,
});

test('a page that comes with “not found” says that the thing is gone, once, and not that words on it were reverted', () => {
  const gone = { state: { gone: 1 } };
  const told = outcomesOf(
    save('a', 1),
    sight('s1', 2, MINE, { state: {} }),
    sight('s2', 5, OTHERS, gone),
    sight('s3', 6, OTHERS, gone),
  );
  expect(types(told)).toEqual([['mediawiki:vanish:thing', -1, ['a']]]);
  expect(outcomesOf(sight('s1', 2, MINE, { state: {} }), sight('s2', 5, OTHERS, gone))).toEqual([]);
});

test('replies of others since the last sight are received, each once; those that were there before are not', () => {
  const told = outcomesOf(
    act('a', 1, 'web:comment:ticket'),
    seen('s1', 1, { replies: [reply('old'), reply('mine')] }),
    seen('s2', 30, { replies: [reply('old'), reply('mine'), reply('r1', { happened: minutes(20) })] }),
    seen('s3', 40, { replies: [reply('old'), reply('mine'), reply('r1', { happened: minutes(20) }), reply('r2')] }),
  );
  expect(types(told)).toEqual([
    ['web:receive:reply', 0, ['a']],
    ['web:receive:reply', 0, ['a']],
  ]);
  expect(told.map(({ text, happened }) => [text, happened])).toEqual([
    ['Words of r1 about the thing.', minutes(20)],
    ['Words of r2 about the thing.', undefined],
  ]);
});

test('a reply found at the first sight counts only if the page says that it came after the user had a part', () => {
  const told = outcomesOf(
    act('a', 10, 'web:comment:ticket'),
    seen('s1', 30, {
      replies: [reply('before', { happened: minutes(5) }), reply('after', { happened: minutes(20) }), reply('unknown')],
    }),
  );
  expect(told.map(({ text }) => text)).toEqual(['Words of after about the thing.']);
});

test('own replies are none: by what the page says, by the same name, by the same words, or by having just been sent', () => {
  const first = seen('s1', 1, { replies: [] });
  const comment = (more: object = {}) => act('a', 2, 'web:comment:ticket', more);
  const after = (...replies: Reply[]) => outcomesOf(first, comment(), seen('s2', 3, { replies }));
  expect(after(reply('x', { own: true }))).toEqual([]);
  expect(after(reply('x', { own: true, by: 'me' }), reply('y', { by: 'me' }))).toEqual([]);
  expect(after(reply('x'))).toEqual([]);
  expect(after(reply('x'), reply('y')).map(({ text }) => text)).toEqual(['Words of x about the thing.']);
  const text = 'these are my very own words about the opening of the bridge in winter';
  const words = { text, features: { added_words: 13 } };
  expect(
    outcomesOf(first, comment(words), seen('s2', 90, { replies: [reply('x'), reply('y', { text })] })).map(
      ({ text }) => text,
    ),
  ).toEqual(['Words of x about the thing.']);
});

test('nobody is told of replies in a thing they only looked at', () => {
  expect(
    outcomesOf(act('a', 1, 'web:open:page'), seen('s1', 2, { replies: [] }), seen('s2', 9, { replies: [reply('x')] })),
  ).toEqual([]);
});

test('what is left of a paste is told after an hour, and again when much of it went, to the paste and to its copy', () => {
  const text =
    'set the cache header to one hour and purge it after each deploy by a hook in the build pipeline of the site';
  const half = text.split(' ').slice(0, 14).join(' ');
  const paste = act('p', 0, 'web:paste:text', { text, links: ['copy'] });
  const told = outcomesOf(
    paste,
    seen('s0', 10, { shingles: shinglesOf(`${OTHERS} ${text}`) }),
    seen('s1', 70, { shingles: shinglesOf(`${OTHERS} ${text}`) }),
    seen('s2', 80, { shingles: shinglesOf(`${OTHERS} ${text}`) }),
    seen('s3', 90, { shingles: shinglesOf(`${OTHERS} ${half}`) }),
    seen('s4', 99, { shingles: shinglesOf(OTHERS) }),
  );
  expect(types(told)).toEqual([
    ['web:keep:paste', 1, ['copy', 'p']],
    ['web:keep:paste', 0.53, ['copy', 'p']],
    ['web:revert:paste', -1, ['copy', 'p']],
  ]);
});

test('a paste whose words may not be kept is followed while they are remembered, and no word of it is stored', () => {
  const text = 'set the cache header to one hour and purge it after each deploy by a hook in the pipeline';
  const entities = new Entities();
  entities.apply(act('p', 0, 'web:paste:text', { links: ['copy'] }));
  const sighting = seen('s1', 70, { shingles: shinglesOf(`${OTHERS} ${text}`) });
  const hints = { pasted: (id: string) => (id === 'p' ? shinglesOf(text) : undefined) };
  const records = compareSighting(entities, sighting, hints);
  expect(records.map((record) => [record.kind, record.features])).toEqual([
    ['observation', { sighting: 1, 'kept:p': 1 }],
    ['outcome', { kept: 1 }],
  ]);
});

test('typed, then sent, is one contribution: its fate is told of the act that sent it', () => {
  const typed = save('typed', 1, { type: 'web:edit:text' });
  const told = outcomesOf(
    typed,
    { ...save('sent', 1, { type: 'web:submit:form' }), t: minutes(61) } as LogRecord,
    sight('s1', 2, `${OTHERS} ${MINE}`),
    sight('s2', 5, OTHERS),
  );
  expect(types(told)).toEqual([['web:revert:edit', -1, ['sent']]]);
});

test('the first page after something was made is what was made', () => {
  const made = act('made', 1, 'web:create:ticket', { thread: 'wiki/url:/new' });
  expect(
    types(
      outcomesOf(made, seen('s1', 1, { state: { status: 'new' } }), seen('s2', 60, { state: { status: 'closed' } })),
    ),
  ).toEqual([['web:change:status', 1, ['made']]]);
  // What is done there before it was looked at changes nothing of that.
  const came = act('v', 1, 'web:visit:ticket', { features: { presence: 1 } });
  const unfolded = act('o', 1, 'web:open:link');
  expect(
    types(
      outcomesOf(
        made,
        came,
        unfolded,
        seen('s1', 1, { state: { status: 'new' } }),
        seen('s2', 60, { state: { status: 'closed' } }),
      ),
    ),
  ).toEqual([['web:change:status', 1, ['made']]]);
  const wentOn = act('b', 1, 'web:open:page', { id: 'n', thread: 'wiki/url:/new' });
  const told = outcomesOf(
    made,
    wentOn,
    seen('s1', 1, { state: { status: 'new' } }),
    seen('s2', 60, { state: { status: 'closed' } }),
  );
  expect(told.map(({ links }) => links)).toEqual([undefined]);
});

test('a proposal that is closed was not taken; merged it was', () => {
  const thread = 'wiki/pull:7';
  const story = (status: string) => {
    const entities = new Entities();
    const step = (record: LogRecord | Sighting) => {
      const records = 'kind' in record ? [record] : compareSighting(entities, record);
      for (const each of records) entities.apply(each as LogRecord);
      return (records as LogRecord[]).flatMap((each) => (each.kind === 'outcome' ? [each.value] : []));
    };
    step(act('a', 1, 'web:create:pull', { thread }));
    step(seen('s1', 2, { thread, state: { status: 'open' } }));
    return step(seen('s2', 60, { thread, state: { status } }));
  };
  expect([story('Closed'), story('Merged')]).toEqual([[-1], [1]]);
});

test('what was missing, was written and is missing again is gone', () => {
  const told = outcomesOf(
    sight('s1', 1, '', { state: { gone: 1 } }),
    save('a', 2),
    sight('s2', 3, `${OTHERS} ${MINE}`, { state: {} }),
    sight('s3', 5, '', { state: { gone: 1 }, title: 'There is no such page' }),
    sight('s4', 6, '', { state: {} }),
    sight('s5', 7, '', { state: { gone: 1 } }),
  );
  expect(types(told)).toEqual([['mediawiki:vanish:thing', -1, ['a']]]);
  expect(told[0]!.text).toBe('Bridge: 0 → 1');
});

test('a priority that is a word on one page and a number on another has not changed', () => {
  const shows = (id: string, hour: number, priority: string) => sight(id, hour, '', { state: { priority } });
  const told = outcomesOf(save('a', 1), shows('s1', 2, 'normal'), shows('s2', 4, '3'), shows('s3', 5, 'normal'));
  expect(told).toEqual([]);
  expect(outcomesOf(save('a', 1), shows('s1', 2, '3'), shows('s2', 4, '5')).length).toBe(1);
});
