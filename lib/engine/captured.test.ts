import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { shinglesOf } from '../records/shingles.ts';
import type { CapturedRecord } from './api.ts';
import { openServiceForTests } from './service-for-tests.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
const act = (id: string, minute: number, more: object = {}): CapturedRecord =>
  ({
    kind: 'action',
    id,
    t: at(minute),
    app: 'tracker.example',
    thread: 'tracker.example/ticket:12',
    type: 'web:comment:ticket',
    context: { page: 'view' },
    ...more,
  }) as CapturedRecord;
const ANSWER = 'set the cache header to one hour and purge it after each deploy by a hook in the pipeline';

test('an act is stored with the state at its moment, and with the page kind it came with', async () => {
  const { service, log } = await openServiceForTests();
  const outcome = {
    kind: 'outcome',
    id: 'o',
    t: at(3),
    app: 'tracker.example',
    thread: 'tracker.example/ticket:12',
    type: 'web:show:error',
    value: -1,
  };
  await service.captured([act('a', 0), outcome as CapturedRecord]);
  await service.captured([act('b', 5)]);
  expect((await log.get(['b'])).get('b')!.context).toEqual({
    page: 'view',
    time_in_thread: 'minutes',
    open_threads: 'one',
    last_outcome: 'bad',
  });
});

test('a late act is placed as of its own time, whatever became known since', async () => {
  const { service, log } = await openServiceForTests();
  await service.captured([
    act('b', 5),
    { kind: 'outcome', id: 'o', t: at(3), thread: 'tracker.example/ticket:12', type: 'web:show:error', value: -1 },
  ]);
  await service.captured([act('a', 2)]);
  expect((await log.get(['a'])).get('a')!.context).toMatchObject({ time_in_thread: 'just-came', last_outcome: 'none' });
});

test('sent again, a record stays as it was first stored, and is answered as stored', async () => {
  const { service, log } = await openServiceForTests();
  await service.captured([act('a', 2)]);
  const before = await service.digest();
  await service.captured([act('z', 1)]);
  const after = await service.captured([act('a', 2), act('b', 3), act('b', 4)]);
  expect(after).toEqual({ stored: ['a', 'b'], refused: [] });
  expect((await log.get(['a'])).get('a')!.context).toMatchObject({ time_in_thread: 'just-came' });
  expect((await log.get(['b'])).get('b')!.t).toBe(at(3));
  expect(before).not.toBe(await service.digest());
  expect(log.count).toBe(3);
});

test('a delivery that holds nonsense stores the rest and says what was refused', async () => {
  const { service } = await openServiceForTests();
  const result = await service.captured([
    null,
    { kind: 'action', id: 'x' },
    act('a', 1),
  ] as unknown as CapturedRecord[]);
  expect(result.stored).toEqual(['a']);
  expect(result.refused).toHaveLength(2);
});

test('a paste is linked to the copy it came from, and its words are stored nowhere', async () => {
  const { service, log } = await openServiceForTests();
  const clip = shinglesOf(ANSWER);
  await service.captured([
    act('q', 0, { app: 'ai.example', thread: 'ai.example/chat:1', type: 'web:prompt:answer' }),
    act('c', 1, { app: 'ai.example', thread: 'ai.example/chat:1', type: 'web:copy:answer', clip }),
    act('p', 2, { type: 'web:paste:text', clip }),
    act('other', 3, { type: 'web:paste:text', clip: shinglesOf('words that come from somewhere else in the world') }),
    act('elsewhere', 4, { type: 'web:paste:text', clip, space: 'work' }),
  ]);
  const stored = await log.get(['c', 'p', 'other', 'elsewhere']);
  expect(stored.get('p')).toMatchObject({
    links: ['c'],
    context: { origin: 'ai.example' },
    features: { from_chat: 1, pasted_share: 1 },
  });
  expect(stored.get('other')!.links).toBeUndefined();
  expect(stored.get('elsewhere')!.links).toBeUndefined();
  expect(JSON.stringify([...stored.values()])).not.toContain('clip');
});

test('placed by a service that was started again, an act gets the same state', async () => {
  const first = await openServiceForTests();
  const second = await openServiceForTests();
  for (const { service } of [first, second]) await service.captured([act('a', 0), act('x', 1, { thread: 't/2' })]);
  first.log.close();
  const again = await openServiceForTests({ name: first.name });
  await again.service.captured([act('b', 5)]);
  await second.service.captured([act('b', 5)]);
  expect((await again.log.get(['b'])).get('b')).toEqual((await second.log.get(['b'])).get('b'));
});

test('the kind of task is said once its title is known, and borne by the acts from then on', async () => {
  const { service, log, pass } = await openServiceForTests({ model: 'real' });
  const thread = 'tracker.example/ticket:12';
  await service.captured([act('a', 0)]);
  await service.sighting({
    id: 's',
    t: at(1),
    app: 'tracker.example',
    thread,
    title: '#12 (Crash on start when the config file is empty)',
    state: {},
  });
  await service.settled();
  pass(60_000);
  const said = (await log.get(['s.task'])).get('s.task');
  expect(said).toMatchObject({ kind: 'annotation', of: 's', context: { task: 'fixing-software' } });
  await service.captured([act('b', 300)]);
  const stored = await log.get(['a', 'b']);
  expect(stored.get('a')!.context!.task).toBeUndefined();
  expect(stored.get('b')!.context!.task).toBe('fixing-software');
  expect((await service.timeline({})).rows.map(({ kind }) => kind)).not.toContain('annotation');
  await service.delete({ ids: ['s'] });
  await service.settled();
  expect((await log.get(['s.task'])).size).toBe(0);
}, 30_000);

test('the state at an act of one space knows nothing of another', async () => {
  const { service, log } = await openServiceForTests();
  const bad: LogRecord = {
    kind: 'outcome',
    id: 'o',
    t: at(1),
    space: 'work',
    thread: 'x',
    type: 'web:show:error',
    value: -1,
  };
  await service.captured([bad, act('w', 2, { space: 'work', thread: 'x' }), act('p', 3, { thread: 'x' })]);
  const stored = await log.get(['w', 'p']);
  expect(stored.get('w')!.context).toMatchObject({ last_outcome: 'bad' });
  expect(stored.get('p')!.context).toMatchObject({ last_outcome: 'none', open_threads: 'one' });
});

test('what an act says of an earlier one is stored with it, once, and a service that starts again derives the same', async () => {
  const { service, log, name } = await openServiceForTests();
  await service.captured([act('a', 0, { type: 'web:create:ticket' })]);
  const gone = act('d', 50, { type: 'web:delete:ticket' });
  expect(await service.captured([gone])).toEqual({ stored: ['d'], refused: [] });
  await service.captured([gone, act('d2', 51, { type: 'web:delete:ticket' })]);
  const said = (await log.get(['a.delete'])).get('a.delete');
  expect(said).toMatchObject({ kind: 'outcome', type: 'web:delete:ticket', value: -0.5, t: at(50), links: ['a'] });
  expect(log.count).toBe(4);
  const before = await service.digest();
  log.close();
  const again = await openServiceForTests({ name });
  expect(await again.service.digest()).toBe(before);
  await again.service.captured([act('d3', 52, { type: 'web:delete:ticket' })]);
  expect(again.log.count).toBe(5);
});
