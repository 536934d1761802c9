/**
 * The recorder on pages that mean it harm, in a real browser and a world of its own. On each: nothing of ours is thrown, no callback
 * of ours is long, the page's own listeners and focus are as without us, what was made up is not recorded, what a person then does
 * is, and every record that leaves the page is valid and small.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { timeReferenceKernel } from '../../bench/benchmark.ts';
import {
  CHROMIUM,
  openRecorder,
  type RecordedPage,
  type RecorderHarness,
  WHY_SKIPPED,
} from '../../e2e/recorder-harness/open-recorder.ts';
import type { ActionRecord } from '../records/record.ts';
import { validateRecord } from '../records/validate-record.ts';

interface HostilePage {
  readonly html: string;
  readonly type?: string;
  /** What is done to the page before the honest click. */
  readonly act?: (tab: Page) => Promise<unknown>;
  /** Whether it is waited for that the page is looked at, too. */
  readonly looked?: boolean;
  /** Its first look, and no other, is long: nobody knows before how much a page hides in its attributes. */
  readonly hardToLookAt?: boolean;
  /** What the honest button is called there; as its words say unless told otherwise. */
  readonly name?: string;
  /** How many clicks the page itself hears; one unless told otherwise. */
  readonly clicks?: string;
  /** Nothing need be recorded there. */
  readonly silent?: boolean;
  readonly expected?: (page: RecordedPage) => void | Promise<void>;
}

const BUTTON = `<button id="good" style="position:fixed;left:0;top:0;width:80px;height:30px;z-index:2147483647">Good one</button>`;
/** The page counts the clicks it hears where a test finds the number, before it breaks what it breaks. */
const COUNTS = `{ const root = document.documentElement, set = root.setAttribute.bind(root); let n = 0;
  window.addEventListener('click', (event) => { if (event.isTrusted) set('data-clicks', String(++n)); }); }`;

function hostile(script: string, body = ''): string {
  return `<!doctype html><html><head><title>Hostile</title><script>${COUNTS}</script></head><body>${BUTTON}<main><h1>Bridge</h1><p>It opens at nine.</p>${body}</main>
<script>${script}</script></body></html>`;
}

/** Names that a form or a document answers to with a field or a picture. */
const CLOBBERED =
  'id action method elements length name parentElement parentNode children childNodes attributes tagName nodeType nodeName localName matches closest getAttribute hasAttribute querySelector querySelectorAll getElementsByTagName getElementsByClassName ownerDocument isConnected textContent innerText firstChild lastChild nextSibling previousSibling firstElementChild nextElementSibling contains compareDocumentPosition getRootNode className classList style innerHTML isContentEditable shadowRoot assignedSlot addEventListener body head title documentElement activeElement forms images links cookie URL location defaultView createTreeWalker createElement createRange getElementById getSelection visibilityState hidden implementation evaluate constructor toString valueOf __proto__'.split(
    ' ',
  );

