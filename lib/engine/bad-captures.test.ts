/**
 * What a page's script hands in, whatever it is: good records are kept beside bad ones, each refusal has its reason, nothing throws,
 * and the log that is left can be read, rebuilt and asked.
 */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { validateRecord } from '../records/validate-record.ts';
import type { CapturedRecord, Sighting } from './api.ts';
import { Engine } from './engine.ts';
import { openServiceForTests } from './service-for-tests.ts';

const DAY = 24 * 3_600_000;
/** The clock of the service stands at 12:00. */
const at = (ms: number) => new Date(Date.UTC(2026, 2, 2, 11) + ms).toISOString();
const act = (id: unknown, more: object = {}): CapturedRecord =>
  ({
    kind: 'action',
    id,
    t: at(0),
    app: 'a.example',
    thread: 'a.example/x:1',
    type: 'web:save:page',
    ...more,
  }) as never;
const sight = (id: string, more: object = {}): Sighting =>
  ({ id, t: at(0), app: 'a.example', thread: 'a.example/x:1', title: 'X', state: {}, ...more }) as never;

async function everything(log: Awaited<ReturnType<typeof openServiceForTests>>['log']): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for await (const some of log.readInOrder(null)) records.push(...some);
  return records;
}

test('of a delivery with one of each fault the good ones are kept, and each other is refused with a reason', async () => {
  const { service, log } = await openServiceForTests();
  const bad = [
    act('no time', { t: 'now' }),
    act('no day', { t: Number.NaN }),
    act('far ahead', { t: '9999-12-31T00:00:00.000Z' }),
    act('two days ahead', { t: at(2 * DAY) }),
    act('no type', { type: 7 }),
    act('not a kind', { kind: 'wish' }),
    act('features', { features: { n: 'many' } }),
    act('context', { context: { where: {} } }),
    act('links', { links: [7] }),
    act('entities', { entities: 'all' }),
    act('options', { instead_of: [null] }),
    act('huge', { text: 'x'.repeat(300_000) }),
    act(''),
    act(7),
    act('x'.repeat(600)),
    null,
    'act',
    [],
  ];
  const good = [
    act('first'),
    act('decades ago', { t: '1980-01-01T00:00:00.000Z' }),
    act('in an hour', { t: at(2_000_000) }),
  ];
  const { stored, refused } = await service.captured([...bad, ...good] as never);
  expect([...stored].sort()).toEqual(['decades ago', 'first', 'in an hour']);
  expect(refused.length).toBe(bad.length);
  for (const { reason } of refused) expect(reason.length).toBeGreaterThan(8);
  expect((await everything(log)).map(({ id }) => id)).toEqual(['decades ago', 'first', 'in an hour']);
});

test('an id is taken by the first that has it: the same again and another under its name change nothing', async () => {
  const { service, log } = await openServiceForTests();
  await service.captured([act('a', { text: 'first' }), act('a', { text: 'in the same breath' })]);
  await service.captured([act('a', { text: 'later' }), act('b', { kind: 'outcome', value: 1, links: ['a'] })]);
  // Under the name of a record that is there, a sighting is taken for one that was told before.
  await service.sighting(sight('a'));
  expect((await everything(log)).map(({ id, kind, text }) => [id, kind, text])).toEqual([
    ['a', 'action', 'first'],
    ['b', 'outcome', undefined],
  ]);
});

test('links in circles, to itself, to nothing and to what comes later are kept in the log and answered from', async () => {
  const { service } = await openServiceForTests();
  await service.captured([
    act('a', { links: ['b', 'a', 'gone', ''] }),
    act('b', { links: ['a', 'o'], t: at(1_000) }),
    act('o', { kind: 'outcome', type: 'web:show:error', value: -1, links: ['o', 'a', 'b', 'gone'], t: at(2_000) }),
    act('p', { kind: 'outcome', type: 'web:show:error', value: 1, links: ['o', 'p'], t: at(2_000) }),
  ]);
  for (const outcome of ['o', 'p']) {
    const { credits } = (await service.ask({ ask: 'credit', outcome })) as { credits?: { mean: number }[] };
    for (const { mean } of credits ?? []) expect(Number.isFinite(mean)).toBe(true);
    expect(await service.outcome(outcome)).not.toBeUndefined();
  }
});

