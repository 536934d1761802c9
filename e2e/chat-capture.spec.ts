/** What is recorded of the talk in AI chats, through the built extension: with packs under the real host names, and without. */
import type { EventRowView } from '../lib/engine/api.ts';
import { startChats, TALKS, type TalkName } from './apps/chats/chats.ts';
import { type Session, type Tab, until } from './driver/driver.ts';
import { expect, test } from './fixtures.ts';
import { engine, message, switchOn } from './pages/extension.ts';

const NOTES = 'notes.example';
const BOX = '.composer > :first-child';

let chats: Awaited<ReturnType<typeof startChats>>;
test.beforeAll(async () => {
  chats = await startChats();
});
test.afterAll(() => chats.close());

async function open(
  start: (options: object) => Promise<Session>,
  chat: TalkName,
): Promise<{ session: Session; tab: Tab }> {
  const session = await start({ hosts: chats.hosts });
  const site = TALKS[chat].host;
  await switchOn(session, site);
  await switchOn(session, NOTES);
  const panel = await session.panel('/set/sites');
  await message(panel, 'panel>browser:site', { site, chat: true });
  await panel.close();
  return { session, tab: await session.tab(chats.url(chat)) };
}

async function ask(tab: Tab, prompt: string): Promise<void> {
  await tab.click(BOX);
  await tab.type(prompt);
  await tab.press('Enter');
}

/** Waits until so many answers have come in, and long enough that they count as standing still. */
async function answered(tab: Tab, count: number): Promise<void> {
  await tab.waitFor(
    `answer ${count}`,
    (wanted: number) =>
      [...document.querySelectorAll('.use-again')].length >= wanted && !document.querySelector('.use-stop'),
    count,
  );
  await new Promise((resolve) => setTimeout(resolve, 3_000));
}

/** Clicks the last control of its kind. */
async function use(tab: Tab, kind: string): Promise<void> {
  const at = await tab.evaluate((wanted: string) => {
    const control = [...document.querySelectorAll(`.use-${wanted}`)].at(-1)!;
    control.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = control.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }, kind);
  await tab.clickAt(at.x, at.y);
}

/** All that was recorded, oldest first, once `enough` says so. */
async function rows(session: Session, enough: (rows: readonly EventRowView[]) => boolean): Promise<EventRowView[]> {
  const panel = await session.panel('/now');
  try {
    return (await until('the records', async () => {
      const page = await engine(panel, 'timeline', { limit: 200 });
      const all = [...page.rows].reverse();
      return enough(all) ? all : null;
    }).catch(async (error) => {
      const page = await engine(panel, 'timeline', { limit: 200 });
      throw new Error(`${error}\n${page.rows.map((row) => `${row.kind} ${row.type} ${row.value ?? ''}`).join('\n')}`);
    })) as EventRowView[];
  } finally {
    await panel.close();
  }
}

const typesOf = (all: readonly EventRowView[], kind: string) =>
  all.filter((row) => row.kind === kind).map(({ type }) => (type ?? '').replace(/^[^:]*:/, ''));

for (const chat of [
  'chatgpt-classic',
  'chatgpt-new',
  'chatgpt-mobile',
  'claude',
  'claude-classic',
  'hashed-chat',
] as const) {
  test(`${chat}: what is done with answers is told once, and is an outcome of its prompt`, async ({ start }) => {
    const { session, tab } = await open(start, chat);
    const before = await tab.count('.use-again');
    await ask(tab, 'When does the bridge open on Sunday?');
    await answered(tab, before + 1);
    await use(tab, 'bad');
    await use(tab, 'again');
    await answered(tab, before + 1);
    await ask(tab, 'no, shorter');
    await answered(tab, before + 2);
    await use(tab, 'edit');
    await tab.press('End');
    await tab.type(' and in German');
    await use(tab, 'save-edit');
    await answered(tab, before + 2);
    await ask(tab, 'Now a long one about the river and its bridges');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await tab.click('.sender');
    await new Promise((resolve) => setTimeout(resolve, 1_000));

    const all = await rows(session, (now) => typesOf(now, 'outcome').includes('stop:answer'));
    expect(typesOf(all, 'outcome')).toEqual([
      'rate:answer',
      'regenerate:answer',
      'correct:answer',
      'edit-prompt:answer',
      'stop:answer',
    ]);
    const acts = typesOf(all, 'action').filter((type) => !/^(?:visit|read|return|leave|edit|open|press):/.test(type));
    expect(acts).toEqual([
      'prompt:answer',
      'rate-bad:answer',
      'regenerate:answer',
      'prompt:answer',
      'edit-prompt:prompt',
      'prompt:answer',
      'stop:answer',
    ]);
    const said = all.filter(({ kind }) => kind === 'statement').map(({ text }) => text ?? '');
    expect(said.filter((text) => /bridge opens at nine|Dear team|three ways/.test(text)).length).toBe(5);
    expect(said).toContain('no, shorter and in German');
  });
}

test('an answer that is copied, pasted elsewhere and changed there tells how much of it was kept', async ({
  start,
}) => {
  const { session, tab } = await open(start, 'claude');
  const before = await tab.count('.use-again');
  await ask(tab, 'When does the bridge open on Sunday?');
  await answered(tab, before + 1);
  await use(tab, 'copy');

  const notes = await session.tab(chats.url('note'));
  await notes.click('#note');
  await notes.press('Control+v');
  await notes.waitFor(
    'the pasted answer',
    () => document.querySelector<HTMLTextAreaElement>('#note')!.value.length > 50,
  );
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  await notes.evaluate(() => {
    const field = document.querySelector<HTMLTextAreaElement>('#note')!;
    field.setSelectionRange(field.value.indexOf(' On Sundays'), field.value.length);
  });
  await notes.type(' That is all you need to know.');
  await notes.click('#save');
  await notes.waitFor('the form to be sent', () => location.pathname === '/saved');

  const all = await rows(session, (now) => typesOf(now, 'outcome').includes('keep:paste'));
  expect(typesOf(all, 'outcome')).toContain('copy:answer');
  const acts = typesOf(all, 'action');
  for (const type of ['copy:answer', 'paste:text', 'revise:draft']) expect(acts).toContain(type);
  const kept = all.find(({ type }) => type?.endsWith(':keep:paste'))!;
  expect(kept.value).toBeGreaterThan(-0.5);
  expect(kept.value).toBeLessThan(0.2);
});