const HOSTILE_PAGES: Readonly<Record<string, HostilePage>> = {
  'prototypes that lie, throw, recurse and never end': {
    looked: true,
    html: hostile(`
      const no = () => { throw new Error('no'); };
      for (const proto of [Object.prototype, Array.prototype]) for (const name of ['kind', 'thread', 'id', 't', 'records', 'payload'])
        Object.defineProperty(proto, name, { get: no, set: no, configurable: true });
      const define = (proto, name, get) => Object.defineProperty(proto, name, { get, configurable: true });
      define(Node.prototype, 'textContent', function () { return 'y'.repeat(10_000_000); });
      define(Element.prototype, 'className', function () { return this.className; });
      define(HTMLInputElement.prototype, 'value', no);
      define(Event.prototype, 'isTrusted', () => true);
      for (const name of ['getAttribute', 'matches', 'closest', 'querySelector', 'querySelectorAll', 'hasAttribute']) Element.prototype[name] = no;
      for (const name of ['querySelector', 'querySelectorAll', 'getElementById', 'createTreeWalker']) Document.prototype[name] = no;
      Event.prototype.composedPath = () => [window];
      Array.prototype[Symbol.iterator] = no; String.prototype[Symbol.iterator] = no;
      Array.prototype.push = no; Array.prototype.slice = no; String.prototype.slice = no; String.prototype.replace = no; RegExp.prototype.test = () => true;
      JSON.stringify = no; JSON.parse = no; window.Date = class { constructor() { throw new Error('no'); } }; performance.now = () => NaN; performance.mark = no;
      window.MutationObserver = class { constructor() { throw new Error('no'); } }; EventTarget.prototype.addEventListener = no;
      window.requestIdleCallback = no; window.setTimeout = no; window.clearTimeout = no; window.Promise = no; window.WeakMap = no; window.WeakSet = no; window.Set = no; window.Map = no; window.AbortController = no;
      crypto.randomUUID = () => 'forged'; crypto.getRandomValues = (a) => a; window.CSS = { escape: no }; window.getComputedStyle = no;`),
  },
  'a document whose names are taken by pictures and forms': {
    looked: true,
    html: hostile('', CLOBBERED.map((name) => `<img name="${name}" id="${name}"><embed name="${name}">`).join('')),
  },
  'a form whose fields answer for it': {
    html: hostile(
      `window.addEventListener('submit', (event) => event.preventDefault());`,
      `<form class="alert" role="alert">${CLOBBERED.map((name) => `<input name="${name}" value="forged">`).join('')}<fieldset name="parentElement"><div id="rich" contenteditable="true">words</div></fieldset>
       <textarea id="area"></textarea><button id="send">Send it</button></form><form id="asButton" role="button"><input name="getAttribute"><input name="tagName"><input name="closest"><input name="matches"><b id="in">x</b><i class="btn" id="pay">Pay it</i></form>`,
    ),
    act: async (tab) => {
      await tab.locator('#rich').evaluate((element) => (element as HTMLElement).focus());
      await tab.keyboard.type('more');
      await tab.locator('#area').evaluate((element) => (element as HTMLElement).focus());
      await tab.keyboard.type('an honest text');
      await tab.locator('#in').click({ force: true, noWaitAfter: true });
      await tab.locator('#pay').click({ force: true, noWaitAfter: true });
      await tab.locator('#send').click({ force: true });
    },
    clicks: '4',
    expected: ({ records, told }) => {
      const sent = records
        .filter(({ kind }) => kind === 'action')
        .map((record) => (record as { type: string; text?: string }).text);
      expect(sent).toContain('an honest text');
      // The form is the button that it is in.
      expect(sent.some((text) => text?.includes('Pay it'))).toBe(true);
      // Not that an error was met and no harm done: there was none.
      expect(told).toEqual([]);
    },
  },
  'a megabyte in every attribute and label': {
    hardToLookAt: true,
    html: hostile(
      `let placed = 0; const huge = 'x1-'.repeat(350_000);
       for (const [name, tag] of [['aria-label', 'button'], ['title', 'button'], ['class', 'button'], ['href', 'a'], ['data-href', 'a'], ['alt', 'img'], ['placeholder', 'input'], ['style', 'div'], ['id', 'button'], ['name', 'button'], ['data-testid', 'button'], ['role', 'div'], ['aria-labelledby', 'button'], ['type', 'input'], ['autocomplete', 'input']]) {
         const element = document.createElement(tag); element.setAttribute(name, name === 'href' ? '#' + huge : huge); element.className ||= 'huge'; element.style.cssText = 'position:fixed;overflow:hidden;width:20px;height:20px;top:50px;left:' + (100 + 25 * placed++) + 'px'; element.append('x');
         document.querySelector('main').append(element);
       }
       const many = document.createElement('button'); many.style.cssText = 'position:fixed;width:20px;height:20px;top:80px;left:100px'; many.setAttribute('aria-labelledby', 'a1 good '.repeat(100_000)); many.textContent = 'm'; document.querySelector('main').append(many);
       document.title = huge; document.body.className = huge; document.querySelector('h1').textContent = huge;
       window.addEventListener('click', () => { const box = document.createElement('div'); box.className = 'toast ' + huge; box.textContent = 'Said'; document.body.append(box); });`,
    ),
    act: async (tab) => {
      for (let i = 0; i < 15; i++) await tab.mouse.click(110 + 25 * i, 60);
      await tab.mouse.click(110, 90);
    },
    clicks: '17',
  },
  'a name that is said of the whole page, in circles': {
    html: hostile(
      `const main = document.querySelector('main'); main.id = 'all';
       for (let i = 0; i < 50_000; i++) main.append(document.createElement('i'));
       for (const [a, b] of [['p', 'q'], ['q', 'p']]) { const one = document.createElement('button'); one.id = a; one.setAttribute('aria-labelledby', b + ' all'); one.setAttribute('aria-owns', b); one.append('x'); one.style.cssText = 'position:fixed;left:100px;top:' + (a === 'p' ? 50 : 80) + 'px'; main.append(one); }
       document.getElementById('good').setAttribute('aria-labelledby', 'all good p');`,
    ),
    act: async (tab) => {
      await tab.mouse.click(105, 55);
      await tab.mouse.click(105, 85);
    },
    clicks: '3',
  },
  'a control that is its own ancestor': {
    looked: true,
    html: hostile(
      '',
      `<form><fieldset name="parentElement"><fieldset name="parentNode"><div contenteditable style="position:fixed;left:100px;top:50px;width:90px;height:20px">x</div><button type="button" style="position:fixed;left:100px;top:80px">y</button><button type="button">y</button></fieldset></fieldset></form>`,
    ),
    act: async (tab) => {
      await tab.mouse.click(110, 60);
      await tab.keyboard.type('some more words');
      await tab.mouse.click(105, 90);
    },
    clicks: '3',
  },
  'fifty thousand levels': {
    looked: true,
    html: hostile(
      `let at = document.createElement('div'); const top = at;
       for (let i = 0; i < 50_000; i++) { const inner = document.createElement('div'); at.append(inner); at = inner; }
       // Not laid out: the browser itself would not survive it.
       top.style.display = 'none'; document.querySelector('main').append(top); window.deepest = at;
       window.addEventListener('click', () => { for (let i = 0; i < 300; i++) { const said = document.createElement('p'); said.setAttribute('role', 'alert'); said.append('said ' + i); at.append(said); said.firstChild.data += '!'; } });`,
    ),
  },
  'two hundred thousand of everything': {
    looked: true,
    html: hostile(
      `const main = document.querySelector('main'); const rows = '<i></i><a href="#r"></a>'.repeat(100_000); const hidden = document.createElement('div'); hidden.style.display = 'none'; main.append(hidden); hidden.innerHTML = rows;
       document.getElementById('good').innerHTML = '<template></template>'.repeat(100_000) + 'Good one';
       window.addEventListener('click', () => { hidden.innerHTML = rows; for (let i = 0; i < 400; i++) { hidden.setAttribute('aria-live', i % 2 ? 'polite' : 'off'); document.body.toggleAttribute('hidden'); } });`,
    ),
    // What stands behind a hundred thousand templates is no name.
    expected: () => undefined,
    name: '#good',
  },
  'a hundred made-up events a millisecond': {
    html: hostile(
      `const kinds = { click: MouseEvent, submit: SubmitEvent, change: Event, focusin: FocusEvent, focusout: FocusEvent, keydown: KeyboardEvent, beforeinput: InputEvent, copy: ClipboardEvent, cut: ClipboardEvent, paste: ClipboardEvent, dragstart: DragEvent, dragend: DragEvent, drop: DragEvent, compositionstart: CompositionEvent, compositionend: CompositionEvent, pageshow: PageTransitionEvent, pagehide: PageTransitionEvent, popstate: PopStateEvent, hashchange: HashChangeEvent, visibilitychange: Event };
       window.forge = () => { const data = new DataTransfer(); data.setData('text/plain', 'forged '.repeat(100));
         for (let i = 0; i < 1_500; i++) for (const [name, Kind] of Object.entries(kinds)) {
           const target = name === 'visibilitychange' ? document : /page|popstate|hash/.test(name) ? window : document.querySelector(i % 2 ? '#forged' : 'textarea');
           target.dispatchEvent(new Kind(name, { bubbles: true, cancelable: true, composed: true, key: i % 2 ? 'Enter' : 'z', ctrlKey: true, inputType: 'historyUndo', clipboardData: data, dataTransfer: data, persisted: true })); }
         document.querySelector('#forged').click(); document.querySelector('form').requestSubmit(); };
       window.addEventListener('submit', (event) => event.preventDefault());`,
      `<form><textarea>x</textarea><button id="forged" type="button">forged</button></form>`,
    ),
    act: async (tab) => {
      // Made up without a gesture of anybody's.
      await tab.evaluate(() => (window as unknown as { forge(): void }).forge());
    },
  },
  'a thousand addresses a second': {
    html: hostile(
      `const base = document.createElement('base'); document.head.append(base); let n = 0;
       window.addEventListener('click', () => history.pushState({}, '', location.origin + '/within-' + n), true);
       const end = performance.now() + 1_000; const go = () => { for (let i = 0; i < 10; i++) { try { history.pushState({}, '', location.origin + '/p/' + ++n + '?' + 'q=1&'.repeat(i === 9 ? 100_000 : 3)); base.href = 'http://u:p@other.example:1/' + n + '/'; } catch {} } if (performance.now() < end) setTimeout(go); else history.pushState({}, '', location.origin + '/settled'); }; go();`,
    ),
    act: (tab) => tab.waitForTimeout(1_200),
  },
  'frames by the dozen': {
    html: hostile(
      `const main = document.querySelector('main');
       for (let i = 0; i < 36; i++) { const frame = document.createElement('iframe'); if (i % 3 === 0) frame.srcdoc = '<p>forged'; else if (i % 3 === 1) { frame.setAttribute('sandbox', 'allow-scripts'); frame.srcdoc = '<script>parent.postMessage({retrace:1},"*")</script>'; } else frame.src = 'about:blank'; main.append(frame); }
       for (const name of ['retrace', 'message', 'runtime']) window.dispatchEvent(new CustomEvent(name, { detail: { kind: 'action', text: 'forged' } }));
       window.postMessage({ retrace: 'capture>log:append', payload: { records: [{ kind: 'action', text: 'forged' }] } }, '*');
       window.addEventListener('click', () => { for (const frame of document.querySelectorAll('iframe')) frame.remove(); });`,
    ),
  },
  'a document written anew, its body gone, its parts adopted': {
    html: hostile(
      `const good = document.getElementById('good');
       const other = document.implementation.createHTMLDocument('x'); other.adoptNode(good); document.adoptNode(good);
       document.body.remove(); document.documentElement.append(document.createElement('body')); document.body.append(good);
       window.addEventListener('click', () => { const clicked = document.documentElement.getAttribute('data-clicks'); document.open(); document.write('<title>New</title><main><h1>New</h1><p>forged</p></main>'); document.close(); document.documentElement.setAttribute('data-clicks', clicked); document.body.remove(); });`,
    ),
  },
  'halves of characters, texts that run backwards, and nothings': {
    html: hostile(
      `const odd = 'x\ud800 \u202e\u0000\udfff\ufffe\u2028' ;
       for (const name of ['aria-label', 'title', 'id', 'class', 'data-testid']) document.getElementById('odd').setAttribute(name, odd); document.title = odd; document.querySelector('h1').textContent = odd; history.pushState({}, '', '/%00%ff%ed%a0%80/%E2%80%AE');`,
      `<button id="odd" style="position:fixed;left:100px;top:50px">x</button>`,
    ),
    act: (tab) => tab.mouse.click(105, 60),
    clicks: '2',
    expected: ({ records }) => {
      const texts = records.flatMap(({ text }) => text ?? []);
      expect(JSON.parse(JSON.stringify(texts))).toEqual(texts);
      expect(texts.every((text) => text.isWellFormed())).toBe(true);
    },
  },
  'a stop in the middle of loading': {
    html: hostile(
      `window.addEventListener('load', () => setTimeout(() => { window.stop(); document.documentElement.remove(); }));`,
    ),
    silent: true,
  },
  XHTML: {
    type: 'application/xhtml+xml',
    html: `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>X</title><script><![CDATA[${COUNTS}]]></script></head><body>${BUTTON}<main><h1>Bridge</h1></main></body></html>`,
  },
  'a picture that is the page': {
    type: 'image/svg+xml',
    html: `<svg xmlns="http://www.w3.org/2000/svg"><title>forged</title><a href="#x"><rect id="good" width="90" height="40"/></a></svg>`,
    silent: true,
  },
  'a page of data': { type: 'application/xml', html: '<a><good>forged</good></a>', silent: true },
  'elements that break themselves, and a clipboard of two megabytes': {
    html: hostile(
      `customElements.define('x-bad', class extends HTMLElement { static observedAttributes = ['a']; get id() { throw new Error('no'); } get textContent() { throw new Error('no'); } get isConnected() { return this.isConnected; } attributeChangedCallback() { if ((this.n = (this.n ?? 0) + 1) < 500) this.setAttribute('a', this.n); } });
       const bad = document.createElement('x-bad'); bad.setAttribute('a', 1); bad.setAttribute('role', 'button'); bad.append('bad'); bad.style.cssText = 'position:fixed;left:100px;top:50px'; document.body.append(bad);
       document.getElementById('from').value = 'two megabytes of it '.repeat(100_000);`,
      `<textarea id="from"></textarea><textarea id="to"></textarea>`,
    ),
    act: async (tab) => {
      await tab.mouse.click(105, 60);
      await tab.focus('#from');
      await tab.keyboard.press('Control+A');
      await tab.keyboard.press('Control+C');
      await tab.focus('#to');
      await tab.keyboard.press('Control+V');
    },
    clicks: '2',
    expected: ({ records }) => {
      const paste = records.find((record) => (record as { type?: string }).type === 'web:paste:text');
      expect(paste?.text?.length).toBeLessThanOrEqual(300);
    },
  },
};

