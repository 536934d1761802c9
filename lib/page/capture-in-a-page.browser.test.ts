/**
 * The recorder in a real browser, in an isolated world of its own as a content script has it, on pages that are kind and on
 * pages that are not. One browser for the file.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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
  '/marked': `<title>Board</title><main><h1>Board</h1><div id="bare">bare <b>words</b></div>
    <div id="save" class="btn btn-primary js-save"><svg><use href="#disk"></use></svg> Keep</div>
    <div id="card" class="task-card">Paint the <b>rail</b></div><section id="big" class="card">${'<p>x</p>'.repeat(80)}</section>
    <span id="tab" class="nav-tab">Files</span><div id="alpine" @click="go()">Alpine</div><i id="toggle" data-toggle="menu">More</i>
    <div role="option" id="row"><div><div class="btn" id="drop">Delete</div></div> A row</div>
    <button id="real"><span class="chip" id="chip">Chip in a button</span></button>
    <label class="btn" for="box" id="label">Watch it</label><input type="checkbox" id="box">
    <details><summary id="sum">Details <a href="#d">no</a></summary><p>Hidden words of it.</p></details>
    <form id="f" onsubmit="event.preventDefault()"><input id="q2" aria-label="Name"><button id="ok">Send it</button></form>
    <form action="#attach"><input type="hidden" name="action" value="new"><button id="lead">Attach a thing</button></form></main>`,
  '/app': `<title>App</title><main><h1>App</h1><div id="list"></div>
    <textarea id="chat" aria-label="Message"></textarea><input id="new-task" placeholder="What is to be done?">
    <textarea id="say" placeholder="Your word"></textarea><button id="comment" class="js-add-comment">Comment</button>
    <button id="cancel">Cancel</button><div id="rich" contenteditable="true" aria-label="Notes">Old words here</div>
    <input type="range" id="range" min="0" max="10" value="0" aria-label="Weight">
    <select id="many" multiple aria-label="Labels"><option>red<option>green<option>blue</select>
    <label><input type="radio" name="r" id="one"> One</label><label><input type="radio" name="r" id="two"> Two</label>
    <div id="host"></div></main><script>
    const clear = (id) => (document.getElementById(id).value = '');
    const onEnter = (id, run) => document.getElementById(id).addEventListener('keydown', (e) => {
      if (e.key === 'Enter' && !e.shiftKey) { e.preventDefault(); run(); } });
    onEnter('chat', () => setTimeout(() => clear('chat'), 150));
    onEnter('new-task', () => clear('new-task'));
    document.getElementById('comment').onclick = () => setTimeout(() => clear('say'), 100);
    document.getElementById('cancel').onclick = () => clear('say');
    document.getElementById('host').attachShadow({ mode: 'open' }).innerHTML =
      '<input id="inner" aria-label="Inner"><input type="checkbox" id="tick" aria-label="Tick"><button id="go"><b>Go on</b></button>';
    </script>`,
  '/board/7': `<title>Board</title><main><h1>Board</h1><canvas id="canvas" width="300" height="80"></canvas><button id="out">Out</button>
    <ul id="list"><li class="draggable" id="a">First</li><li class="draggable" id="b">Second</li></ul>
    <div id="drag" draggable="true">Drag me</div><div id="zone" style="height:40px">Here</div>
    <dialog id="dialog">Sure?</dialog></main><script>
    document.getElementById('list').addEventListener('pointerup', () => document.getElementById('list').append(document.getElementById('a')));
    document.getElementById('zone').addEventListener('dragover', (e) => e.preventDefault());
    </script>`,
  '/tickets/12': `<title>Ticket</title><main><h1>Ticket</h1><iframe src="/widget"></iframe></main>`,
  '/widget': '<title>Widget</title><button id="in">Inside</button>',
  '/saved': '<title>Saved</title><main><h1>Saved</h1><p>This is where one lands after it was saved.</p></main>',
  '/secret': `<title>Log in</title><main><h1>Log in</h1><button id="b">Press</button>
    <input id="name"><input id="pw" type="password"><input id="card" name="cardNumber"></main>`,
  '/shadow': `<title>Sign in</title><main><h1>Sign in</h1><button id="b">Press</button><x-login></x-login></main>
    <script>customElements.define('x-login', class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<x-inner></x-inner>'; } });
    customElements.define('x-inner', class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<input type="password">'; } });</script>`,
  '/framed': `<title>Framed</title><main><h1>Framed</h1><button id="b">Press</button><iframe src="/secret"></iframe></main>`,
  '/nested': `<title>Nested</title><main><h1>Nested</h1><button id="b">Press</button><iframe src="/framed"></iframe></main>`,
  '/codes': `<title>Codes</title><main><h1>Codes</h1><div id="row">${`<p>${'<span><input maxlength="1"></span>'.repeat(3)}</p>`.repeat(2)}</div>
    <div id="pair"><input maxlength="1" id="grade" aria-label="Grade"><input maxlength="1"></div>
    <input id="camel" name="securityCode"><label>Your PIN <input id="labelled"></label>
    <label>API key <input id="key" name="x1"><output id="echo" role="status"></output></label>
    <form id="strict" onsubmit="return false"><input id="otpCode" name="otpCode" pattern="[a-z]+" title="Letters" value="482913" required>
    <button id="try">Try</button></form>
    <button id="copy" aria-labelledby="copy camel echo">Copy</button><button id="say">Say</button></main><script>
    document.getElementById('say').onclick = () => { document.getElementById('echo').textContent = document.getElementById('key').value; };
    </script>`,
  '/fields': `<title>Fields</title><main><h1>Fields</h1><input id="otp" name="otp"><input id="plain" aria-label="Plain"></main>`,
  ...Object.fromEntries(
    ['/tickets/7', '/tickets/8', '/tickets/9'].map((path) => [
      path,
      `<title>Ticket</title><main><h1>Ticket</h1><p role="alert">It is closed at five on weekdays.</p></main>`,
    ]),
  ),
  ...Object.fromEntries(
    ['/long/7', '/long/8'].map((path) => [path, `<title>Long</title><main style="height:4000px"><h1>Long</h1></main>`]),
  ),
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
  await page.listens();
}
const all = () => page.records.filter((record): record is ActionRecord => record.kind === 'action');
/** What was done; that somebody was there is a matter of its own. */
const actions = () => all().filter(({ features }) => features?.presence !== 1);
const being = () => all().filter(({ features }) => features?.presence === 1);
/** What the recorder is told of the page's being in view. */
const show = async (state: 'visible' | 'hidden') => {
  await page.inRecorder(
    `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true }); undefined`,
  );
  await page.browserSays('visibilitychange');
};
/** The recorder works when the page is idle; a loaded machine makes it wait. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 25 });
const typesOf = (kind: string) =>
  page.records
    .filter((record) => record.kind === kind && record.features?.presence !== 1)
    .map((record) => (record as { type?: string }).type);

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
      ['web:save:button', 'Save all', 'url:/plain'],
      ['web:press:button', 'Open card', 'url:/plain'],
      ['web:open:link', 'Read on', 'url:/plain'],
      ['web:press:button', '#nameless', 'url:/plain'],
    ]);
  });

  test('things without a role are told where their makers marked them to be pressed, and bare ones are not', async () => {
    await open('/marked');
    for (const id of ['bare', 'save', 'card', 'big', 'tab', 'alpine', 'toggle', 'drop', 'chip'])
      await page.tab.click(`#${id}`);
    await eventually(() => expect(actions().at(-1)?.text).toBe('Chip in a button'));
    expect(actions().map(({ type, text }) => [type, text])).toEqual([
      ['web:save:button', 'Keep'],
      ['web:press:thing', 'Paint the rail'],
      ['web:choose:tab', 'Files'],
      ['web:press:thing', 'Alpine'],
      ['web:press:thing', 'More'],
      ['web:delete:button', 'Delete'],
      ['web:press:button', 'Chip in a button'],
    ]);
  });

  test('what makes several events is one act: labels, double clicks, Enter in a form, held keys, unfolding', async () => {
    await open('/marked');
    await page.tab.click('#label');
    await page.tab.dblclick('#card b');
    await page.tab.click('#sum', { position: { x: 4, y: 4 } });
    await page.tab.focus('#real');
    // Down again without having been up: the key repeats.
    for (let n = 0; n < 4; n++) await page.tab.keyboard.down('Enter');
    await page.tab.keyboard.up('Enter');
    await page.tab.keyboard.press('Space');
    await page.tab.focus('#q2');
    await page.tab.keyboard.press('Enter');
    // A form is told at once, a press in a quiet moment: in the order of the log, not of their coming.
    const done = () => [...actions()].sort((a, b) => (a.t < b.t ? -1 : 1)).map(({ type }) => type);
    await eventually(() =>
      expect(done()).toEqual([
        'web:toggle:box',
        'web:press:thing',
        'web:expand:summary',
        'web:press:button',
        'web:press:button',
        'web:send:button',
      ]),
    );
  });

  test('a button pressed again at a person’s pace is pressed each time; a card, and a button in the blink of an eye, once', async () => {
    await open('/marked');
    const press = async (id: string, apart: number) => {
      await page.tab.locator(id).scrollIntoViewIfNeeded();
      const { x, y } = (await page.tab.locator(id).boundingBox())!;
      await page.tab.mouse.move(x + 4, y + 4);
      for (let clickCount = 1; clickCount <= 3; clickCount++) {
        await page.tab.mouse.down({ clickCount });
        await page.tab.mouse.up({ clickCount });
        await page.tab.waitForTimeout(apart);
      }
    };
    await press('#card', 200);
    await press('#real', 200);
    await press('#alpine', 0);
    await press('#save', 0);
    await eventually(() => expect(actions().at(-1)?.text).toBe('Keep'));
    expect(actions().map(({ text }) => text)).toEqual([
      'Paint the rail',
      ...Array(3).fill('Chip in a button'),
      'Alpine',
      'Keep',
    ]);
  });

  test('a form that holds nothing and only leads on is a link', async () => {
    await open('/marked');
    await page.tab.click('#lead');
    await eventually(() => expect(actions().map(({ type }) => type)).toEqual(['web:open:link']));
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

  test('a text that a key or a button takes out of its field was sent: one act, with its words', async () => {
    await open('/app');
    await page.tab.click('#chat');
    await page.tab.keyboard.type('the first line');
    await page.tab.keyboard.press('Shift+Enter');
    await page.tab.keyboard.type('and the second');
    await page.tab.keyboard.press('Enter');
    await page.tab.waitForTimeout(400);
    await page.tab.click('#new-task');
    await page.tab.keyboard.type('paint the rail');
    await page.tab.keyboard.press('Enter');
    await page.tab.click('#say');
    await page.tab.keyboard.type('well done all');
    await page.tab.click('#comment');
    await page.tab.waitForTimeout(400);
    await page.tab.click('#say');
    await page.tab.keyboard.type('better not');
    await page.tab.click('#cancel');
    await eventually(() => expect(actions().at(-1)?.type).toBe('web:cancel:button'));
    expect(actions().map(({ type, text, context }) => [type, text, context?.field])).toEqual([
      ['web:send:text', 'the first line\nand the second', 'Message'],
      ['web:create:task', 'paint the rail', 'What is to be done?'],
      ['web:comment:button', 'well done all', 'Your word'],
      ['web:cancel:button', 'Cancel', undefined],
    ]);
    expect(actions()[0]!.features).toMatchObject({ added_words: 6 });
  });

  test('what is typed into an editor that saves itself is one edit when it stands still, and none is half a composed word', async () => {
    await open('/app');
    await page.tab.click('#rich');
    await page.tab.keyboard.press('End');
    const session = await page.tab.context().newCDPSession(page.tab);
    await session.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    await show('hidden');
    await show('visible');
    await session.send('Input.insertText', { text: ' 日本' });
    await page.tab.keyboard.type(' and more', { delay: 20 });
    expect(actions()).toEqual([]);
    await page.tab.waitForTimeout(10_200);
    await eventually(() => expect(actions().length).toBe(1));
    await page.tab.keyboard.type(' at last');
    await page.tab.focus('#chat');
    await eventually(() => expect(actions().length).toBe(2));
    expect(actions().map(({ type, text }) => [type, text])).toEqual([
      ['web:edit:text', 'Old words here 日本 and more'],
      ['web:edit:text', 'here 日本 and more at last'],
    ]);
    // What others write into it is not the user's.
    await page.tab.focus('#rich');
    await page.tab.evaluate(() => document.getElementById('rich')!.append(' by somebody else'));
    await page.tab.focus('#chat');
    await page.tab.click('#comment');
    await eventually(() => expect(actions().at(-1)?.type).toBe('web:comment:button'));
    expect(actions().length).toBe(3);
  }, 30_000);

  test('a value that is moved is one choice where it comes to rest; of lists and circles the words are told', async () => {
    await open('/app');
    await page.tab.focus('#range');
    for (let n = 0; n < 4; n++) await page.tab.keyboard.press('ArrowRight');
    await page.tab.click('#many option:nth-child(1)');
    await page.tab.click('#many option:nth-child(3)', { modifiers: ['Control'] });
    await page.tab.click('#two');
    await eventually(() => expect(actions().some(({ features }) => features?.chosen === 2)).toBe(true));
    await eventually(() => expect(actions().length).toBe(4));
    const told = actions().map(({ type, text, context, features }) => [type, text, context?.field, features]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['web:choose:value', undefined, 'Weight', { level: 0.4 }],
        ['web:choose:value', 'red, blue', 'Labels', { chosen: 2 }],
        ['web:choose:value', 'Two', 'Two', undefined],
      ]),
    );
  });

  test('fields and controls in shadow roots are told as any', async () => {
    await open('/app');
    await page.tab.click('#inner');
    await page.tab.keyboard.type('in the shade');
    await page.tab.click('#tick');
    await page.tab.click('#go b');
    await eventually(() => expect(actions().length).toBe(3));
    expect(actions().map(({ type, text, context }) => [type, text, context?.field])).toEqual([
      ['web:edit:text', 'in the shade', 'Inner'],
      ['web:toggle:box', undefined, 'Tick'],
      ['web:press:button', 'Go on', undefined],
    ]);
  });

  test('on a canvas keys are counted and not named; things moved are told if they stand elsewhere; Esc closes a dialog', async () => {
    await open('/board/7');
    await page.tab.click('#canvas');
    await page.tab.keyboard.type('a secret word');
    await page.tab.keyboard.press('ArrowLeft');
    await page.tab.click('#out');
    await page.tab.dragAndDrop('#b', '#zone');
    await page.tab.dragAndDrop('#a', '#b');
    await page.tab.dragAndDrop('#drag', '#zone');
    await page.tab.evaluate(() => (document.getElementById('dialog') as HTMLDialogElement).showModal());
    await page.tab.keyboard.press('Escape');
    await eventually(() => expect(actions().length).toBe(5));
    expect(actions().map(({ type, features }) => [type, features?.keys])).toEqual(
      expect.arrayContaining([
        ['web:edit:canvas', 13],
        ['web:press:button', undefined],
        ['web:move:board', undefined],
        ['web:move:board', undefined],
        ['web:close:dialog', undefined],
      ]),
    );
    expect(
      actions()
        .flatMap(({ type, control }) => (type === 'web:move:board' ? [control] : []))
        .sort(),
    ).toEqual(['#a', '#zone']);
    expect(JSON.stringify(page.records)).not.toContain('secret');
  });

  test('what is done in a frame of the same origin is done on the page it is a part of, and is no visit', async () => {
    await open('/tickets/12');
    await page.tab.frameLocator('iframe').locator('#in').click();
    await eventually(() => expect(actions().length).toBe(1));
    expect(actions()[0]).toMatchObject({ type: 'web:press:button', text: 'Inside', thread: 'url:/tickets/12' });
    await eventually(() => expect(being().map(({ type }) => type)).toEqual(['web:visit:ticket']));
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

  test('a password field that comes and goes between two acts stops recording for as long as it is there', async () => {
    await open('/plain');
    await page.tab.click('#save');
    await page.tab.evaluate(() => {
      const dialog = document.createElement('div');
      dialog.id = 'dialog';
      dialog.innerHTML = '<p>Log in <span><input id="late"></span></p>';
      document.body.append(dialog);
    });
    await page.tab.click('#card');
    // What was begun is told in a quiet moment, unless the page must not be recorded by then.
    await eventually(() => expect(actions().length).toBe(2));
    await page.tab.evaluate(() => document.getElementById('late')!.setAttribute('type', 'Password'));
    await page.tab.click('#link');
    await page.tab.evaluate(() => {
      const dialog = document.getElementById('dialog')!;
      dialog.remove();
      document.body.append(dialog);
    });
    await page.tab.click('#link');
    await page.tab.evaluate(() => document.getElementById('dialog')!.remove());
    await page.tab.click('#nameless', { force: true });
    await eventually(() => expect(actions().map(({ text }) => text)).toEqual(['Save all', 'Open card', '#nameless']));
  });

  test.each([
    ['in a shadow root below a shadow root', '/shadow', 'x-login'],
    ['in a frame of the same site', '/framed', 'iframe'],
    ['in a frame within a frame', '/nested', 'iframe'],
  ])('nothing is told of a page with a password %s', async (_, path, holder) => {
    await open(path);
    await eventually(() => expect(page.doing.secret).toBe(true));
    await page.tab.click('#b');
    await page.tab.evaluate((name) => document.querySelector(name)!.remove(), holder);
    await page.tab.click('#b');
    await eventually(() => expect(actions().length).toBe(1));
    // That somebody was there may have been told before the first look into the page's shadows.
    expect(page.records.length - being().length + page.sightings.length).toBe(1);
  });

  test('a password that nobody typed stays one when it is shown', async () => {
    await open('/secret');
    await page.tab.click('#b');
    await page.tab.evaluate(() => document.getElementById('pw')!.setAttribute('type', 'text'));
    await page.tab.click('#b');
    await page.tab.evaluate(() => document.getElementById('pw')!.remove());
    await page.tab.click('#b');
    await eventually(() => expect(actions().length).toBe(1));
  });

  test('more clicks a second than anybody makes are given up and counted', async () => {
    await open('/plain');
    // By turns: pressed again and again, one button is one act.
    const buttons = [await page.tab.locator('#save').boundingBox(), await page.tab.locator('#card').boundingBox()];
    for (let i = 0; i < 60; i++) await page.tab.mouse.click(buttons[i % 2]!.x + 5, buttons[i % 2]!.y + 5);
    await eventually(() => expect(actions().length + page.doing.dropped).toBe(60));
    expect(page.doing.dropped).toBeGreaterThan(0);
    for (let at = 20; at < actions().length; at++)
      expect(Date.parse(actions()[at]!.t) - Date.parse(actions()[at - 20]!.t)).toBeGreaterThan(0);
  });

  test('secret fields are never read, and secrets in others do not leave the page', async () => {
    await open('/fields');
    await page.tab.fill('#otp', '482913');
    await page.tab.fill('#plain', 'card 4111 1111 1111 1111 please');
    await page.tab.locator('#plain').blur();
    await eventually(() => expect(actions().map(({ text }) => text)).toEqual(['card [card] please']));
    expect(JSON.stringify(page.records)).not.toContain('482913');
  });

  test('what is typed into a row of boxes, or a field called a code, is in no edit, no name, no message and no outcome', async () => {
    await open('/codes');
    const boxes = page.tab.locator('#row input');
    for (let i = 0; i < 6; i++) await boxes.nth(i).fill(String(i + 3));
    await page.tab.fill('#camel', '918273');
    await page.tab.fill('#labelled', '7364');
    await page.tab.fill('#key', 'quiet harbour');
    await page.tab.click('#say');
    await page.tab.click('#try');
    await page.tab.click('#copy');
    await page.tab.fill('#grade', 'B');
    await page.tab.locator('#grade').blur();
    await eventually(() =>
      expect(actions().map(({ type, text }) => `${type} ${text}`)).toEqual([
        'web:press:button Say',
        'web:press:button Try',
        'web:copy:button Copy',
        'web:edit:text B',
      ]),
    );
    // Later than a message is told.
    await page.tab.waitForTimeout(600);
    expect(JSON.stringify(page.records)).not.toMatch(/918273|7364|quiet|482913|"[345678]"/);
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

  test('a message that comes late is for the press it answers, not for what was written meanwhile', async () => {
    await open('/plain');
    await page.tab.evaluate(() => {
      document.getElementById('save')!.onclick = () =>
        setTimeout(() => {
          document.body.insertAdjacentHTML('beforeend', '<div class="toast success" role="status">All is saved</div>');
        }, 1_800);
    });
    await page.tab.fill('#note', 'some words');
    await page.tab.click('#save');
    await page.tab.fill('#note', 'other words');
    await page.tab.locator('#note').blur();
    await eventually(() => expect(typesOf('outcome')).toEqual(['web:show:success']));
    expect(actions().map(({ type }) => type)).toEqual(['web:edit:text', 'web:save:button', 'web:edit:text']);
    expect(page.records.find(({ kind }) => kind === 'outcome')).toMatchObject({ links: [actions()[1]!.id] });
  });

  test('what is confirmed on the page that asks for it deletes; what led there did not', async () => {
    await open('/plain');
    await page.tab.evaluate(() => {
      history.pushState({}, '', '/issues/4/delete/');
      document.body.innerHTML =
        '<a id="back" href="#x">Back</a><form method="post" onsubmit="event.preventDefault()"><button id="yes">Yes, I am sure</button></form>';
    });
    await page.tab.click('#yes');
    await eventually(() => expect(actions().at(-1)?.type).toBe('web:delete:issue'));
  });

  test.each([
    ['takes it out of its field', "document.getElementById('say').value = ''", ['web:create:comment']],
    ['leaves it there', '', ['web:edit:text', 'web:create:comment']],
  ])('a text in a form that a script sends is told when its button %s', async (_, handler, types) => {
    await open('/tickets/7');
    await page.tab.evaluate((run) => {
      document.querySelector('main')!.innerHTML =
        '<form><input name="ownerDocument"><textarea id="say" aria-label="Say"></textarea><button type="button" id="add-comment">Go</button></form>';
      document.getElementById('add-comment')!.onclick = () => setTimeout(run, 100);
    }, handler);
    await page.tab.click('#say');
    await page.tab.keyboard.type('The bridge opens at nine');
    await page.tab.click('#add-comment');
    await eventually(() => expect(actions().map(({ type }) => type)).toEqual(types));
    expect(actions()[0]).toMatchObject({ text: 'The bridge opens at nine', features: { added_words: 5 } });
  });

  test('what is written in an editor that is a frame is told with the form it is sent by', async () => {
    await open('/plain');
    await page.tab.evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<form id="framed" method="post"><textarea name="body" style="display: none"></textarea><iframe></iframe><button id="send-framed">Send</button></form>',
      );
      const form = document.querySelector<HTMLFormElement>('#framed')!;
      form.addEventListener('submit', (event) => {
        form.querySelector('textarea')!.value = '<p>The bridge opens at nine.</p><p>In winter, too.</p>';
        event.preventDefault();
      });
    });
    await page.tab.click('#send-framed');
    await eventually(() => expect(actions().length).toBe(1));
    expect(actions()[0]).toMatchObject({
      text: 'The bridge opens at nine.\nIn winter, too.',
      features: { added_words: 8, was_empty: 1 },
    });
  });

  test('what the page answers in the very handler of a press is the outcome of that press', async () => {
    await open('/plain');
    await page.tab.evaluate(() =>
      document.querySelector('#save')!.addEventListener('click', () => {
        document.body.insertAdjacentHTML('beforeend', '<p role="alert" class="error">A title is missing</p>');
      }),
    );
    await page.tab.click('#save');
    await eventually(() => expect(typesOf('outcome')).toEqual(['web:show:error']));
    expect(page.records.find((record) => record.kind === 'outcome')?.links).toEqual([actions()[0]!.id]);
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

  test('each page come to is a visit, once; told again by itself it is none', async () => {
    await open('/tickets/7');
    await eventually(() => expect(being().map(({ type }) => type)).toEqual(['web:visit:ticket']));
    expect(being()[0]).toMatchObject({ thread: 'url:/tickets/7' });
    await page.tab.evaluate(() => history.pushState({}, '', '/tickets/8'));
    await eventually(() => expect(being().length).toBe(2));
    await page.tab.evaluate(() => history.pushState({}, '', '/tickets/7'));
    await page.tab.evaluate(() => history.pushState({}, '', '/tickets/7#comment-2'));
    await page.tab.reload();
    await page.tab.goto(`${origin}/tickets/9`);
    await eventually(() => expect(being().at(-1)!.thread).toBe('url:/tickets/9'));
    await page.tab.goBack();
    await eventually(() => expect(being().at(-1)!.type).toBe('web:return:page'));
    expect(being().map(({ type, thread }) => [type, thread])).toEqual([
      ['web:visit:ticket', 'url:/tickets/7'],
      ['web:visit:ticket', 'url:/tickets/8'],
      ['web:visit:ticket', 'url:/tickets/9'],
      ['web:return:page', 'url:/tickets/7'],
    ]);
  });

  test('recording that starts anew in a page makes no second visit of it, and no second return', async () => {
    await open('/tickets/7');
    await eventually(() => expect(being().length).toBe(1));
    await page.inRecorder('retraceStop(), retraceStart()');
    await page.tab.evaluate(() => history.pushState({}, '', '/tickets/8'));
    await eventually(() => expect(being().length).toBe(2));
    await page.inRecorder('retraceStop(), retraceStart()');
    await page.tab.goto(`${origin}/tickets/9`);
    await eventually(() => expect(being().length).toBe(3));
    await page.tab.goBack();
    await eventually(() => expect(being().length).toBe(4));
    await page.inRecorder('retraceStop(), retraceStart()');
    await page.tab.waitForTimeout(1_000);
    expect(being().map(({ type }) => type)).toEqual([
      'web:visit:ticket',
      'web:visit:ticket',
      'web:visit:ticket',
      'web:return:page',
    ]);
  });

  test('a script that takes over from one of the last version makes no second visit, and tells the pages come to after it', async () => {
    await open('/tickets/7', { resumed: true });
    await eventually(() => expect(page.sightings.length).toBe(1));
    await page.tab.evaluate(() => history.pushState({}, '', '/tickets/8'));
    await eventually(() => expect(being().length).toBe(1));
    expect(being().map(({ thread }) => thread)).toEqual(['url:/tickets/8']);
  });

  test('a page that was really looked at is told when it goes out of view, and coming back to it; one that was passed is not', async () => {
    await open('/long/7');
    await eventually(() => expect(being().length).toBe(1));
    await page.tab.mouse.move(20, 20);
    await show('hidden');
    await show('visible');
    await page.tab.mouse.wheel(0, 900);
    await page.tab.waitForTimeout(5_500);
    await show('hidden');
    await page.tab.waitForTimeout(1_100);
    await show('visible');
    await eventually(() => expect(being().length).toBe(3));
    expect(being().map(({ type, thread }) => [type, thread])).toEqual([
      ['web:visit:long', 'url:/long/7'],
      ['web:read:long', 'url:/long/7'],
      ['web:return:page', 'url:/long/7'],
    ]);
    const { seconds, scrolled } = being()[1]!.features!;
    expect(seconds).toBeGreaterThanOrEqual(5);
    expect(seconds).toBeLessThan(9);
    // A browser window of 720 lines, and 900 of them passed, of four thousand.
    expect(scrolled).toBeCloseTo(0.4, 1);
  }, 30_000);

  test('who was at another window for a while comes back; a glance there and a frame of the page are no absence', async () => {
    await open('/long/7');
    await eventually(() => expect(being().length).toBe(1));
    const control = await page.tab.context().newCDPSession(page.tab);
    await control.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    const other = await page.tab.context().newPage();
    for (const seconds of [0.5, 3.2]) {
      await other.bringToFront();
      await page.tab.waitForTimeout(seconds * 1_000);
      await page.tab.bringToFront();
      await page.tab.waitForTimeout(300);
      expect(being().map(({ type }) => type)).toEqual(
        seconds < 3 ? ['web:visit:long'] : ['web:visit:long', 'web:return:page'],
      );
    }
    await other.close();
  }, 20_000);

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
