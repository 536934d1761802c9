/** "Teach this box", on an app nobody has a pack for: pointed at once, read so from then on. */
import { escaped, type ServedPages, servePages } from './apps/serve-pages.ts';
import { type Tab, until } from './driver/driver.ts';
import { expect, test } from './fixtures.ts';
import { engine, message, switchOn } from './pages/extension.ts';

interface Order {
  readonly name: string;
  status: string;
}

/** Rows that only say that somebody was at a page. */
const BEING_THERE = /:(?:visit|return|read):/;

let orders: Record<string, Order>;
let shop: ServedPages;

test.beforeAll(async () => {
  shop = await servePages((url, form) => {
    const id = /^\/orders\/(\d+)/.exec(url.pathname)?.[1] ?? '';
    const order = orders[id];
    if (!order) return { html: '<h1>Shop</h1>' };
    if (form) return { to: `/orders/${id}` };
    return { html: pageOf(id, order) };
  });
});
test.afterAll(() => shop.close());
test.beforeEach(() => {
  orders = {
    1: { name: 'Relay for the north gate', status: 'Turned down' },
    2: { name: 'Paint for the rail', status: 'Waiting' },
  };
});

/** No heading, no status class, made-up names for style: nothing the web's conventions would find. */
function pageOf(id: string, { name, status }: Order): string {
  return `<!DOCTYPE html><html lang="en"><head><title>Shop</title></head><body>
    <div class="css-9x8y7z shell"><div class="order-head"><span class="css-1a2b3c order-name">${escaped(name)}</span>
    <i class="css-4d5e6f pill pill-${status.split(' ')[0]!.toLowerCase()}">${escaped(status)}</i></div>
    <form action="/orders/${id}" method="post"><textarea name="note" aria-label="Note"></textarea><button>Send note</button></form></div>
    <script>window.presses = 0; for (const type of ['mousedown', 'pointerdown', 'click', 'keydown'])
      document.body.addEventListener(type, () => window.presses++);</script></body></html>`;
}

const isShown = (tab: Tab) => tab.evaluate(() => document.documentElement.lastElementChild?.localName === 'div');
const appears = (tab: Tab) =>
  tab.waitFor('the box', () => document.documentElement.lastElementChild?.localName === 'div');

test('a user points at what is what; it is read so from then on, seen in the Sites view, and unlearnt there', async ({
  start,
  shot,
}) => {
  const session = await start();
  const site = new URL(shop.url).host;
  await switchOn(session, site);
  const tab = await session.tab(`${shop.url}/orders/1`);
  const panel = await session.panel('/set/sites');
  const item = `[data-item="${site}"]`;
  await panel.click(`${item} button[aria-label="Teach… ${site}"]`);

  await test.step('the box is out of the page’s sight, and the page feels no press', async () => {
    await appears(tab);
    const host = await tab.evaluate(() => {
      const element = document.documentElement.lastElementChild as HTMLElement;
      return { text: element.textContent, shadow: element.shadowRoot };
    });
    expect(host).toEqual({ text: '', shadow: null });
    await tab.click('.order-name');
    await tab.screenshot(shot('teach'));
    await tab.press('Enter');
    await tab.click('.pill');
    await tab.press('Enter');
    // What “turned down” is worth: the second answer, bad news. Then no good and no bad news.
    await tab.press('Tab');
    await tab.press('Enter');
    for (const _ of ['good', 'bad']) {
      await tab.press('Tab');
      await tab.press('Enter');
    }
    expect(await tab.evaluate(() => (window as unknown as { presses: number }).presses)).toBe(0);
  });

  await test.step('it is in the Sites view', async () => {
    await panel.waitFor('what was taught', (of: string) => !!document.querySelector(of), `[data-taught="${site}"]`);
    await tab.press('Escape');
    expect(await isShown(tab)).toBe(false);
  });

  await test.step('another page of its kind is read so, and what becomes of it is worth what was said', async () => {
    await tab.goto(`${shop.url}/orders/2`);
    await until('the thing by its name', async () => {
      const { rows } = await engine(panel, 'timeline', { kind: 'observation' });
      return rows.some(({ text, title }) => `${text} ${title}`.includes('Paint for the rail'));
    });
    await tab.fill('textarea', 'Any news of it?');
    await tab.click('button');
    // What changes with the note itself is the user's own doing: so the page is seen unchanged first.
    await until('the note, and a look at the page after it', async () => {
      const { rows } = await engine(panel, 'timeline', {});
      const done = rows.filter(({ thread, type }) => thread?.endsWith('/orders/2') && !BEING_THERE.test(type ?? ''));
      const of = (kind: string) => done.find((row) => row.kind === kind)?.t ?? '';
      return of('action') !== '' && of('observation') > of('action');
    });
    orders[2]!.status = 'Turned down';
    await tab.goto(`${shop.url}/orders/2`);
    const outcome = await until('the bad news', async () => {
      const { rows } = await engine(panel, 'timeline', { kind: 'outcome' });
      return rows.find(({ type }) => type === 'web:change:status');
    });
    expect(outcome).toMatchObject({ value: -1 });
  });

  await test.step('pointing was no act, and left nothing of the page behind', async () => {
    const { rows } = await engine(panel, 'timeline', { kind: 'action' });
    const done = rows.filter(({ thread, type }) => thread?.endsWith('/orders/1') && !BEING_THERE.test(type ?? ''));
    expect(done.map(({ type }) => type)).toEqual([]);
  });

  await test.step('unlearnt, it is read as any site', async () => {
    await panel.click(`[data-taught="${site}"] button[aria-label^="Unlearn"]`);
    await panel.waitFor('it to be gone', (of: string) => !document.querySelector(of), `[data-taught="${site}"]`);
    const status = (await message(panel, 'panel>browser:status')) as { sites: { site: string; own: unknown }[] };
    expect(status.sites.find((each) => each.site === site)?.own).toBeNull();
  });
  expect(await session.errors()).toEqual([]);
});

test('by keys alone: arrows move over the page, Enter takes, Esc ends it and keeps nothing', async ({ start }) => {
  const session = await start();
  const site = new URL(shop.url).host;
  await switchOn(session, site);
  const tab = await session.tab(`${shop.url}/orders/1`);
  const panel = await session.panel('/set/sites');
  await panel.click(`[data-item="${site}"] button[aria-label="Teach… ${site}"]`);
  await appears(tab);
  // Body, shell, head, name.
  for (const _ of ['shell', 'head', 'name']) await tab.press('ArrowDown');
  await tab.press('Enter');
  await tab.press('Enter');
  await tab.press('Escape');
  expect(await isShown(tab)).toBe(false);
  const status = (await message(panel, 'panel>browser:status')) as { sites: { site: string; own: unknown }[] };
  expect(status.sites.find((each) => each.site === site)?.own).toBeNull();
});

test('a page cannot teach by itself: what nobody was asked for is refused', async ({ start }) => {
  const session = await start();
  const site = new URL(shop.url).host;
  await switchOn(session, site);
  const panel = await session.panel('/set/sites');
  await expect(message(panel, 'teach>browser:keep', { taught: { title: { css: 'h1' } } })).rejects.toThrow(
    /not for own-page/,
  );
});
