/**
 * The story on a tracker Retrace knows nothing of, a real Trac: Ana files tickets, Ben closes them, Ana comes by later. What
 * became of a ticket is traced to what she did with it, wherever she sees it first: on its own page, in a row of a list, or in
 * a mail on another site.
 */
import { startMail } from './apps/mail/mail.ts';
import { startTrac, type Trac, tracMissing } from './apps/trac/trac.ts';
import type { Session, Tab } from './driver/driver.ts';
import { expect, test } from './fixtures.ts';
import { engine, switchOn } from './pages/extension.ts';

const missing = tracMissing();
test.skip(missing !== null, missing ?? '');

test('a ticket that somebody closes is traced to its filing, seen on its own page', async ({ start }) => {
  const trac = await startTrac();
  try {
    const { panel, page } = await atTrac(await start(), trac);
    const ticket = await fileTicket(
      page,
      'The ramp of the ferry is slippery',
      'Ice on it since Monday, two people fell.',
    );
    await seen(panel, trac, ticket);

    await trac.changeTicket('ben', ticket, {
      comment: 'Salted, and it works well now. Thank you.',
      action: 'resolve',
      resolution: 'fixed',
    });
    await page.goto(`${trac.url}/ticket/${ticket}`);
    const news = await changeOf(panel, trac, ticket);
    expect(news.value).toBeGreaterThan(0);
    await expectTraced(panel, news.id, ticket);
  } finally {
    await trac.stop();
  }
});

test('a ticket is traced to its filing when its new status is first seen in a row of a list', async ({ start }) => {
  const trac = await startTrac();
  try {
    const { panel, page } = await atTrac(await start(), trac);
    const ticket = await fileTicket(page, 'The crane squeaks at night', 'Neighbours complain about it.');
    await seen(panel, trac, ticket);

    await trac.changeTicket('ben', ticket, { action: 'resolve', resolution: 'wontfix' });
    await page.goto(`${trac.url}/query?status=closed&col=id&col=summary&col=status&col=resolution&order=id`);
    await expectTraced(panel, (await changeOf(panel, trac, ticket)).id, ticket);
  } finally {
    await trac.stop();
  }
});

test('a ticket is traced to its filing when its news is first seen in a mail on another site', async ({ start }) => {
  const trac = await startTrac();
  const mail = await startMail(() => trac.mailsTo('ana'));
  try {
    const session = await start();
    const { panel, page } = await atTrac(session, trac);
    await switchOn(session, new URL(mail.url).host);
    const ticket = await fileTicket(page, 'The lamp on pier four flickers', 'Every evening after nine.');
    await seen(panel, trac, ticket);

    await trac.changeTicket('ben', ticket, { comment: 'Changed the bulb.', action: 'resolve', resolution: 'fixed' });
    await page.goto(`${mail.url}/inbox`);
    await page.click('tbody tr:first-child a');
    const news = await changeOf(panel, trac, ticket);
    expect(news.value).toBeGreaterThan(0);
    await expectTraced(panel, news.id, ticket);
  } finally {
    await Promise.all([trac.stop(), mail.close()]);
  }
});

async function atTrac(session: Session, trac: Trac): Promise<{ panel: Tab; page: Tab }> {
  await switchOn(session, new URL(trac.url).host);
  // Opened first: a page is looked at while it is in front, so its tab comes last.
  const panel = await session.panel('/now');
  const page = await session.tab(`${trac.url}/about`);
  await trac.logIn(page, 'ana');
  return { panel, page };
}

async function fileTicket(page: Tab, summary: string, description: string): Promise<number> {
  await page.goto(new URL('/newticket', await page.url()).href);
  await page.fill('#field-summary', summary);
  await page.click('#field-description');
  await page.type(description);
  await page.click('#propertyform [name="submit"]');
  return page.waitFor('the new ticket', () => Number(/\/ticket\/(\d+)/.exec(location.pathname)?.[1]));
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

async function rowsOf(panel: Tab) {
  return (await engine(panel, 'timeline', { limit: 200 })).rows;
}

const threadOf = (trac: Trac, ticket: number) => new RegExp(`${new URL(trac.url).host}/.*\\bticket[/:]${ticket}\\b`);

async function eventually<R>(panel: Tab, what: string, look: () => Promise<R | undefined>): Promise<R> {
  const end = Date.now() + 15_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end)
      throw new Error(`The log does not know ${what}: ${JSON.stringify(await rowsOf(panel), null, 1)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Waits until the state of the ticket has been taken down once. */
async function seen(panel: Tab, trac: Trac, ticket: number): Promise<Row> {
  return eventually(panel, 'the ticket', async () =>
    (await rowsOf(panel)).find(
      ({ kind, thread }) => kind === 'observation' && threadOf(trac, ticket).test(thread ?? ''),
    ),
  );
}

/** The outcome that tells the changed status. */
async function changeOf(panel: Tab, trac: Trac, ticket: number): Promise<Row> {
  return eventually(panel, 'what became of the ticket', async () =>
    (await rowsOf(panel)).find(
      ({ kind, type, thread }) =>
        kind === 'outcome' && /:(change|close):/.test(type ?? '') && threadOf(trac, ticket).test(thread ?? ''),
    ),
  );
}

/** Whether what she sent from the form of new tickets is a candidate of the outcome. */
async function expectTraced(panel: Tab, outcome: string, ticket: number): Promise<void> {
  const filing = (await rowsOf(panel)).findLast(
    ({ kind, type }) => kind === 'action' && /:(create|save|send|submit):/.test(type ?? ''),
  );
  const { credits } = (await engine(panel, 'ask', { ask: 'credit', outcome, k: 50 })) as {
    credits: { action: string }[];
  };
  expect(
    credits.map(({ action }) => action),
    `filing of ticket ${ticket}`,
  ).toContain(filing?.id);
}
