/**
 * Pages that have the browser make events for them: what is trusted and yet not the user's is not recorded, and what users do in
 * editors and forms that answer them by scripts is.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ServedPages, servePages } from '../../e2e/apps/serve-pages.ts';
import {
  CHROMIUM,
  openRecorder,
  type RecordedPage,
  type RecorderHarness,
  WHY_SKIPPED,
} from '../../e2e/recorder-harness/open-recorder.ts';
import type { ActionRecord } from '../records/record.ts';

const LONG = 'forged words that nobody has typed, at some length';
const PAGES: Record<string, string> = {
  '/forger': `<button id="good">Good one</button><input id="line" aria-label="Line"><textarea id="area" aria-label="Area"></textarea>
    <div id="rich" contenteditable="true" aria-label="Rich">Old</div><label id="label">Box <input type="checkbox" id="box"></label>
    <input type="radio" id="circle"><form id="form"><textarea name="body" id="body"></textarea><button id="send">Send</button></form>
    <dialog id="dialog">Sure?</dialog><script>
    const at = (id) => document.getElementById(id);
    addEventListener('submit', (event) => event.preventDefault());
    addEventListener('forge', () => {
      for (const id of ['line', 'area', 'rich', 'body']) {
        at(id).focus();
        document.execCommand('insertText', false, '${LONG}');
        document.execCommand('insertHTML', false, '<b>forged</b>');
        document.execCommand('delete');
        document.execCommand('undo');
        at(id).blur();
      }
      at('box').click(); at('label').click(); at('circle').click();
      for (let i = 0; i < 100; i++) at('form').requestSubmit();
      at('send').click();
      at('dialog').showModal(); at('dialog').requestClose();
    });
    </script>`,
  '/sender': `<form id="form"><input name="a"></form><button id="press">Press</button><button id="other">Other</button><script>
    const form = document.getElementById('form'); let sent = 0;
    addEventListener('submit', (event) => { event.preventDefault(); document.title = String(++sent); });
    document.getElementById('press').onclick = () => { for (let i = 0; i < 100; i++) form.requestSubmit(); };
    addEventListener('later', () => { for (let i = 0; i < 10; i++) form.requestSubmit(); });</script>`,
  '/editors': `<div id="keys" contenteditable="true" aria-label="Keys">Old</div><div id="tools" contenteditable="true" aria-label="Tools">Old</div>
    <button id="smile" type="button">Smile</button><input id="late" aria-label="Late">
    <form id="filter"><select id="by" name="by"><option>all<option>open</select></form>
    <span id="fancy" class="btn">Fancy</span><input type="checkbox" id="box" aria-label="Box" style="opacity: 0">
    <textarea id="outside"></textarea><script>
    const at = (id) => document.getElementById(id);
    addEventListener('submit', (event) => event.preventDefault());
    at('keys').addEventListener('keydown', (event) => { if (event.key.length > 1) return; event.preventDefault(); document.execCommand('insertText', false, event.key); });
    at('smile').addEventListener('mousedown', (event) => event.preventDefault());
    at('smile').onclick = () => { at('tools').focus(); document.execCommand('insertHTML', false, ' <b>smiling</b>'); };
    at('late').addEventListener('focus', () => setTimeout(() => { at('late').value = 'given by the page '; }, 50));
    at('by').onchange = () => at('filter').requestSubmit();
    at('fancy').onclick = () => at('box').click();</script>`,
  '/open/7': `<main style="height: 4000px"><h1>Long</h1><textarea id="area" aria-label="Area"></textarea></main><script>
    addEventListener('scroll-on', () => { setInterval(() => scrollBy(0, 10), 100); });
    addEventListener('forge', () => {
      for (const type of ['blur', 'focus', 'visibilitychange', 'pagehide', 'popstate'])
        for (const target of [window, document]) target.dispatchEvent(new Event(type, { bubbles: true }));
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });</script>`,
};

let served: ServedPages;
let harness: RecorderHarness;
let page: RecordedPage;

const open = async (path: string) => {
  page = await harness.open(served.url + path);
  // The readers are here, and with them whoever observes drafts and what is left unsent.
  await eventually(() => expect(page.shown.length).toBe(1));
};
/** Has the page do something of its own, with no gesture: what a test evaluates in a page is taken for one. */
const pageDoes = (what: string) => page.inRecorder(`void dispatchEvent(new Event('${what}'))`);
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 25 });
const all = () => page.records.filter((record): record is ActionRecord => record.kind === 'action');
const actions = () => all().filter(({ features }) => features?.presence !== 1);
const types = () => actions().map(({ type }) => type);

