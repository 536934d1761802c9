/**
 * The talk of chats that no pack knows, in a real browser: each stand-in at an address of no chat, called one by its user, so that
 * all is found by structure and by what controls say of themselves.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundle } from '../../../e2e/apps/chats/chats.ts';
import {
  CHROMIUM,
  openRecorder,
  type RecordedPage,
  type RecorderHarness,
  WHY_SKIPPED,
} from '../../../e2e/recorder-harness/open-recorder.ts';
import type { RecorderSettings } from '../../../e2e/recorder-harness/recorder-words.ts';
import type { ActionRecord, OutcomeRecord, StatementRecord } from '../../records/record.ts';

const FOLDER = new URL('../../../e2e/apps/chats/', import.meta.url);
/** One with many attributes, one with few, one with none; the others are driven through the extension (e2e). */
const CHATS = ['claude', 'chatgpt-mobile', 'hashed-chat'];
const title = CHROMIUM ? 'a chat nobody knows' : `a chat nobody knows (skipped: ${WHY_SKIPPED})`;

let server: Server;
let origin: string;
let harness: RecorderHarness;
let page: RecordedPage;

const BOX = '.composer > :first-child';
/** What was done; that somebody was there is left out. */
const actions = () =>
  page.records.filter((record): record is ActionRecord => record.kind === 'action' && record.features?.presence !== 1);
const outcomes = () => page.records.filter((record): record is OutcomeRecord => record.kind === 'outcome');
const said = (role: string) =>
  page.records.filter((record): record is StatementRecord => record.kind === 'statement' && record.role === role);
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 50 });
const last = (use: string) => page.tab.locator(`.use-${use}`).last();

async function open(chat: string, settings: Partial<RecorderSettings> = {}): Promise<void> {
  page = await harness.open(`${origin}/${chat}`, { chat: true, ...settings });
  await page.tab.context().grantPermissions(['clipboard-read', 'clipboard-write']);
}

async function ask(prompt: string): Promise<void> {
  await page.tab.click(BOX);
  await page.tab.keyboard.type(prompt);
  await page.tab.keyboard.press('Enter');
}

const answers = (count: number) => eventually(() => expect(said('assistant').length).toBe(count));

