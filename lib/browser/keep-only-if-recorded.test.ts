import { beforeEach, expect, test, vi } from 'vitest';
import type { CapturedRecord } from '../engine/api.ts';
import { browserForTests } from './browser-for-tests.ts';
import type { EngineHost } from './engine-host.ts';
import { createTabTrails } from './tab-trail.ts';

const world = vi.hoisted(() => ({ current: undefined as unknown }));
vi.mock('wxt/browser', () => ({
  get browser() {
    return (world.current as ReturnType<typeof browserForTests>).browser;
  },
}));
const { handleMessages } = await import('./handle-messages.ts');
const { keepOnlyIfRecorded } = await import('./keep-only-if-recorded.ts');
const { readRefused } = await import('./refusals.ts');

const NOW = Date.UTC(2026, 2, 2, 9);
const T = new Date(NOW).toISOString();
const SITE = 'desk.example';
const act = (id: string): CapturedRecord => ({
  kind: 'action',
  id,
  t: T,
  type: 'web:save:text',
  thread: 'url:/ticket/1',
  text: 'words of mine',
});
const sighting = { id: 's', t: T, thread: 'url:/ticket/1', title: 'Ticket', state: {} };

let fake: ReturnType<typeof browserForTests>;
let mode: { recording: boolean; keepText: boolean };
let calls: [method: string, first: unknown][];
let engine: (method: string, given: never) => unknown;
let trouble: boolean;
let secrets: boolean[];
let closed: (number | undefined)[];
const trails = () => createTabTrails({ read: async () => undefined, write: async () => undefined }, () => NOW);
let kept: ReturnType<typeof trails>;

beforeEach(() => {
  fake = browserForTests();
  world.current = fake;
  mode = { recording: true, keepText: true };
  calls = [];
  engine = (_, given: readonly CapturedRecord[] & { id?: string }) => ({
    stored: Array.isArray(given) ? given.map(({ id }) => id) : [given.id],
    refused: [],
  });
  trouble = false;
  secrets = [];
  closed = [];
  kept = trails();
  const host = {
    call: async (method: string, [first]: readonly unknown[]) => {
      calls.push([method, first]);
      return engine(method, first as never);
    },
  } as unknown as EngineHost;
  handleMessages(
    keepOnlyIfRecorded({
      host,
      control: {
        modeOf: async () => ({ ...mode, chat: false, words: [], packs: { named: [], markers: {} }, askAgainAt: null }),
        spaceOf: async () => 'work',
        toolbar: {
          refresh: async () => undefined,
          holdsSecret: (_, __, secret) => void secrets.push(secret),
          trouble: (now) => {
            trouble = now;
          },
        },
      },
      trails: kept,
      tellGivenUp: async (tab) => void closed.push(tab),
      onFitChanged: () => undefined,
      isOpen: async (tab) => fake.tabs.some(({ id }) => id === tab),
      now: () => NOW,
    }),
  );
});

/** What a page's script gets for an answer. */
function say(retrace: string, payload: unknown, frameId = 0): Promise<unknown> {
  const sender = { id: 'retrace', url: `https://${SITE}/ticket/1`, frameId, tab: { id: 1, active: true, windowId: 1 } };
  return fake.hear({ retrace, payload }, sender as unknown as Parameters<typeof fake.hear>[1]);
}
const append = (records: readonly unknown[], keepsText = true, frame = 0) =>
  say('capture>log:append', { records, keepsText }, frame);
const trail = () => say('capture>browser:trail', { reloaded: false });

test('an act is stamped with the site and the space of its sender, stored, and left to the next document of the tab', async () => {
  expect(await append([{ ...act('a'), app: 'other.example', space: 'private' }])).toEqual({
    ok: true,
    value: { stored: ['a'], refused: [] },
  });
  expect(calls).toMatchObject([['captured', [{ id: 'a', app: SITE, space: 'work', thread: `${SITE}/url:/ticket/1` }]]]);
  expect(await trail()).toMatchObject({ value: { acts: [{ id: 'a', thread: 'url:/ticket/1' }] } });
});

test('what is done in a frame is stored, and is no part of the trail', async () => {
  await append([act('a')], true, 3);
  expect(calls).toHaveLength(1);
  expect(await trail()).toMatchObject({ value: null });
});

test('of a site that is off or paused nothing is kept, and acts are acknowledged so that they are not sent again', async () => {
  mode = { ...mode, recording: false };
  expect(await append([act('a')])).toMatchObject({ value: { stored: ['a'] } });
  expect(await say('capture>engine:sighting', sighting)).toMatchObject({ value: { stored: [] } });
  await say('capture>browser:left', {
    unsent: { kind: 'outcome', id: 'o', t: T, type: 'web:abandon:form', value: -0.3 },
  });
  await say('capture>browser:doing', { secret: true, dropped: 4 });
  expect([calls, secrets, await readRefused(), await kept.sites()]).toEqual([[], [false], {}, []]);
  expect(fake.started).toEqual([]);
});

test('texts of a site that keeps none are left out, whatever its page thought', async () => {
  mode = { ...mode, keepText: false };
  await append([act('a')], true);
  expect(calls[0]![1]).toEqual([expect.not.objectContaining({ text: expect.anything() })]);
});

test('what is refused is answered with the reason, and counted for its site; the rest is stored', async () => {
  const own = { ...act('own'), kind: 'setting' };
  engine = () => ({ stored: ['a'], refused: [{ id: 'bad', reason: 'no type' }] });
  expect(await append([act('a'), own, act('bad')])).toMatchObject({
    value: { stored: ['a'], refused: [{ id: 'own' }, { id: 'bad' }] },
  });
  await say('capture>browser:doing', { secret: false, dropped: 3 });
  await vi.waitFor(async () => expect((await readRefused())[SITE]?.count).toBe(5));
});

test('an engine that cannot keep it makes the icon say so and the page send it again; the next success takes it back', async () => {
  const works = engine;
  engine = () => {
    throw new Error('The disk is full.');
  };
  expect(await append([act('a')])).toEqual({ ok: false, error: 'The disk is full.' });
  expect(trouble).toBe(true);
  engine = works;
  await append([act('a')]);
  expect(trouble).toBe(false);
  // Sent twice, it is one act of the trail.
  expect(await trail()).toMatchObject({ value: { acts: [{ id: 'a' }] } });
});

test('a page that goes with its tab gives up what it left at once; one whose tab is open may take it up again', async () => {
  const unsent = { kind: 'outcome', id: 'o', t: T, type: 'web:abandon:form', value: -0.3 };
  fake.tabs.push({ id: 1 });
  await say('capture>browser:left', { unsent });
  expect(closed).toEqual([]);
  fake.closeTab(1);
  await say('capture>browser:left', { unsent });
  expect(closed).toEqual([1]);
});
