/** The walk through the story, made by the driver as a person would make it, on the workbench. */
import type { Workbench } from '../e2e/apps/workbench/workbench.ts';
import type { Session, Tab } from '../e2e/driver/driver.ts';
import { engine, message, switchOn } from '../e2e/pages/extension.ts';

const TITLE = 'Bridge opening dates';
const MINE = 'In winter the bridge opens on weekdays from nine until five, and on Sundays only after a call.';
const PATIENCE_IN_MS = 20_000;

/** @param shot file for a screenshot by its name. @throws Error naming the step that did not come. */
export async function walkByItself(
  session: Session,
  workbench: Workbench,
  shot: (name: string) => string,
): Promise<void> {
  const wiki = new URL(workbench.url).host;
  const chat = new URL(workbench.chatUrl).host;
  const say = (step: string) => console.log(step);

  say(`1. ${session.browser} ${session.version} is open with Retrace and a fresh profile.`);
  await switchOn(session, wiki);
  await switchOn(session, chat);
  const panel = await session.panel('/set/sites');
  await message(panel, 'panel>browser:site', { site: chat, on: true, chat: true });
  await panel.screenshot(shot('1-sites'));
  say(`2. ${wiki} (the workbench) and ${chat} (its chat) are switched on. Nothing else is recorded.`);

  const tab = await session.tab(workbench.url);
  await tab.click('button[value="Ana"]');
  await tab.waitFor('Ana to be logged in', () => document.querySelector('.accounts b')?.textContent === 'Ana');
  await tab.goto(`${workbench.url}/page/${encodeURIComponent(TITLE)}`);
  await tab.click('summary');
  await tab.click('#text');
  await tab.press('Control+End');
  await tab.type(`\n${MINE}`);
  await tab.fill('#summary', 'Winter times');
  await tab.click('.editor button');
  await tab.waitFor('the page to be saved', () => document.querySelector('.toast') !== null);
  await tab.screenshot(shot('2-edit'));
  const edit = await row(panel, 'the edit', 'web:save:edit');
  await waits(panel);
  say(`3. Ana's edit is recorded: "${edit.title}".`);

  const ben = await session.tab(`${workbench.elsewhereUrl}/history/${encodeURIComponent(TITLE)}`);
  await ben.click('button[value="Ben"]');
  await ben.waitFor('Ben to be logged in', () => document.querySelector('.accounts b')?.textContent === 'Ben');
  await ben.click('form[action^="/revert/"] button');
  await ben.waitFor('the revert', () => document.querySelector('.tag') !== null);
  await ben.close();
  say(
    `4. Ben takes it back, at ${new URL(workbench.elsewhereUrl).host}, which is not switched on. Nobody tells Retrace.`,
  );

  await tab.goto(`${workbench.url}/page/${encodeURIComponent(TITLE)}`);
  await row(panel, 'the revert', 'web:revert:edit');
  const [noticed] = (await engine(panel, 'now')).noticed;
  if (noticed?.causes[0]?.action !== edit.id)
    throw new Error(`The revert was not traced to the edit: ${JSON.stringify(noticed)}`);
  say(
    `5. At Ana's next visit it is noticed: "${noticed.title}", ${noticed.causes[0].status} to "${noticed.causes[0].text}".`,
  );
  await panel.goto(session.extensionUrl('/sidepanel.html#/now'));
  await panel.waitFor('the panel', (title: string) => document.body.textContent?.includes(title), TITLE);
  await panel.screenshot(shot('3-now'));

  const lesson = (await engine(panel, 'you', { kind: 'lesson' }))[0];
  if (!lesson) throw new Error('There is no lesson.');
  say(
    `6. The panel has a card with that evidence: "${lesson.text}" (${lesson.status}; ${lesson.for.length} for, ${lesson.against.length} against).`,
  );
  const you = await session.panel('/you');
  await you.waitFor('the card', (text: string) => document.body.textContent?.includes(text), lesson.text);
  await you.screenshot(shot('4-you'));

  const talk = await session.tab(workbench.chatUrl);
  await talk.click('.composer textarea');
  await talk.type(`Help me write about the ${TITLE} once more`);
  await talk.waitFor('the offer', () => document.documentElement.lastElementChild?.localName === 'div');
  await talk.screenshot(shot('5-offer'));
  await talk.press('Tab');
  const text = await talk.waitFor('the line in the box', () => {
    const value = (document.querySelector('.composer textarea') as HTMLTextAreaElement).value;
    return value.startsWith('About me: ') ? value : '';
  });
  await talk.screenshot(shot('6-added'));
  say(`7. The next prompt is offered the line, and Tab puts it in:\n${text.replace(/^/gm, '     ')}`);
  say('   Send was not pressed. Nothing left this machine.');
}

/** Waits until the edit was seen on its page: from then on Retrace waits for what becomes of it. */
async function waits(panel: Tab): Promise<void> {
  const end = Date.now() + PATIENCE_IN_MS;
  while ((await engine(panel, 'now')).waiting.length === 0) {
    if (Date.now() > end) throw new Error('The edit was not seen on its page.');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Waits until the log has a record of a type. */
async function row(panel: Tab, what: string, type: string) {
  const end = Date.now() + PATIENCE_IN_MS;
  for (;;) {
    const { rows } = await engine(panel, 'timeline', { limit: 100 });
    const found = rows.find((each) => each.type === type);
    if (found) return found;
    if (Date.now() > end)
      throw new Error(
        `The log does not know ${what}. It has: ${rows.map((each) => each.type ?? each.kind).join(', ')}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