describe.skipIf(!CHROMIUM)(title, () => {
  beforeAll(async () => {
    const script = await bundle();
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://x');
      const send = (type: string, body: string) =>
        response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
      if (pathname === '/stand-in.js') send('text/javascript', script);
      else if (pathname === '/stand-in.css') send('text/css', readFileSync(new URL('stand-in.css', FOLDER), 'utf8'));
      else if (pathname.slice(1) === '' || !/^\/[\w-]+$/.test(pathname)) send('text/html', '<title>none</title>');
      else send('text/html', readFileSync(new URL(`pages${pathname}.html`, FOLDER), 'utf8'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    harness = await openRecorder();
  }, 60_000);
  afterEach(async () => {
    await page?.close();
  });
  afterAll(async () => {
    await harness?.close();
    server?.close();
  });

  test.each(CHATS)(
    '%s: prompt, answer and all that is done with it, each told once',
    async (chat) => {
      await open(chat);
      await ask('When does the bridge open on Sunday?');
      await answers(1);
      const [prompt] = actions();
      expect(prompt).toMatchObject({
        type: 'web:prompt:answer',
        features: { words: 7, has_question: 1, turn: 1, is_followup: 0 },
      });
      expect(said('user').map(({ text }) => text)).toEqual(['When does the bridge open on Sunday?']);
      const [answer] = said('assistant');
      expect(answer).toMatchObject({ links: [prompt!.id] });
      expect(answer!.text).toMatch(/The bridge opens at nine .* ice on the river\./);
      expect(answer!.text).not.toMatch(/When does|Copy|Kopieren/);
      expect(answer!.features!.seconds).toBeGreaterThan(0.3);

      await last('good').click();
      await last('copy').click();
      await last('again').click();
      await answers(2);
      expect(said('assistant')[1]!.text).toMatch(/Dear team/);
      await ask('no, shorter');
      await answers(3);
      await last('edit').click();
      await page.tab.keyboard.press('Control+a');
      await page.tab.keyboard.type('no, shorter and in German');
      await last('save-edit').click();
      await answers(4);
      await ask('Now a long one about the river and its bridges');
      await page.tab.waitForTimeout(1_200);
      await page.tab.click('.sender');
      await answers(5);

      await eventually(() => expect(outcomes().map(({ type }) => type)).toContain('web:stop:answer'));
      // The pencil is a control like any other: what it opens is told when it is sent.
      const verbs = actions()
        .map(({ type }) => type.slice(4))
        .filter((type) => !/^(edit|press|open):/.test(type));
      expect(verbs).toEqual([
        'prompt:answer',
        'rate-good:answer',
        'copy:answer',
        'regenerate:answer',
        'prompt:answer',
        'edit-prompt:prompt',
        'prompt:answer',
        'stop:answer',
      ]);
      expect(actions().length).toBe(verbs.length + 1);
      const [, , , again, second, edited, third] = actions().filter(({ type }) => !/:(edit|press|open):/.test(type));
      expect(outcomes().map(({ type, value, links }) => [type.slice(4), value, links])).toEqual([
        ['rate:answer', 1, [prompt!.id]],
        ['copy:answer', 0.5, [prompt!.id]],
        ['regenerate:answer', -0.5, [prompt!.id]],
        ['correct:answer', -0.6, [prompt!.id, again!.id]],
        ['edit-prompt:answer', -0.5, [second!.id]],
        ['stop:answer', -0.4, [third!.id]],
      ]);
      expect(edited).toMatchObject({
        features: { added_words: 3, removed_words: 0 },
        instead_of: [{ text: 'no, shorter' }],
      });
      expect(said('user').map(({ text }) => text)).toContain('no, shorter and in German');
      expect(actions()[2]).toMatchObject({ features: { share: 1 } });
      expect(page.told).toEqual([]);
    },
    90_000,
  );

  test('a part of an answer that is copied by hand is told with its share, once', async () => {
    await open('plain-chat');
    await ask('When does the bridge open?');
    await answers(1);
    await page.tab.evaluate(() => {
      const text = [...document.querySelectorAll('main p')].at(-1)!.firstChild!;
      getSelection()!.setBaseAndExtent(text, 0, text, 70);
    });
    await page.tab.keyboard.press('Control+c');
    await eventually(() => expect(actions().map(({ type }) => type)).toEqual(['web:prompt:answer', 'web:copy:answer']));
    const [prompt, copy] = actions();
    expect(copy!.features!.share).toBeGreaterThan(0.2);
    expect(copy!.features!.share).toBeLessThan(0.7);
    expect((copy as unknown as { clip: number[] }).clip.length).toBeGreaterThan(3);
    expect(copy!.links).toEqual([prompt!.id]);
  }, 30_000);

  test('where text may not be kept, neither prompt nor answer nor what was edited is', async () => {
    await open('hashed-chat', { keepsText: false });
    await ask('When does the bridge open on Sunday?');
    await answers(1);
    await last('copy').click();
    await last('edit').click();
    await page.tab.keyboard.type(' or Monday');
    await last('save-edit').click();
    await answers(2);
    expect(actions().map(({ type }) => type)).toContain('web:edit-prompt:prompt');
    expect(JSON.stringify(page.records)).not.toMatch(/bridge|Monday|nine|clip/);
    expect(said('assistant')[0]!.features!.words).toBeGreaterThan(20);
  }, 60_000);

  test('a change that is taken back is no prompt, and leaving right after an answer is told as weak news', async () => {
    await open('plain-chat');
    await ask('When does the bridge open?');
    await answers(1);
    await last('edit').click();
    await page.tab.keyboard.type(' or close');
    await last('cancel-edit').click();
    await eventually(() => expect(actions().map(({ type }) => type)).toContain('web:cancel:prompt'));
    await ask('And when does it close?');
    await answers(2);
    await page.browserSays('pagehide');
    await eventually(() => expect(outcomes().map(({ type }) => type)).toEqual(['web:abandon:answer']));
    expect(outcomes()[0]).toMatchObject({ value: -0.1, confidence: 0.3 });
    expect(actions().map(({ type }) => type)).not.toContain('web:edit-prompt:prompt');
  }, 60_000);

  test('a key that only breaks the line, in a box that is not emptied, sends nothing', async () => {
    await open('note');
    await page.tab.click('#note');
    await page.tab.keyboard.type('first line\nsecond line');
    await page.tab.waitForTimeout(3_500);
    expect(actions().map(({ type }) => type)).not.toContain('web:prompt:answer');
  }, 30_000);

  test('the lines Retrace put before a prompt are neither the user’s words nor the answer’s', async () => {
    await open('plain-chat');
    await page.tab.fill(BOX, 'About me: Use British spelling. I live in York.\nWhen does the bridge open?');
    await page.tab.press(BOX, 'Enter');
    await answers(1);
    expect(said('user').map(({ text }) => text)).toEqual(['When does the bridge open?']);
  }, 30_000);
});