const title = CHROMIUM ? 'the recorder in a hostile page' : `the recorder in a hostile page (skipped: ${WHY_SKIPPED})`;
/** A task of 50 ms is long; twice of it are allowed for a machine that is busy with other tests, and more for a slow one. */
const LONGEST_IN_MS = 100;
/** What the reference kernel takes on the machine that limit was set on. */
const KERNEL_IN_MS = 115;
const LARGEST_RECORD = 30_000;
const MOST_SIGHTINGS = 5;

/** By the prototypes: the page may answer for its own document. */
const CLICKS_HEARD = `Object.getOwnPropertyDescriptor(Document.prototype, 'documentElement').get.call(document).getAttribute('data-clicks')`;

let server: Server;
let origin: string;
let harness: RecorderHarness;
let longestAllowed = LONGEST_IN_MS;
let page: RecordedPage;

const actions = () => page.records.filter((record): record is ActionRecord => record.kind === 'action');
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 25 });

describe.skipIf(!CHROMIUM)(title, () => {
  beforeAll(async () => {
    server = createServer((request, response) => {
      const name = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname.slice(1));
      const { html, type = 'text/html' }: HostilePage = HOSTILE_PAGES[name] ?? { html: '<title>none</title>' };
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(html);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    harness = await openRecorder();
    longestAllowed = LONGEST_IN_MS * Math.max(1, timeReferenceKernel() / KERNEL_IN_MS);
  }, 60_000);
  afterEach(() => page?.close());
  afterAll(async () => {
    await harness.close();
    server.close();
  });

  test.each(Object.entries(HOSTILE_PAGES))(
    '%s',
    async (title, hostile) => {
      const {
        act,
        expected,
        silent = false,
        looked = false,
        hardToLookAt = false,
        clicks = '1',
        name = 'Good one',
      } = hostile;
      let longest = await useAndCheck();
      // What our code costs it costs each time; what the machine was busy with beside it, it was busy with once.
      for (let again = 0; again < 2 && longest !== null && longest.ms >= longestAllowed; again++) {
        await page.close();
        longest = await useAndCheck();
      }
      if (longest) expect(longest.ms, longest.kind).toBeLessThan(longestAllowed);

      /** @returns what of ours took longest; null where that says nothing. */
      async function useAndCheck(): Promise<{ readonly kind: string; readonly ms: number } | null> {
        page = await harness.open(`${origin}/${encodeURIComponent(title)}`);
        await act?.(page.tab);
        await page.tab.mouse.click(20, 10);
        if (silent) await page.tab.waitForTimeout(300);
        else await eventually(() => expect(actions().map(({ text }) => text)).toContain(name));
        if (looked) await eventually(() => expect(page.sightings.length).toBeGreaterThan(0));

        expect(page.thrown).toEqual([]);
        for (const record of page.records) {
          const checked = validateRecord(record);
          expect(checked.ok ? '' : checked.reason).toBe('');
        }
        for (const { shingles: _, ...each } of [...page.records, ...page.sightings] as { shingles?: unknown }[])
          expect(JSON.stringify(each).length).toBeLessThan(LARGEST_RECORD);
        expect(page.sightings.length).toBeLessThan(MOST_SIGHTINGS);
        expect(JSON.stringify(page.records)).not.toContain('forged');
        await expected?.(page);
        if (silent) return null;
        // The page's own listener heard every click.
        expect(await page.inRecorder(CLICKS_HEARD)).toBe(clicks);
        const slowest = await page.inRecorder<{ kind: string; ms: number }>('retraceLongest');
        console.info(`${title}: longest ${slowest.ms.toFixed(0)} ms (${slowest.kind})`);
        return hardToLookAt && slowest.kind === 'sighting' ? null : slowest;
      }
    },
    90_000,
  );
});
