/** What comes of an act at once, where the next page says it: a small app of forms that redirect, in the extension as it ships. */
import { servePages } from './apps/serve-pages.ts';
import { until } from './driver/driver.ts';
import { expect, test } from './fixtures.ts';
import { engine, switchOn } from './pages/extension.ts';

const BANNER = 'The desk is closed on Sunday';
const form = (
  action: string,
) => `<form method="post" action="${action}"><label>Title <input id="title" name="title"></label>
  <textarea id="body" name="body"></textarea><button id="send">Create ticket</button></form>`;

test('what the next page says is tied to the act before it, a page left again and a form left unsent are told', async ({
  start,
}) => {
  let flash: string | null = null;
  const app = await servePages(({ pathname }, sent) => {
    if (sent && pathname === '/refuse') return { html: '<h1>Conflict</h1>', status: 409 };
    if (sent) {
      flash = `Ticket was created: ${sent.get('title')}`;
      return { to: '/tickets/1' };
    }
    const notice = flash === null ? '' : `<div class="alert alert-success" role="alert">${flash}</div>`;
    flash = null;
    const body =
      pathname === '/tickets/3'
        ? form('/new')
        : pathname === '/tickets/4'
          ? form('/refuse')
          : `<a id="open" href="/tickets/2">Second ticket</a> <button id="delete">Delete</button>`;
    return {
      html: `<title>${pathname}</title><div class="alert">${BANNER}</div>${notice}<main><h1>${pathname}</h1>${body}</main>`,
    };
  });
  try {
    const session = await start();
    const site = new URL(app.url).host;
    await switchOn(session, site);
    const panel = await session.panel('/now');
    const told = async () =>
      (await engine(panel, 'timeline', { app: site, limit: 200 })).rows
        .filter(({ kind, type }) => kind === 'outcome' && type !== null && !type.startsWith('web:change'))
        .map(({ type, value }) => `${type} ${value}`)
        .reverse();
    const looks = async () => (await engine(panel, 'timeline', { app: site, kind: 'observation' })).rows.length;
    const settledOn = async (path: string, page: Awaited<ReturnType<typeof session.tab>>) => {
      const before = await looks();
      await page.goto(app.url + path);
      await until(`a look at ${path}`, async () => (await looks()) > before);
    };

    const page = await session.tab(`${app.url}/tickets/3`);
    await until('a look', async () => (await looks()) > 0);
    await page.fill('#title', 'Gate');
    await page.click('#send');
    await until('the notice', async () => (await told()).includes('web:show:success 0.5'));
    // The banner stood there before. The ticket that was made is done away with once its page is known.
    await until('a look at what was made', async () => (await looks()) > 1);
    await page.click('#delete');
    await until('what was made to be deleted', async () => (await told()).some((one) => /^web:delete:/.test(one)));

    await settledOn('/tickets/1', page);
    await page.click('#open');
    await page.waitFor('the second ticket', () => location.pathname === '/tickets/2');
    await page.back();
    await until('the return', async () => (await told()).includes('web:return:quickly -0.3'));

    await settledOn('/tickets/4', page);
    await page.fill('#title', 'Gate');
    await page.click('#send');
    await until('the status', async () => (await told()).includes('web:fail:page -0.7'));

    await settledOn('/tickets/3', page);
    await page.click('#body');
    await page.type('The gate on the north side does not open');
    // Firefox does not deliver the last word of a tab that is closed on the form itself.
    await page.goto(`${app.url}/tickets/1`);
    await page.close();
    await until('what was left unsent', async () => (await told()).includes('web:abandon:form -0.3'));

    expect((await told()).filter((one) => !/^web:delete:/.test(one))).toEqual([
      'web:show:success 0.5',
      'web:return:quickly -0.3',
      'web:fail:page -0.7',
      'web:abandon:form -0.3',
    ]);
    expect(await session.errors()).toEqual([]);
  } finally {
    await app.close();
  }
});
