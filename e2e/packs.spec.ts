/** Packs where their software really runs: recognised by their own marks, read in any language, and seen to fit. */
import { startTrac, tracMissing } from './apps/trac/trac.ts';
import { until } from './driver/driver.ts';
import { expect, test } from './fixtures.ts';
import { engine, message, switchOn } from './pages/extension.ts';

const missing = tracMissing();

test('a real Trac is known by its marks, and its pack says what becomes of a ticket, in German too', async ({
  start,
}) => {
  test.skip(missing !== null, missing ?? '');
  const trac = await startTrac();
  try {
    const session = await start();
    const site = new URL(trac.url).host;
    await switchOn(session, site);
    const panel = await session.panel('/set/sites');
    const page = await session.tab(`${trac.url}/about`);
    await trac.logIn(page, 'ana');
    await trac.speak('ana', 'de');
    const rows = async () => (await engine(panel, 'timeline', { limit: 200 })).rows;

    await page.goto(`${trac.url}/newticket`);
    await page.fill('#field-summary', 'The ramp of the ferry is slippery');
    await page.click('#field-description');
    await page.type('Ice on it since Monday, two people fell.');
    await page.click('#propertyform [name="submit"]');
    const ticket = await page.waitFor('the new ticket', () => Number(/\/ticket\/(\d+)/.exec(location.pathname)?.[1]));
    const looks = async () =>
      (await rows()).filter(({ kind, thread }) => kind === 'observation' && thread === `${site}/ticket:${ticket}`)
        .length;
    await until('a look at the ticket', async () => (await looks()) > 0);
    expect((await rows()).map(({ type }) => type)).toContain('trac:create:ticket');

    await trac.changeTicket('ben', ticket, { comment: 'Not ours.', action: 'resolve', resolution: 'wontfix' });
    for (const _ of [1, 2, 3]) {
      const before = await looks();
      await page.goto(`${trac.url}/ticket/${ticket}`);
      await until('one more look', async () => (await looks()) > before);
    }
    const outcomes = (await rows())
      .filter(({ kind }) => kind === 'outcome')
      .map(({ type, value }) => ({ type, value }));
    expect(outcomes).toContainEqual({ type: 'trac:change:status', value: -1 });

    const status = (await message(panel, 'panel>browser:status')) as { sites: { site: string; pack: unknown }[] };
    expect(status.sites.find((each) => each.site === site)?.pack).toEqual({ id: 'trac', name: 'Trac', health: 'fits' });
    await panel.waitFor(
      'the Sites view to say so',
      (of: string) => !!document.querySelector(`[data-item="${of}"] [data-knowledge="fits"]`),
      site,
    );
    expect(await session.errors()).toEqual([]);
  } finally {
    await trac.stop();
  }
});
