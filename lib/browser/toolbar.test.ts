import { beforeEach, expect, test, vi } from 'vitest';
import { browserForTests } from './browser-for-tests.ts';
import { SIGNS } from './toolbar-sign.ts';

const world = vi.hoisted(() => ({ current: undefined as unknown }));
vi.mock('wxt/browser', () => ({
  get browser() {
    return (world.current as ReturnType<typeof browserForTests>).browser;
  },
}));
const { createToolbar } = await import('./toolbar.ts');

let fake: ReturnType<typeof browserForTests>;
let badges: Map<number, string>;
beforeEach(() => {
  fake = browserForTests();
  world.current = fake;
  fake.tabs.push({ id: 1, url: 'https://desk.example/1' });
  badges = new Map();
  fake.browser.action.setBadgeText = async ({ tabId, text }: { tabId: number; text: string }) => {
    badges.set(tabId, text);
  };
});
/** Each life of the background makes its own toolbar over the same browser. */
const wake = () => createToolbar(async () => 'recording');
const shows = (tab: number, state: keyof typeof SIGNS) =>
  vi.waitFor(() => expect(badges.get(tab)).toBe(SIGNS[state].badge));

test('a background that slept still knows which tab holds a secret field', async () => {
  wake().holdsSecret(1, 0, true);
  await shows(1, 'secret');
  badges.clear();
  await wake().refresh();
  expect(badges.get(1)).toBe(SIGNS.secret.badge);
});

test('two frames hold one each: the sign goes with the last of them', async () => {
  const toolbar = wake();
  toolbar.holdsSecret(1, 0, true);
  toolbar.holdsSecret(1, 5, true);
  toolbar.holdsSecret(1, 0, false);
  await toolbar.refresh();
  expect(badges.get(1)).toBe(SIGNS.secret.badge);
  toolbar.holdsSecret(1, 5, false);
  await toolbar.refresh();
  expect(badges.get(1)).toBe(SIGNS.recording.badge);
});

test('a tab that loads another page, and one that was closed, hold nothing, in the next life of the background too', async () => {
  const toolbar = wake();
  toolbar.holdsSecret(1, 0, true);
  toolbar.holdsSecret(2, 0, true);
  fake.updateTab(1, { status: 'loading' });
  fake.closeTab(2);
  await toolbar.refresh();
  expect(badges.get(1)).toBe(SIGNS.recording.badge);
  await wake().refresh();
  expect(badges.get(1)).toBe(SIGNS.recording.badge);
  expect(await fake.browser.storage.session.get('secret-fields')).toEqual({ 'secret-fields': {} });
});