test('sightings of any form are compared or refused, and what comes of them are valid records', async () => {
  const { service, log } = await openServiceForTests();
  const names = [
    '__proto__',
    'constructor',
    'toString',
    '',
    ' ',
    '\u0000',
    '\ud800',
    '‮evil',
    'status',
    'revision',
    'x'.repeat(80),
  ];
  const text = fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 40 }));
  const number = fc.oneof(
    fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, 2 ** 53),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  const state = fc.array(fc.tuple(text, fc.oneof(text, number)), { maxLength: 6 }).map((pairs) => {
    const made: Record<string, unknown> = {};
    for (const [name, value] of pairs)
      Object.defineProperty(made, name, { value, enumerable: true, configurable: true });
    return made;
  });
  const value = fc.double({ min: -1, max: 1, noNaN: true });
  const when = fc.constantFrom(at(-DAY), at(0), at(900_000), '0001-01-01T00:00:00.000Z', at(9 * DAY));
  const shown = fc.record(
    {
      t: when,
      thread: text.map((name) => `a.example/${name}`),
      title: text,
      state,
      worth: fc.dictionary(fc.constantFrom('status', 'revision', 'constructor'), value),
      shingles: fc.array(number, { maxLength: 5 }),
      entities: fc.array(text, { maxLength: 4 }),
      news: fc.array(fc.record({ type: text, value, happened: when, text }), { maxLength: 3 }),
      replies: fc.array(fc.record({ key: text, text, by: text, own: fc.boolean(), happened: when, value }), {
        maxLength: 4,
      }),
      mentions: fc.array(fc.record({ thread: text, entities: fc.array(text), title: text, state, happened: when }), {
        maxLength: 3,
      }),
    },
    { requiredKeys: ['t', 'thread', 'title', 'state'] },
  );
  let n = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(shown, { minLength: 1, maxLength: 4 }), async (seen) => {
      await service.captured([
        act(`a${n}`, { thread: seen[0]!.thread, entities: seen[0]!.entities ?? [], t: at(-1_000) }),
      ]);
      for (const each of seen) {
        const id = `s${n++}`;
        const { stored, refused } = await service.sighting({ ...sight(id), ...each } as Sighting);
        expect([...stored, ...refused.map((refusal) => refusal.id)]).toContain(id);
      }
    }),
    { numRuns: 30 },
  );
  const records = await everything(log);
  for (const record of records) {
    const checked = validateRecord(JSON.parse(JSON.stringify(record)));
    expect(checked.ok ? '' : checked.reason).toBe('');
    expect(Date.parse(record.t) <= Date.parse(at(2 * DAY))).toBe(true);
  }
  const [once, again] = [new Engine(), new Engine()];
  for (const record of records) once.apply(record);
  for (const record of records) again.apply(record);
  expect(again.digest()).toBe(once.digest());
  expect(Engine.load(structuredClone(once.save())).digest()).toBe(once.digest());
}, 60_000);

test('ten thousand records in deliveries of five hundred, a third of them bad and a third told before, are all answered', async () => {
  const { service, log } = await openServiceForTests();
  let [kept, said] = [0, 0];
  for (let from = 0; from < 10_000; from += 500) {
    const records = Array.from({ length: 500 }, (_, i) =>
      i % 3 === 0 ? act(`n${from + i}`) : i % 3 === 1 ? act(`n${from + i - 1}`) : act(`bad${from + i}`, { t: 'x' }),
    );
    const { stored, refused } = await service.captured(records);
    kept += new Set(stored).size;
    said += refused.length;
  }
  expect([kept, said]).toEqual([3_340, 3_320]);
  expect(log.count).toBe(3_340);
}, 60_000);
