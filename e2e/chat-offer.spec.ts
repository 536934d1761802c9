/** The offer at the message box of each chat, with the real editors, under the real host names. */
import { CHATS, type ChatName, startChats } from './apps/chats/chats.ts';
import type { Session, Tab } from './driver/driver.ts';
import { expect, test } from './fixtures.ts';
import { engine, switchOn } from './pages/extension.ts';

const LINE = 'Use British spelling.';
const DRAFT = 'Please write an email that invites the team to lunch';

let chats: Awaited<ReturnType<typeof startChats>>;
test.beforeAll(async () => {
  chats = await startChats();
});
test.afterAll(() => chats.close());

/** A session in which the chat is switched on and one line is known that fits the draft. */
async function ready(
  start: (options: object) => Promise<Session>,
  chat: ChatName,
): Promise<{ session: Session; tab: Tab }> {
  const session = await start({ hosts: chats.hosts });
  await switchOn(session, CHATS[chat].host);
  const panel = await session.panel('/you');
  await engine(panel, 'append', [
    {
      kind: 'statement',
      id: 's1',
      t: new Date().toISOString(),
      app: 'retrace',
      role: 'user',
      thread: 'retrace/you',
      text: LINE,
    },
  ]);
  await panel.close();
  return { session, tab: await session.tab(chats.url(chat)) };
}

const BOX = '.composer > :first-child';

/** Types the draft and waits for the chip: our host element is the one the page did not make. */
async function offered(tab: Tab): Promise<void> {
  await tab.click(BOX);
  await tab.type(DRAFT);
  await tab.waitFor('the offer', () => document.documentElement.lastElementChild?.localName === 'div');
}

const draftOf = (tab: Tab) =>
  tab.evaluate(() => {
    const box = document.querySelector('.composer > :first-child')!;
    return box instanceof HTMLTextAreaElement
      ? box.value
      : [...box.children].map((block) => block.textContent).join('\n');
  });
const isShown = (tab: Tab) => tab.evaluate(() => document.documentElement.lastElementChild?.localName === 'div');
const seen = (tab: Tab) => tab.evaluate(() => window.seen);

const hasLines = (tab: Tab, wanted: boolean) =>
  tab.waitFor(
    wanted ? 'the line in the box' : 'the line to be gone',
    (there: boolean) => {
      const box = document.querySelector('.composer > :first-child')!;
      const text = box instanceof HTMLTextAreaElement ? box.value : (box.textContent ?? '');
      return text.includes('About me') === there;
    },
    wanted,
  );
const words = (text: string) => text.replace(/\s+/g, ' ').trim();

for (const chat of Object.keys(CHATS) as ChatName[]) {
  test(`${chat}: lines are offered, added by Tab, taken out by one undo, and never sent or shown to the page`, async ({
    start,
    shot,
  }) => {
    const { tab } = await ready(start, chat);

    await test.step('the page cannot see the offer', async () => {
      await offered(tab);
      await tab.screenshot(shot(`offer-${chat}`));
      const host = await tab.evaluate(() => {
        const element = document.documentElement.lastElementChild as HTMLElement;
        const attributes = [...element.attributes].map(({ name }) => name);
        return { text: element.textContent, shadow: element.shadowRoot, attributes };
      });
      expect(host).toEqual({ text: '', shadow: null, attributes: ['style'] });
      expect(await tab.evaluate(() => (document.body.textContent ?? '').includes('British'))).toBe(false);
    });

    await test.step('Esc dismisses it, and Tab is the page’s again', async () => {
      await tab.press('Escape');
      expect(await isShown(tab)).toBe(false);
      expect(words(await draftOf(tab))).toBe(DRAFT);
      await tab.press('Tab');
      expect(await seen(tab)).toMatchObject({ sent: [], tabs: 1 });
    });

    await test.step('Tab adds the line before the draft, and the caret stands where it stood', async () => {
      await tab.goto(chats.url(chat));
      await offered(tab);
      await tab.press('Tab');
      await hasLines(tab, true);
      await tab.screenshot(shot(`added-${chat}`));
      expect(words(await draftOf(tab))).toBe(`About me: ${LINE} ${DRAFT}`);
      await tab.type(' on Friday');
      expect(words(await draftOf(tab))).toBe(`About me: ${LINE} ${DRAFT} on Friday`);
    });

    await test.step('one undo takes the line out and leaves the draft', async () => {
      await tab.goto(chats.url(chat));
      await offered(tab);
      await tab.press('Tab');
      await hasLines(tab, true);
      await tab.press('Control+z');
      await hasLines(tab, false);
      expect(words(await draftOf(tab))).toBe(DRAFT);
    });

    await test.step('opened by key, a struck line stays out', async () => {
      await tab.goto(chats.url(chat));
      await offered(tab);
      await tab.press('Alt+ArrowDown');
      // What lies above the box is ours now: the preview is open and can be clicked.
      await tab.waitFor('the preview', () => {
        const { left, top } = document.querySelector('.composer')!.getBoundingClientRect();
        const host = document.documentElement.lastElementChild;
        return document.elementFromPoint(left + 300, top - 60) === host;
      });
      await tab.screenshot(shot(`preview-${chat}`));
      await tab.press('Space');
      await tab.press('Enter');
      expect(words(await draftOf(tab))).toBe(DRAFT);
      await tab.press('Escape');
      expect(await isShown(tab)).toBe(false);
    });
    expect(await seen(tab)).toMatchObject({ sent: [] });
  });
}

test('a draft that has nothing to do with what is known gets no offer', async ({ start }) => {
  const { tab } = await ready(start, 'claude');
  await tab.click(BOX);
  await tab.type('What is 17 times 23?');
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(await isShown(tab)).toBe(false);
});