const title = CHROMIUM ? 'what the user did' : `what the user did (skipped: ${WHY_SKIPPED})`;
describe.skipIf(!CHROMIUM)(title, () => {
  beforeAll(async () => {
    served = await servePages(({ pathname }) => ({ html: `<title>x</title><body>${PAGES[pathname] ?? ''}</body>` }));
    harness = await openRecorder();
  }, 60_000);
  afterEach(() => page?.close());
  afterAll(async () => {
    await harness.close();
    await served.close();
  });

  test('what a script writes, ticks, sends and closes by itself is nobody’s doing, and is no draft either', async () => {
    await open('/forger');
    await pageDoes('forge');
    await page.tab.waitForTimeout(300);
    await page.tab.click('#good');
    await eventually(() => expect(actions().length).toBeGreaterThan(0));
    await page.browserSays('pagehide');
    await page.tab.waitForTimeout(300);
    expect(actions().map(({ text }) => text)).toEqual(['Good one']);
    expect(page.unsent).toEqual([]);
    expect(JSON.stringify(page.records)).not.toContain('forged');
  });

  test('what stands in a field before its user writes there is not told as theirs', async () => {
    await open('/forger');
    await pageDoes('forge');
    for (const id of ['line', 'rich']) {
      await page.tab.locator(`#${id}`).focus();
      await page.tab.keyboard.press('End');
      await page.tab.keyboard.type(' honest');
    }
    await page.tab.click('#good');
    await eventually(() => expect(types().at(-1)).toBe('web:press:button'));
    expect(actions().map(({ type, features }) => [type, features?.added_words])).toEqual([
      ['web:edit:text', 1],
      ['web:edit:text', 1],
      ['web:press:button', undefined],
    ]);
  });

  test('a form is sent once for a gesture, however often the page sends it, and never without one', async () => {
    await open('/sender');
    await pageDoes('later');
    await page.tab.click('#press');
    await pageDoes('later');
    await eventually(() => expect(types().filter((type) => type === 'web:send:form').length).toBe(1));
    await page.tab.click('#press');
    await page.tab.click('#other');
    await eventually(() => expect(types().filter((type) => type === 'web:press:button').length).toBe(3));
    expect(await page.tab.title()).toBe('220');
    expect(types().filter((type) => type === 'web:send:form').length).toBe(2);
  });

  test('editors, filters and boxes that answer a key or a press by a script are told as any', async () => {
    await open('/editors');
    await page.tab.click('#keys');
    await page.tab.keyboard.press('End');
    await page.tab.keyboard.type(' typed');
    await page.tab.click('#tools');
    await page.tab.click('#smile');
    await page.tab.click('#late');
    await page.tab.waitForTimeout(150);
    await page.tab.keyboard.press('End');
    await page.tab.keyboard.type('and typed');
    await page.tab.focus('#by');
    await page.tab.keyboard.press('ArrowDown');
    await page.tab.click('#fancy');
    await eventually(() => expect(types()).toContain('web:toggle:box'));
    await eventually(() => expect(types()).toContain('web:choose:value'));
    const told = actions().map(({ type, context, features }) => [type, context?.field, features?.added_words]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['web:edit:text', 'Keys', 1],
        ['web:edit:text', 'Tools', 1],
        ['web:edit:text', 'Late', 2],
        ['web:choose:value', undefined, undefined],
        ['web:toggle:box', 'Box', undefined],
      ]),
    );
    expect(types().filter((type) => /:(?:send|search|filter):/.test(type)).length).toBe(1);
  });

  test('a page that says of itself that it was left, shown again or in front is not believed, nor one that scrolls', async () => {
    await open('/open/7');
    await eventually(() => expect(all().length).toBe(1));
    await page.tab.focus('#area');
    await page.tab.keyboard.type('an honest text');
    await pageDoes('forge');
    await page.tab.waitForTimeout(1_200);
    await pageDoes('forge');
    expect(all().map(({ type }) => type)).toEqual(['web:visit:open']);
    await page.close();

    await open('/open/7');
    await eventually(() => expect(all().length).toBe(1));
    await pageDoes('scroll-on');
    await page.tab.waitForTimeout(5_500);
    await page.browserSays('pagehide');
    await page.tab.waitForTimeout(200);
    expect(all().map(({ type }) => type)).toEqual(['web:visit:open']);
  }, 20_000);
});
