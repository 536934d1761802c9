import { expect, test, vi } from 'vitest';
import { browserForTests } from './browser-for-tests.ts';

const world = vi.hoisted(() => ({ current: undefined as unknown }));
vi.mock('wxt/browser', () => ({
  get browser() {
    return (world.current as ReturnType<typeof browserForTests>).browser;
  },
}));
const { createRecordingControl } = await import('./recording-control.ts');
const { changeChoices } = await import('./recording.ts');
const { countRefused } = await import('./refusals.ts');

const SITE = 'desk.example';

function openBrowser() {
  const fake = browserForTests();
  world.current = fake;
  fake.tabs.push({ id: 1, url: `https://${SITE}/1` });
  const control = createRecordingControl(
    () => undefined,
    () => undefined,
  );
  return { fake, control };
}
const pauseUntil = (pausedUntil: number) => changeChoices((now) => ({ ...now, pausedUntil }));

test('a pause that is over is lifted by the first page that asks, and one begun in the same moment is kept', async () => {
  const { fake, control } = openBrowser();
  await control.switchSite(SITE, { on: true });
  await pauseUntil(Date.now() - 1);
  expect((await control.modeOf(SITE)).recording).toBe(true);
  await pauseUntil(Date.now() - 1);
  await Promise.all([control.modeOf(SITE), control.pause(null)]);
  expect((await control.modeOf(SITE)).recording).toBe(false);
  // Whoever was told of the end of the one was told of the begin of the other after it.
  await control.restore();
  expect(fake.sentToTabs.at(-1)).toMatchObject({ tab: 1, message: { payload: { recording: false } } });
});

test('pages are told last what was chosen last, however the changes come together', async () => {
  const { fake, control } = openBrowser();
  await control.switchSite(SITE, { on: true });
  let answers = 0;
  // The first question takes the browser longer than all others.
  fake.browser.permissions.contains = () =>
    new Promise((resolve) => setTimeout(() => resolve(true), answers++ === 0 ? 30 : 0));
  await Promise.all([control.resume(), control.pause(15)]);
  expect(fake.sentToTabs.at(-1)).toMatchObject({ message: { payload: { recording: false } } });
});

test('a site that is switched on is recorded in the tabs that are open, the frames in them too', async () => {
  const { fake, control } = openBrowser();
  fake.tabs.push({ id: 2, url: `https://${SITE}/2`, discarded: true });
  await control.switchSite(SITE, { on: true, chat: true });
  const once = [
    { target: { tabId: 1, allFrames: true }, files: ['/content-scripts/capture.js'] },
    { target: { tabId: 1, allFrames: false }, files: ['/content-scripts/chat.js'] },
  ];
  expect(fake.started).toEqual(once);
  // After an update: the page has told already how one came to it, and the new script hears that before it starts.
  await control.startInTabs();
  const mark = { target: { tabId: 1, allFrames: true }, func: expect.any(Function) };
  expect(fake.started).toEqual([...once, mark, ...once]);
});

test('a site that is forgotten leaves no name behind, and one that is recorded is not forgotten', async () => {
  const { fake, control } = openBrowser();
  const kept = () => JSON.stringify([...fake.browser.storage.local.all()]);
  await control.switchSite(SITE, { on: true });
  await countRefused(SITE, 2, 'no time', new Date());
  await control.forgetSite(SITE);
  expect((await control.status()).sites.map(({ site }) => site)).toEqual([SITE]);
  await control.switchSite(SITE, { on: false });
  expect(kept()).toContain(SITE);
  await control.forgetSite(SITE);
  expect(kept()).not.toContain(SITE);
});
