import { expect, test } from 'vitest';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { createTabTrails, type Place, type Trails } from './tab-trail.ts';

const START = Date.UTC(2026, 2, 2, 9);
const at = (second: number) => new Date(START + second * 1_000).toISOString();
const act = (id: string, second: number, type = 'web:send:form'): LogRecord =>
  ({ kind: 'action', id, t: at(second), app: 'desk.example', thread: 'desk.example/url:/new', type }) as LogRecord;
const place = (more: Partial<Place> = {}): Place => ({
  tab: 1,
  site: 'desk.example',
  space: undefined,
  address: 'https://desk.example/new',
  ...more,
});
const unsent: OutcomeRecord = { kind: 'outcome', id: 'u', t: at(0), type: 'web:abandon:form', value: -0.3 };

/** Each life of the background begins with what the session’s storage holds. */
function background() {
  let kept: Trails | undefined;
  let clock = START;
  const keeper = {
    read: async () => kept,
    write: async (trails: Trails) => {
      kept = JSON.parse(JSON.stringify(trails));
    },
  };
  return { wake: () => createTabTrails(keeper, () => clock), pass: (s: number) => (clock += s * 1_000) };
}

test('the next document of the tab is told the last acts and what was shown, by a background that slept in between', async () => {
  const { wake } = background();
  const first = wake();
  await first.arrive(place(), false);
  await first.show(place(), [7, 8]);
  await first.note(place(), [act('a', 1), act('b', 2)]);
  const trail = await wake().arrive(place({ address: 'https://desk.example/1' }), false);
  expect(trail).toEqual({
    acts: [
      expect.objectContaining({
        id: 'a',
        type: 'web:send:form',
        address: 'https://desk.example/new',
        thread: 'url:/new',
      }),
      expect.objectContaining({ id: 'b' }),
    ],
    notices: [7, 8],
    left: false,
  });
  // Nobody has read what that document shows, and the acts have led to it.
  expect(await wake().arrive(place(), false)).toMatchObject({
    notices: null,
    acts: [{ answered: true }, { answered: true }],
  });
  await wake().show(place(), [9]);
  expect(await wake().arrive(place(), false)).toMatchObject({ notices: [7, 8, 9] });
});

test('nothing of it is told to another tab, another site, another space, or after it was forgotten', async () => {
  const trails = background().wake();
  await trails.note(place(), [act('a', 1)]);
  expect(await trails.arrive(place({ tab: 2 }), false)).toBeNull();
  expect(await trails.arrive(place({ space: 'work' }), false)).toBeNull();
  await trails.note(place(), [act('a', 1)]);
  expect(await trails.arrive(place({ site: 'other.example' }), false)).toBeNull();
  expect(await trails.arrive(place(), false)).toBeNull();
  for (const forget of [() => trails.forget(), () => trails.forget('desk.example'), () => trails.givenUp(1)]) {
    await trails.note(place(), [act('a', 1)]);
    await forget();
    expect(await trails.arrive(place(), false)).toBeNull();
  }
});

test('a tab that went to another site is told no more than the link that was opened last', async () => {
  const trails = background().wake();
  await trails.note(place(), [act('a', 1), act('b', 2, 'web:open:link')]);
  await trails.moveOn(1, 'desk.example');
  expect((await trails.arrive(place(), false))!.acts).toHaveLength(2);
  await trails.moveOn(1, null);
  expect(await trails.arrive(place(), false)).toMatchObject({ acts: [{ id: 'b' }], left: true });
  await trails.note(place(), [act('c', 3)]);
  await trails.moveOn(1, 'other.example');
  expect(await trails.arrive(place(), false)).toBeNull();
});

test('what was left unsent is given up when its tab is closed, or when nobody has taken it up for two minutes', async () => {
  const { wake, pass } = background();
  const trails = wake();
  await trails.leave(place(), unsent);
  expect(await trails.givenUp()).toEqual([]);
  pass(5);
  const given = await wake().givenUp(1);
  expect(given).toEqual([{ ...unsent, t: at(5), happened: at(0) }]);
  // Until somebody says that it is stored, it is the same again.
  pass(5);
  const later = wake();
  expect(await later.givenUp()).toEqual(given);
  await later.settled(given);
  expect(await later.givenUp()).toEqual([]);
  await later.leave(place(), unsent);
  await later.arrive(place({ address: 'https://desk.example/list' }), false);
  pass(121);
  expect(await later.givenUp()).toHaveLength(1);
});

test('an act that was sent again is noted once, and what came of it is not forgotten', async () => {
  const trails = background().wake();
  await trails.note(place(), [act('a', 1)]);
  await trails.arrive(place({ address: 'https://desk.example/1' }), false);
  await trails.note(place(), [act('a', 1), act('b', 2), act('b', 2)]);
  expect((await trails.arrive(place(), false))!.acts).toMatchObject([{ id: 'a', answered: true }, { id: 'b' }]);
});

test('a forgotten site is gone from every tab, also what was left there before the tab went on or was given up', async () => {
  const trails = background().wake();
  const ofDesk = { ...unsent, app: 'desk.example' };
  await trails.leave(place(), ofDesk);
  await trails.arrive(place({ site: 'other.example', address: 'https://other.example/' }), false);
  await trails.leave(place({ tab: 2 }), { ...ofDesk, id: 'v' });
  expect(await trails.givenUp(2)).toHaveLength(1);
  await trails.note(place({ tab: 3 }), [act('a', 1)]);
  expect([...(await trails.sites())].sort()).toEqual(['desk.example', 'other.example']);
  await trails.forget('desk.example');
  expect(await trails.sites()).toEqual(['other.example']);
  expect(await trails.givenUp(1)).toEqual([]);
});

test('whoever goes on to a second page after what was left unsent has given it up', async () => {
  const { wake } = background();
  const trails = wake();
  await trails.leave(place(), unsent);
  await trails.arrive(place({ address: 'https://desk.example/list' }), false);
  expect(await trails.givenUp()).toEqual([]);
  await trails.arrive(place({ address: 'https://desk.example/help' }), false);
  expect(await trails.givenUp()).toHaveLength(1);
  await trails.settled([unsent]);
  expect(await trails.givenUp(1)).toEqual([]);
});

test('what was left unsent is no more when its page is here again', async () => {
  const { wake, pass } = background();
  const trails = wake();
  for (const again of [
    () => trails.arrive(place(), false),
    () => trails.arrive(place({ address: 'https://desk.example/new?restored' }), true),
    () => trails.leave(place(), null),
  ]) {
    await trails.leave(place(), unsent);
    await again();
    pass(500);
    expect(await trails.givenUp(1)).toEqual([]);
  }
});
