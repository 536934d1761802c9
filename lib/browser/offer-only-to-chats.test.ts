import { beforeEach, expect, test, vi } from 'vitest';
import { browserForTests } from './browser-for-tests.ts';
import type { EngineHost } from './engine-host.ts';

const world = vi.hoisted(() => ({ current: undefined as unknown }));
vi.mock('wxt/browser', () => ({
  get browser() {
    return (world.current as ReturnType<typeof browserForTests>).browser;
  },
}));
const { handleMessages } = await import('./handle-messages.ts');
const { offerOnlyToChats } = await import('./offer-only-to-chats.ts');

const NOW = Date.UTC(2026, 2, 2, 9);
const T = new Date(NOW).toISOString();
const REQUEST = { draft: 'When does the bridge open?', t: T, thread: 'chat:1' };
const USE = { offer: 'o', t: T, thread: 'chat:1', verdict: 'added', kept: [0] };

let fake: ReturnType<typeof browserForTests>;
let mode: { recording: boolean; chat: boolean };
let calls: [method: string, first: unknown][];
let panels: string[];
let clock: number;
beforeEach(() => {
  fake = browserForTests();
  world.current = fake;
  mode = { recording: true, chat: true };
  calls = [];
  panels = [];
  clock = NOW;
  const host = {
    call: async (method: string, [first]: readonly unknown[]) => {
      calls.push([method, first]);
      return null;
    },
  } as unknown as EngineHost;
  handleMessages(
    offerOnlyToChats({
      host,
      control: {
        modeOf: async () => ({
          ...mode,
          keepText: true,
          words: [],
          packs: { named: [], markers: {} },
          askAgainAt: null,
        }),
        spaceOf: async () => null,
      },
      openPanel: async (route) => void panels.push(route),
      now: () => clock,
    }),
  );
});

function say(retrace: string, payload: unknown, active = true): Promise<unknown> {
  const sender = { id: 'retrace', url: 'https://chat.example/c/1', frameId: 0, tab: { id: 1, active, windowId: 1 } };
  return fake.hear({ retrace, payload }, sender as unknown as Parameters<typeof fake.hear>[1]);
}

test('a chat in view is offered lines, and what became of them is kept, with its site from the sender', async () => {
  await say('chat>engine:offer', { ...REQUEST, app: 'other.example' });
  await say('chat>engine:used', USE);
  expect(calls).toMatchObject([
    ['offer', { app: 'chat.example', thread: 'chat.example/chat:1' }],
    ['offerUsed', { app: 'chat.example', thread: 'chat.example/chat:1' }],
  ]);
});

test.each([
  ['is no chat', { recording: true, chat: false }],
  ['is not recorded', { recording: false, chat: true }],
])('a site that %s gets nothing, tells nothing and opens nothing', async (_, now) => {
  mode = now;
  expect(await say('chat>engine:offer', REQUEST)).toEqual({ ok: true, value: null });
  await say('chat>engine:used', USE);
  await say('chat>browser:open-panel', { route: '/now' });
  expect([calls, panels]).toEqual([[], []]);
});

test('a tab that is not in view, and a time that is not now, are offered nothing', async () => {
  await say('chat>engine:offer', REQUEST, false);
  const ahead = new Date(NOW + 3_600_000).toISOString();
  await say('chat>engine:offer', { ...REQUEST, t: ahead });
  expect(await say('chat>engine:used', { ...USE, t: ahead })).toMatchObject({ value: { refused: [{ id: 'o' }] } });
  expect(calls).toEqual([]);
});

test('the panel is opened for the tab in view, once in a second', async () => {
  await say('chat>browser:open-panel', { route: '/now' }, false);
  await say('chat>browser:open-panel', { route: '/now' });
  await say('chat>browser:open-panel', { route: '/you' });
  clock += 1_001;
  await say('chat>browser:open-panel', { route: '/timeline' });
  expect(panels).toEqual(['/now', '/timeline']);
});
