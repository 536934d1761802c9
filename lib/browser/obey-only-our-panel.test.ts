import { beforeEach, expect, test, vi } from 'vitest';
import type { ActionRecord } from '../records/record.ts';
import { browserForTests } from './browser-for-tests.ts';
import type { EngineHost } from './engine-host.ts';
import { createTabTrails } from './tab-trail.ts';

const world = vi.hoisted(() => ({ current: undefined as unknown }));
vi.mock('wxt/browser', () => ({
  get browser() {
    return (world.current as ReturnType<typeof browserForTests>).browser;
  },
}));
const { createBackups } = await import('./backups.ts');
const { handleMessages } = await import('./handle-messages.ts');
const { obeyOnlyOurPanel } = await import('./obey-only-our-panel.ts');
const { createRecordingControl } = await import('./recording-control.ts');

const SITE = 'desk.example';
const PANEL = { id: 'retrace', url: 'chrome-extension://retrace/sidepanel.html' };
const PAGE = { id: 'retrace', url: `https://${SITE}/1`, frameId: 0, tab: { id: 1, active: true, windowId: 1 } };
const ACT: ActionRecord = { kind: 'action', id: 'a', t: '2026-03-02T09:00:00.000Z', type: 'web:press:button' };
const MESSAGES = [
  ['panel>engine:call', { method: 'now', args: [] }],
  ['panel>browser:status', undefined],
  ['panel>browser:pause', { minutes: null }],
  ['panel>browser:resume', undefined],
  ['panel>browser:words', { words: [] }],
  ['panel>browser:site', { site: SITE, on: false }],
  ['panel>browser:teach', { site: SITE }],
  ['panel>browser:own-site', { site: SITE, name: null }],
  ['panel>browser:backups', undefined],
  ['panel>browser:backup-schedule', { every: null, recipient: null }],
  ['panel>browser:backup-now', undefined],
  ['panel>browser:backup-made', { t: '2026-03-02T09:00:00.000Z', name: 'x', records: 1, bytes: 1 }],
] as const;

let fake: ReturnType<typeof browserForTests>;
let trails: ReturnType<typeof createTabTrails>;
let calls: string[];
beforeEach(async () => {
  fake = browserForTests();
  world.current = fake;
  calls = [];
  trails = createTabTrails({ read: async () => undefined, write: async () => undefined }, Date.now);
  const host = {
    call: async (method: string) => {
      calls.push(method);
      return null;
    },
  } as unknown as EngineHost;
  const control = createRecordingControl(
    () => undefined,
    () => undefined,
  );
  const backups = createBackups(host, () => undefined, Date.now);
  handleMessages(obeyOnlyOurPanel({ host, control, trails, backups }));
  await say('panel>browser:site', { site: SITE, on: true });
  await trails.note({ tab: 1, site: SITE, space: undefined, address: `https://${SITE}/1` }, [ACT]);
});

function say(retrace: string, payload: unknown, sender: object = PANEL): Promise<unknown> {
  return fake.hear({ retrace, payload }, sender as Parameters<typeof fake.hear>[1]);
}

test.each(MESSAGES)('%s is obeyed from our own pages, and refused from a web page', async (name, payload) => {
  expect(await say(name, payload, PAGE)).toMatchObject({ ok: false, refused: true });
  expect(calls).toEqual([]);
  expect(await trails.sites()).toEqual([SITE]);
  expect(await say(name, payload)).toMatchObject({ ok: true });
});

test('the panel may call what is meant for it, and nothing else of the engine', async () => {
  expect(await say('panel>engine:call', { method: 'captured', args: [[]] })).toMatchObject({ ok: false });
  expect(calls).toEqual([]);
});

test.each([
  ['a pause', 'panel>browser:pause', { minutes: 15 }],
  ['a deletion', 'panel>engine:call', { method: 'delete', args: [{}] }],
  ['switching the site off', 'panel>browser:site', { site: SITE, on: false }],
])('%s forgets what the tabs remember', async (_, name, payload) => {
  await say(name, payload);
  expect(await trails.sites()).toEqual([]);
});

test('a page can teach nothing unless the user was asked to point in its tab', async () => {
  expect(await say('teach>browser:keep', { taught: { good: { css: '.ok' } } }, PAGE)).toMatchObject({
    ok: false,
    error: expect.stringContaining('Nobody was asked'),
  });
});
