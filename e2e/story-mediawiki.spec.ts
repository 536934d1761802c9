/**
 * The story Retrace exists for, on a real MediaWiki: Ana edits a page, Ben takes it back, Ana comes by later. The revert is
 * noticed and traced to the edit, a lesson says so, and the next prompt about that page is offered the line.
 */
import { CHATS, startChats } from './apps/chats/chats.ts';
import { mediaWikiMissing, startMediaWiki } from './apps/mediawiki/mediawiki.ts';
import type { Tab } from './driver/driver.ts';
import { expect, test } from './fixtures.ts';
import { engine, switchOn } from './pages/extension.ts';

const TITLE = 'Bridge opening dates';
const MINE =
  'In winter the bridge opens on weekdays from nine until five, and on Sundays only after a call to the harbour office.';

test('an edit that somebody takes back is noticed, traced, learnt from, and offered to the next chat', async ({
  start,
  shot,
}) => {
  const missing = mediaWikiMissing();
  test.skip(missing !== null, missing ?? '');
  const [wiki, chats] = await Promise.all([startMediaWiki(), startChats()]);
  try {
    const session = await start({ hosts: chats.hosts });
    await switchOn(session, new URL(wiki.url).host);
    await switchOn(session, CHATS.claude.host);

    // Opened first: a page is looked at while it is in front, so its tab comes last.
    const panel = await session.panel('/now');
    const page = await session.tab(wiki.page('Special:UserLogin'));
    await page.fill('#wpName1', 'Ana');
    await page.fill('#wpPassword1', wiki.accounts.Ana.password);
    await page.click('#wpLoginAttempt');
    await page.waitFor('Ana to be logged in', () =>
      document.querySelector('#pt-userpage')?.textContent?.includes('Ana'),
    );

    await page.goto(wiki.page(TITLE, { action: 'edit' }));
    await page.click('#wpTextbox1');
    await page.press('Control+End');
    await page.type(`\n\n${MINE}`);
    await page.fill('#wpSummary', 'Winter times');
    await page.click('#wpSave');
    await page.waitFor(
      'the saved page',
      (mine: string) => document.querySelector('#mw-content-text')?.textContent?.includes(mine),
      MINE,
    );

    const knows = async (what: string, look: () => Promise<boolean>) => {
      const end = Date.now() + 20_000;
      while (!(await look())) {
        if (Date.now() > end)
          throw new Error(
            `The log does not know ${what}: ${JSON.stringify((await engine(panel, 'timeline', { limit: 20 })).rows, null, 1)}`,
          );
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    };
    const rows = async () => (await engine(panel, 'timeline', { limit: 100 })).rows;
    await knows('the edit', async () => (await rows()).some(({ type }) => type === 'mediawiki:save:edit'));
    await knows('that it was seen on the page', async () => (await engine(panel, 'now')).waiting.length > 0);

    await wiki.undoLast('Ben', TITLE);
    await page.goto(wiki.page(TITLE));
    await knows('the revert', async () => (await rows()).some(({ type }) => type === 'mediawiki:revert:edit'));

    const { noticed } = await engine(panel, 'now');
    const edit = (await rows()).find(({ type }) => type === 'mediawiki:save:edit')!;
    expect(noticed[0]).toMatchObject({ type: 'mediawiki:revert:edit', entity: TITLE, value: -1 });
    expect(noticed[0]!.causes[0]).toMatchObject({ action: edit.id, status: 'linked' });

    await panel.goto(session.extensionUrl('/sidepanel.html#/now'));
    await panel.waitFor(
      'the revert in the panel',
      (title: string) => (document.body.textContent ?? '').includes(`to ${title} was reverted`),
      TITLE,
    );
    await panel.screenshot(shot('story-now'));
    const you = await session.panel('/you');
    await you.waitFor(
      'the lesson',
      (title: string) => (document.body.textContent ?? '').includes(`on “${title}” was reverted`),
      TITLE,
    );
    await you.screenshot(shot('story-you'));

    const chat = await session.tab(chats.url('claude'));
    await chat.click('.composer > :first-child');
    await chat.type(`Help me write about the ${TITLE} once more`);
    await chat.waitFor('the offer', () => document.documentElement.lastElementChild?.localName === 'div');
    await chat.screenshot(shot('story-offer'));
    await chat.press('Tab');
    const text = await added(chat);
    expect(text).toContain(`“${TITLE}”`);
    expect(text).toContain('reverted');
    await chat.screenshot(shot('story-added'));
    expect(await session.errors()).toEqual([]);
  } finally {
    await Promise.all([wiki.stop(), chats.close()]);
  }
});

async function added(chat: Tab): Promise<string> {
  return chat.waitFor('the line in the box', () => {
    const text = document.querySelector('.composer > :first-child')?.textContent ?? '';
    return text.includes('About me') ? text : '';
  });
}
