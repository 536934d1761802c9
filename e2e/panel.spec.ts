/** The panel in the real extension, in both browsers: every switch, word and deletion goes through to the log and back. */
import { expect, test } from './fixtures.ts';
import { openPanel } from './pages/panel-page.ts';

const SITE = 'wiki.example.org';

test('a site is switched on by its host, kept over a reload, and switched off again', async ({ start }) => {
  const session = await start();
  await session.answerRequestsWithYes([SITE]);
  const panel = await openPanel(session, '/set/sites');
  await panel.addSite(SITE);

  const later = await openPanel(session, '/set/sites');
  await later.siteBecomes(SITE, true);
  await later.toggleSite(SITE);
  await later.siteBecomes(SITE, false);
  // The other panel hears of it.
  await panel.siteBecomes(SITE, false);
  expect(await session.errors()).toEqual([]);
});

test('a site of the never-list is refused in words, and nothing is asked', async ({ start }) => {
  const session = await start();
  const panel = await openPanel(session, '/set/sites');
  await panel.tab.fill('section[aria-labelledby="h-on"] form input', 'www.paypal.com');
  await panel.tab.press('Enter');
  await panel.says('www.paypal.com is on the list of what is never recorded');
  expect(await panel.isOn('www.paypal.com')).toBeNull();
});

test('recording is paused and goes on, at the button and in the menu', async ({ start }) => {
  const session = await start();
  const panel = await openPanel(session, '/now');
  await panel.tab.click('.pz');
  await panel.statusBecomes('Paused');
  await panel.statusBecomes('until you go on');
  await panel.tab.click('.pz');
  await panel.statusBecomes('Off');
  await panel.tab.click('.rec');
  await panel.tab.press('2');
  await panel.statusBecomes('Paused');
  expect(await panel.status()).toMatch(/until \d/);
});

test('what one tells Retrace is kept word for word, becomes a card, and is judged at a key', async ({ start }) => {
  const session = await start();
  const panel = await openPanel(session, '/you');
  await panel.tell('Use British spelling.');
  await panel.go('/now');
  await panel.go('/you');
  await panel.tab.waitFor('the card', () => document.querySelector('.card .stmt') !== null);
  expect(await panel.cards()).toEqual(['Use British spelling.']);
  expect(await panel.tab.text('.card .word')).toBe('You said so');

  await panel.tab.evaluate(() => document.querySelector<HTMLElement>('.card')?.focus());
  await panel.tab.press('p');
  await panel.says('Pinned Use British spelling.');
  await panel.tab.waitFor('the pin', () => document.querySelector('.card .pinned') !== null);
  await panel.tab.press('z');
  await panel.tab.waitFor('the pin to go', () => document.querySelector('.card .pinned') === null);
  expect(await session.errors()).toEqual([]);
});

test('an event is deleted with what was learned from it', async ({ start }) => {
  const session = await start();
  const panel = await openPanel(session, '/you');
  await panel.tell('Never share client names outside the company.');
  await panel.go('/timeline');
  await panel.deleteRow('Never share client names');
  await panel.says('Removed from Retrace, with everything learned from it.');
  await panel.tab.waitFor(
    'the row to go',
    () => !document.querySelector('main')?.textContent?.includes('client names'),
  );

  const later = await openPanel(session, '/you');
  await later.says('No beliefs yet');
});

test('every view as it looks in this browser, in both themes', async ({ start, shot }) => {
  const session = await start();
  const panel = await openPanel(session, '/you');
  await panel.tab.resize(400, 800);
  await panel.tell('Use British spelling.');
  for (const theme of ['light', 'dark'] as const) {
    await panel.tab.theme(theme);
    for (const [name, route] of [
      ['now', '/now'],
      ['you', '/you'],
      ['timeline', '/timeline'],
      ['sites', '/set/sites'],
      ['about', '/set/about'],
    ] as const) {
      await panel.go(route);
      await panel.tab.screenshot(shot(`panel-${name}-${theme}`));
    }
  }
  const welcome = await session.tab(session.extensionUrl('/welcome.html'));
  await welcome.resize(480, 800);
  await welcome.waitFor('the first step', () => document.querySelector('h1.hero') !== null);
  await welcome.screenshot(shot('welcome'));
  expect(await session.errors()).toEqual([]);
});
