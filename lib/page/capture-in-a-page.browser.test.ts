/**
 * The recorder in a real browser, in an isolated world of its own as a content script has it, on pages that are kind and on
 * pages that are not. One browser for the file.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  CHROMIUM,
  openRecorder,
  type RecordedPage,
  type RecorderHarness,
  WHY_SKIPPED,
} from '../../e2e/recorder-harness/open-recorder.ts';
import type { RecorderSettings } from '../../e2e/recorder-harness/recorder-words.ts';
import type { ActionRecord } from '../records/record.ts';

const title = CHROMIUM ? 'the recorder in a page' : `the recorder in a page (skipped: ${WHY_SKIPPED})`;

const FIXTURE = (name: string) =>
  readFileSync(new URL(`../sites/fixtures/mediawiki/${name}.html`, import.meta.url), 'utf8');
const PAGES: Record<string, string> = {
  '/plain': `<title>Plain</title><main><h1>Bridge</h1><p>It opens at nine and closes at five on all weekdays.</p>
    <button id="save">Save <b>all</b></button> <button id="nameless"></button> <a id="link" href="#x">Read on</a>
    <div role="button" tabindex="0" id="card" aria-label="Open card"><span>inside</span></div><p id="text">no control</p>
    <label>Note <input id="note"></label> <select id="choice" aria-label="State"><option>open<option>closed</select>
    <label><input type="checkbox" id="box"> Watch</label>
    <div id="rich" contenteditable="true" aria-label="Body">Old words here</div>
    <form id="form" action="/saved"><textarea id="area">first line</textarea><input name="summary" id="summary">
    <button id="send">Save page</button></form></main>`,
  '/saved': '<title>Saved</title><main><h1>Saved</h1><p>This is where one lands after it was saved.</p></main>',
  '/secret': `<title>Log in</title><main><h1>Log in</h1><button id="b">Press</button>
    <input id="name"><input id="pw" type="password"><input id="card" name="cardNumber"></main>`,
  '/fields': `<title>Fields</title><main><h1>Fields</h1><input id="otp" name="otp"><input id="plain" aria-label="Plain"></main>`,
  '/wiki/view': FIXTURE('view'),
  '/wiki/edit': FIXTURE('edit'),
  '/wiki/submit': FIXTURE('view-after-save'),
  '/wiki/history': FIXTURE('history-after-revert'),
  '/wiki/conflict': FIXTURE('edit-conflict'),
};
const BUSY = `<title>Busy</title><main><h1>Busy</h1>${Array.from({ length: 5_000 }, (_, i) => `<div class="row"><span>row ${i}</span><a href="#r${i}">open ${i}</a><input></div>`).join('')}</main>`;

let server: Server;
let origin: string;
let harness: RecorderHarness;
let page: RecordedPage;

async function open(path: string, settings?: Partial<RecorderSettings>): Promise<void> {
  page = await harness.open(origin + path, settings);
}
const actions = () => page.records.filter((record): record is ActionRecord => record.kind === 'action');
/** The recorder works when the page is idle; a loaded machine makes it wait. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 25 });
const typesOf = (kind: string) =>
  page.records.filter((record) => record.kind === kind).map((record) => (record as { type?: string }).type);

describe.skipIf(!CHROMIUM)(title, () => {
  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://x').pathname;
      const action = new URL(request.url ?? '/', 'http://x').searchParams.get('action');
      const wiki =
        path === '/index.php' ? `/wiki/${action ?? 'view'}` : path.startsWith('/index.php/') ? '/wiki/view' : path;
      const body = PAGES[wiki] ?? (wiki === '/busy' ? BUSY : wiki === '/hostile' ? HOSTILE : '<title>none</title>');
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    harness = await openRecorder();
  }, 60_000);
  afterEach(() => page?.close());
  afterAll(async () => {
    await harness.close();
    server.close();
  });

  test('clicks on controls are told by name, whatever was hit inside them; other clicks are not', async () => {
    await open('/plain');
    for (const place of ['#save b', '#card span', '#link', '#text', '#nameless'])
      await page.tab.click(place, { force: true });
    await eventually(() => expect(actions().length).toBe(4));
    expect(actions().map(({ type, text, thread }) => [type, text, thread])).toEqual([
      ['web:press:button', 'Save all', 'url:/plain'],
      ['web:press:button', 'Open card', 'url:/plain'],
      ['web:open:link', 'Read on', 'url:/plain'],
      ['web:press:button', '#nameless', 'url:/plain'],
    ]);
  });

  test('events that a script made up are not what the user did', async () => {
    await open('/plain');
    await page.tab.evaluate(() => {
      document.getElementById('save')!.click();
      document.getElementById('save')!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      document.getElementById('note')!.dispatchEvent(new Event('change', { bubbles: true }));
      (document.getElementById('form') as HTMLFormElement).dispatchEvent(
        new SubmitEvent('submit', { bubbles: true, cancelable: true }),
      );
    });
    await page.tab.click('#card');
    await eventually(() => expect(actions().map(({ text }) => text)).toEqual(['Open card']));
  });

  test('committed edits are told with what came and went', async () => {
    await open('/plain');
    await page.tab.fill('#note', 'bring two copies');
    await page.tab.click('#rich');
    await page.tab.keyboard.press('End');
    await page.tab.keyboard.type(' and some new ones');
    await page.tab.focus('#choice');
    await page.tab.keyboard.press('ArrowDown');
    await page.tab.check('#box');
    await eventually(() => expect(actions().length).toBe(4));
    expect(actions().map(({ type, text, context }) => [type, text, context?.field])).toEqual([
      ['web:edit:text', 'bring two copies', 'Note'],
      ['web:edit:text', 'Old words here and some new ones', 'Body'],
      ['web:choose:value', 'closed', 'State'],
      ['web:toggle:box', undefined, 'Watch'],
    ]);
    expect(actions()[1]!.features).toMatchObject({ added_words: 4, removed_words: 0 });
  });

  test('a form is told once, with its text and the remark apart, though the page is gone at once', async () => {
    await open('/plain');
    await page.tab.fill('#area', 'first line\nthe second line is new');
    await page.tab.fill('#summary', 'more about it');
    await page.tab.click('#send');
    await page.tab.waitForURL('**/saved*');
    await eventually(() => expect(typesOf('statement').length).toBe(1));
    const saved = actions().filter(({ type }) => type === 'web:save:edit');
    expect(saved.map(({ text }) => text)).toEqual(['the second line is new']);
    expect(page.records.find(({ kind }) => kind === 'statement')).toMatchObject({
      text: 'more about it',
      links: [saved[0]!.id],
    });
    expect(typesOf('action')).not.toContain('web:press:button');
  });

  test('where text may not be kept, only what was done is', async () => {
    await open('/plain', { keepsText: false });
    await page.tab.fill('#note', 'bring two copies');
    await page.tab.click('#link');
    await page.tab.fill('#area', 'something else');
    await page.tab.click('#send');
    await page.tab.waitForURL('**/saved*');
    await eventually(() => expect(typesOf('action')).toContain('web:save:edit'));
    expect(JSON.stringify(page.records)).not.toMatch(/bring|copies|something|Read on/);
    expect(typesOf('action')).toEqual(expect.arrayContaining(['web:edit:text', 'web:open:link', 'web:save:edit']));
  });

  test('nothing at all is told of a page while it holds a password, and again once it is gone', async () => {
    await open('/secret');
    await page.tab.click('#b');
    await page.tab.fill('#name', 'ana');
    await page.tab.fill('#pw', 'hunter2');
    await page.tab.evaluate(() => (document.getElementById('pw') as HTMLInputElement).setAttribute('type', 'text'));
    await page.tab.click('#b');
    await page.tab.evaluate(() => document.getElementById('pw')!.remove());
    await page.tab.fill('#card', '4111111111111111');
    await page.tab.click('#b');
    await eventually(() => expect(actions().map(({ text }) => text)).toEqual(['Press']));
    expect(page.records.length).toBe(1);
  });

  test('secret fields are never read, and secrets in others do not leave the page', async () => {
    await open('/fields');
    await page.tab.fill('#otp', '482913');
    await page.tab.fill('#plain', 'card 4111 1111 1111 1111 please');
    await page.tab.locator('#plain').blur();
    await eventually(() => expect(actions().map(({ text }) => text)).toEqual(['card [card] please']));
    expect(JSON.stringify(page.records)).not.toContain('482913');
  });

  test('what the page says right after an act is its outcome; what it says by itself is none', async () => {
    await open('/plain');
    const say = (role: string, kind: string, text: string) =>
      page.tab.evaluate(
        ([role, kind, text]) => {
          const box = document.createElement('div');
          box.setAttribute('role', role!);
          box.className = kind!;
          box.textContent = text!;
          document.body.append(box);
        },
        [role, kind, text],
      );
    await say('status', '', 'Three new messages');
    await page.tab.click('#save');
    await eventually(() => expect(actions().length).toBe(1));
    await say('status', 'toast success', 'All is saved');
    await say('alert', 'toast error', 'The second copy failed');
    await say('status', '', `An answer ${'that goes on '.repeat(40)}`);
    await eventually(() => expect(typesOf('outcome').length).toBe(2));
    const outcomes = page.records.filter((record) => record.kind === 'outcome');
    expect(outcomes.map(({ type, value, text, links }) => [type, value, text, links])).toEqual([
      ['web:show:success', 0.5, 'All is saved', [actions()[0]!.id]],
      ['web:show:error', -0.5, 'The second copy failed', [actions()[0]!.id]],
    ]);
  });

  test('each page the user comes to is looked at once, also inside a one-page app', async () => {
    await open('/plain');
    await eventually(() => expect(page.sightings.length).toBe(1));
    expect(page.sightings[0]).toMatchObject({ thread: 'url:/plain', title: 'Bridge' });
    expect(page.sightings[0]!.shingles!.length).toBeGreaterThan(3);
    await page.tab.evaluate(() => {
      history.pushState({}, '', '/boards/7');
      document.querySelector('h1')!.textContent = 'Board 7';
    });
    await eventually(() => expect(page.sightings.length).toBe(2));
    expect(page.sightings[1]).toMatchObject({ thread: 'url:/boards/7', title: 'Board 7' });
  });

  test('a wiki edit is followed from the form to where it lands and to the history that tells its fate', async () => {
    await open('/index.php?title=Bridge&action=edit');
    const area = page.tab.locator('#wpTextbox1');
    await area.fill(`${await area.inputValue()}The bridge opens at nine in winter.\n`);
    await page.tab.fill('#wpSummary', 'Opening times');
    await page.tab.click('#wpSave');
    await page.tab.waitForURL('**action=submit*');
    await eventually(() => expect(typesOf('outcome')).toEqual(['mediawiki:publish:edit']));
    expect(typesOf('action')).toEqual(['mediawiki:save:edit']);
    expect(actions()[0]).toMatchObject({
      thread: 'page:Bridge',
      text: 'The bridge opens at nine in winter.',
      features: { added_words: 7, has_summary: 1 },
    });
    await eventually(() =>
      expect(page.sightings.at(-1)).toMatchObject({
        thread: 'page:Bridge',
        state: { status: 'published', revision: 3 },
      }),
    );
    expect(page.sightings.at(-1)!.shingles!.length).toBeGreaterThan(10);

    await page.tab.goto(`${origin}/index.php?title=Bridge&action=history`);
    await eventually(() =>
      expect(page.sightings.at(-1)?.news?.[0]).toMatchObject({ type: 'mediawiki:revert:edit', revision: '3' }),
    );
    expect(page.sightings.at(-1)!.shingles).toBeUndefined();
  });

  test('what cannot be delivered is sent again, in order, until it can', async () => {
    await open('/plain', { failures: 2 });
    await page.tab.click('#save');
    await page.tab.click('#card');
    await eventually(() => expect(actions().map(({ text }) => text)).toEqual(['Save all', 'Open card']));
  });

  test('switched off it leaves nothing behind, and an extension that is gone goes silent', async () => {
    await open('/plain');
    await page.inRecorder('retraceStop()');
    await page.tab.click('#save');
    await page.close();
    await open('/plain', { gone: true });
    await page.tab.click('#save');
    await page.tab.click('#card');
    await page.tab.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_500 })));
    expect(page.records).toEqual([]);
    expect(page.told).toEqual([]);
  });

  test('a hostile page is neither broken nor slowed, and still read where it can be', async () => {
    const errors: string[] = [];
    await open('/hostile');
    page.tab.on('pageerror', (error) => errors.push(String(error)));
    await page.tab.click('#big', { force: true });
    await page.tab.click('#good', { force: true });
    await eventually(() => expect(actions().map(({ text }) => text?.slice(0, 10))).toContain('Good one'));
    expect(actions().every(({ text }) => (text ?? '').length <= 120)).toBe(true);
    await page.tab.evaluate(() => {
      for (let i = 0; i < 1_000; i++) {
        document.getElementById('good')!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        const box = document.createElement('div');
        box.setAttribute('role', 'alert');
        box.textContent = `alert ${i}`;
        document.body.append(box);
      }
    });
    await eventually(() => expect(typesOf('outcome').length).toBeGreaterThan(0));
    expect(typesOf('outcome').length).toBeLessThanOrEqual(5);
    expect(errors).toEqual([]);
    expect(await page.tab.evaluate(() => Object.keys(window).filter((name) => /retrace/i.test(name)))).toEqual([]);
  });

  test('handlers stay short on a page of 20,000 nodes', async () => {
    await open('/busy');
    await eventually(() => expect(page.sightings.length).toBe(1));
    expect(await page.tab.evaluate(() => document.getElementsByTagName('*').length)).toBeGreaterThan(20_000);
    await page.inRecorder('retraceTimes.length = 0');
    for (let i = 0; i < 20; i++) {
      await page.tab
        .locator('a')
        .nth(i * 20)
        .click();
      await page.tab
        .locator('input')
        .nth(i * 20)
        .pressSequentially('ab');
    }
    const times = (await page.inRecorder<number[]>('retraceTimes')).sort((a, b) => a - b);
    const p95 = times[Math.floor(times.length * 0.95)]!;
    console.info(
      `handlers: ${times.length}, p50 ${times[Math.floor(times.length / 2)]!.toFixed(3)} ms, p95 ${p95.toFixed(3)} ms, most ${times.at(-1)!.toFixed(3)} ms`,
    );
    expect(times.length).toBeGreaterThan(100);
    // Beside other tests on a busy machine; the benchmark holds the target of 1 ms.
    expect(p95).toBeLessThanOrEqual(5);
  }, 60_000);

  test('the recorder is small', async () => {
    const size = gzipSync(harness.source).length;
    console.info(`recorder: ${(size / 1024).toFixed(1)} KB gzip`);
    expect(size).toBeLessThan(40 * 1024);
  });
});

const HOSTILE = `<title>Hostile</title><script>
  Object.prototype.polluted = 'x'; Array.prototype.polluted = 'y';
  Object.defineProperty(Object.prototype, 'thread', { get() { throw new Error('no'); } });
  Event.prototype.composedPath = () => { throw new Error('no'); };
  Element.prototype.closest = () => { throw new Error('no'); };
  Document.prototype.querySelector = () => { throw new Error('no'); };
  window.requestIdleCallback = () => { throw new Error('no'); };
  JSON.stringify = () => { throw new Error('no'); };
</script>
<img name="querySelector"><img name="body"><img name="title"><img name="getElementsByTagName"><form name="createTreeWalker"><input name="getAttribute"><input name="matches"><input name="closest"></form>
<a id="location" name="location"></a>
<button id="big"></button><button id="good">Good one</button>
<script>
  document.getElementById('big').textContent = 'x'.repeat(1_000_000);
  document.getElementById('big').style.cssText = 'display:block;width:100px;height:20px;overflow:hidden';
  const good = document.getElementById('good');
  for (const name of ['tagName', 'textContent', 'isConnected']) Object.defineProperty(good, name, { get() { throw new Error('no'); } });
</script>`;
