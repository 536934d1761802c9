/** What comes of acts at once, in a real browser with the recorder in an isolated world. One browser for the file. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ServedPages, servePages } from '../../../e2e/apps/serve-pages.ts';
import {
  CHROMIUM,
  openRecorder,
  type RecordedPage,
  type RecorderHarness,
  WHY_SKIPPED,
} from '../../../e2e/recorder-harness/open-recorder.ts';
import type { TrailAct } from '../../engine/api.ts';
import type { ActionRecord, OutcomeRecord } from '../../records/record.ts';
import { hash32 } from '../../records/shingles.ts';

const LONG = 'The gate on the north side does not open';
const BANNER = 'The desk is closed on Sunday';
const PAGES: Record<string, string> = {
  '/list': `<a id="go" href="/one">First thing</a> <a id="anchor" href="#below">Below</a><p id="below">below</p>`,
  '/one': `<h1>One</h1><article><div class="alert warning">This article has issues.</div></article>`,
  '/done': `<div class="alert">${BANNER}</div><p class="flash notice" id="notice">Ticket was created</p>
    <style>.template { display: none }</style><p class="error template">Could not be saved</p>
    <main><article><p class="note alert">Words of an article</p></article>
    ${'<p>text</p>'.repeat(70)}<p class="notice">Far below</p></main>`,
  '/refused': `<div class="warning system-message"><b>Warning:</b> A title is needed.</div>
    <div class="explainconflict">${'Somebody else was quicker, and what they wrote stands above. '.repeat(8)}</div>
    <p class="notice">${'This is what the desk is for, at length. '.repeat(10)}</p>`,
  '/new': `<form id="f" action="/done" method="post"><label>Title <input id="title" name="title" required minlength="3"></label>
    <label>When <input id="when" name="when" type="email" required></label>
    <textarea id="body" name="body" aria-label="What"></textarea><button id="send">Create ticket</button></form>
    <a id="away" href="/one">Away</a><button id="cancel" type="button">Cancel</button>`,
  '/search': `<form><input id="q" name="q"><button>Search</button></form><a id="away" href="/one">Away</a>`,
  '/wizard': `<form id="f" method="post"><h2>1</h2><textarea id="body" name="body"></textarea><button id="next">Next</button></form>
    <script>document.getElementById('f').addEventListener('submit', (event) => {
      event.preventDefault(); document.querySelector('h2').textContent = '2'; });</script>`,
  '/app': `<nav><button id="other">Other</button></nav><div id="view"></div><script>
    const show = () => { document.getElementById('view').innerHTML = location.pathname === '/app'
      ? '<a id="item" href="/app/1">Item</a><div><textarea id="note"></textarea><button id="post">Comment</button></div>'
      : '<h1>Item 1</h1>'; };
    document.addEventListener('click', (event) => { const a = event.target.closest('a'); if (!a) return;
      event.preventDefault(); history.pushState({}, '', a.href); show(); });
    addEventListener('popstate', show); show();</script>`,
  '/notes': '<textarea id="note" aria-label="Saves itself"></textarea><a id="away" href="/one">Away</a>',
};

let served: ServedPages;
let harness: RecorderHarness;
let page: RecordedPage;

const open = async (path: string, settings = {}) => {
  page = await harness.open(served.url + path, settings);
  // What comes with the readers is here: they tell what the page shows.
  await eventually(() => expect(page.shown.length).toBe(1));
};
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 25 });
/** What was done; that somebody was there is left out. */
const actions = () =>
  page.records.filter((record): record is ActionRecord => record.kind === 'action' && record.features?.presence !== 1);
const outcomes = () => page.records.filter((record): record is OutcomeRecord => record.kind === 'outcome');
const told = () => outcomes().map(({ type, value, links }) => [type, value, links]);
const ofAct = (type: string) => actions().findLast((act) => act.type === type)!;
/** A trail as the background would leave it now. */
const trailOf = (act: Partial<TrailAct>, notices: readonly number[] | null = []) => ({
  acts: [{ id: 'a', t: new Date().toISOString(), type: 'web:create:ticket', address: `${served.url}/new`, ...act }],
  notices,
  left: false,
});
/** Goes to the next document by a link of the page, so that it comes by a navigation. */
const follow = (path: string) =>
  Promise.all([page.tab.waitForURL(`**${path}`), page.tab.evaluate((to) => location.assign(to), path)]);
/** The last moment of a page, as its script meets it; what is said in a real one, the way out of this harness loses. */
const hide = () => page.browserSays('pagehide');
const arrived = async (documents: number) => {
  await eventually(() => expect(page.shown.length).toBe(documents));
  // What an arrival tells leaves the page right behind the word of what it shows: by the answer to a question it is here.
  await page.inRecorder('0');
};

const title = CHROMIUM ? 'outcomes at once' : `outcomes at once (skipped: ${WHY_SKIPPED})`;
describe.skipIf(!CHROMIUM)(title, () => {
  beforeAll(async () => {
    served = await servePages(({ pathname }, form) => {
      const status = Number(/^\/status\/(\d+)/.exec(pathname)?.[1] ?? 200);
      const html = PAGES[pathname] ?? '<h1>Something</h1>';
      return form && pathname === '/done'
        ? { to: '/done' }
        : { html: `<title>${pathname}</title><body>${html}</body>`, status };
    });
    harness = await openRecorder();
  }, 60_000);
  afterEach(() => page?.close());
  afterAll(async () => {
    await harness.close();
    await served.close();
  });

  test('a notice on the page an act led to is its outcome; a banner that stood there before, a hidden one and the words of an article are none', async () => {
    await open('/new');
    await page.leaveTrail(trailOf({}, [hash32(BANNER)]));
    await follow('/done');
    await arrived(2);
    expect(told()).toEqual([['web:show:status', 0, ['a']]]);
    expect(outcomes()[0]!.text).toBe('Ticket was created');
    // Told as news, it is no standing notice: the next one like it is news again.
    expect(page.shown[1]).toContain(hash32(BANNER));
    expect(page.shown[1]).not.toContain(hash32('Ticket was created'));
  });

  test('a page that refuses is heard, by a warning and by an explanation at length; a long text that is no refusal is none', async () => {
    await open('/new');
    await page.leaveTrail(trailOf({}));
    await follow('/refused');
    await arrived(2);
    expect(told()).toEqual([
      ['web:show:alert', -0.3, ['a']],
      ['web:show:error', -0.5, ['a']],
    ]);
    expect(outcomes()[1]!.text!.length).toBe(300);
  });

  test('nothing is told of an arrival by a link, of one whose page before nobody read, long after the act, or once another page has come of it', async () => {
    await open('/new');
    const old = new Date(Date.now() - 60_000).toISOString();
    let documents = 1;
    for (const trail of [
      trailOf({ type: 'web:open:link' }),
      trailOf({}, null),
      trailOf({ t: old }),
      trailOf({ answered: true }),
      null,
    ]) {
      await page.leaveTrail(trail);
      await follow('/done');
      await arrived(++documents);
    }
    await page.leaveTrail(trailOf({}));
    await page.tab.reload();
    await arrived(++documents);
    expect(told()).toEqual([]);
  });

  test('a page that came with a failure is told with its status, and with the act that led there, if one did', async () => {
    await open('/list');
    await follow('/status/500');
    await arrived(2);
    expect(outcomes().map(({ type, value, links }) => [type, value, links])).toEqual([
      ['web:fail:page', -0.8, undefined],
    ]);
    let documents = 2;
    for (const [status, value] of [
      [404, -0.5],
      [409, -0.7],
      [503, -0.8],
    ] as const) {
      await page.leaveTrail(trailOf({ id: `a${status}`, type: 'web:open:link' }));
      await follow(`/status/${status}`);
      await arrived(++documents);
      expect(told().at(-1)).toEqual(['web:fail:page', value, [`a${status}`]]);
      expect(outcomes().at(-1)!.features).toEqual({ status });
    }
  });

  test('a form the browser does not send is told once a try, linked to the press, with the label and what the browser says', async () => {
    await open('/new');
    await page.tab.click('#send');
    await eventually(() => expect(outcomes().length).toBe(1));
    expect(told()).toEqual([['web:invalid:field', -0.3, [actions()[0]!.id]]]);
    expect(outcomes()[0]).toMatchObject({ features: { fields: 2 }, text: expect.stringMatching(/^Title: \S/) });
    await page.tab.evaluate(() => (document.getElementById('f') as HTMLFormElement).checkValidity());
    await page.tab.fill('#title', 'Gate');
    await page.tab.fill('#when', 'somebody');
    await page.tab.press('#when', 'Enter');
    await eventually(() => expect(outcomes().length).toBe(2));
    expect(outcomes()[1]).toMatchObject({ features: { fields: 1 }, text: expect.stringMatching(/^When: /) });
  });

  test('where text may not be kept, a field is named, and what the browser repeats of its value is not told', async () => {
    await open('/new', { keepsText: false });
    await page.tab.fill('#title', 'Gate');
    await page.tab.fill('#when', 'somebody');
    await page.tab.click('#send');
    await eventually(() => expect(outcomes().map(({ text }) => text)).toEqual(['When']));
  });

  test('a link left again within seconds is told where the page was kept, and where it is loaded anew', async () => {
    await open('/list');
    await page.tab.click('#anchor');
    await page.tab.goBack();
    await page.tab.click('#go');
    await page.tab.waitForURL('**/one');
    await arrived(2);
    const opened = ofAct('web:open:link');
    const { id, t, type } = opened;
    await page.leaveTrail(trailOf({ id, t, type, address: `${served.url}/list` }));
    await page.tab.goBack();
    await eventually(() => expect(told()).toEqual([['web:return:quickly', -0.3, [id]]]));
  });

  test('inside a one-page app a step back within seconds is told; another page one came to is not', async () => {
    await open('/app');
    await page.tab.click('#item');
    await eventually(() => expect(actions().length).toBe(1));
    await page.tab.goBack();
    await eventually(() => expect(told()).toEqual([['web:return:quickly', -0.3, [actions()[0]!.id]]]));
    await page.tab.goForward();
    await page.tab.goBack();
    await page.tab.click('#item');
    await page.tab.click('#other');
    await eventually(() => expect(actions().length).toBe(3));
    await page.tab.goBack();
    await page.tab.click('#other');
    await eventually(() => expect(actions().length).toBe(4));
    expect(outcomes().length).toBe(1);
  });

  test('a form that is left with what was typed in it is told, tied to the last edit there', async () => {
    await open('/new');
    await page.tab.click('#title');
    await page.tab.keyboard.type(LONG);
    await page.tab.click('#body');
    await eventually(() => expect(actions().length).toBe(1));
    await hide();
    await eventually(() => expect(page.unsent.length).toBe(1));
    expect(page.unsent[0]).toMatchObject({
      type: 'web:abandon:form',
      value: -0.3,
      links: [ofAct('web:edit:text').id],
      features: { characters: LONG.length },
    });
    await page.browserSays('pageshow', { persisted: true });
    await eventually(() => expect(page.unsent[1]).toBeNull());
  });

  test('a form whose cancel leads away, or puts it away, is given up at once; where it stays it is not', async () => {
    for (const way of ['leads away', 'puts it away', 'stays']) {
      await open('/new');
      await page.tab.click('#body');
      await page.tab.keyboard.type(LONG);
      await page.tab.click('#cancel');
      if (way === 'leads away') await hide();
      if (way === 'puts it away')
        await page.tab.evaluate(() => document.getElementById('f')!.style.setProperty('display', 'none'));
      if (way === 'stays') await page.tab.waitForTimeout(3_500);
      const expected = way === 'stays' ? [] : ['web:abandon:form'];
      await eventually(() => expect(told().map(([type]) => type)).toEqual(expected));
      expect(page.unsent).toEqual([]);
    }
  }, 20_000);

  test('nothing was abandoned that was sent, taken along, emptied by the page, pasted, asked or saves itself', async () => {
    const leave = async (path: string, doing: () => Promise<unknown>) => {
      await open(path);
      await doing();
      await hide();
      expect(page.unsent).toEqual([]);
      expect(outcomes()).toEqual([]);
      await page.close();
    };
    const type = async (field: string) => {
      await page.tab.click(field);
      await page.tab.keyboard.type(LONG);
    };
    await leave('/new', async () => {
      await type('#body');
      await page.tab.keyboard.press('Control+a');
      await page.tab.keyboard.press('Control+c');
    });
    await leave('/new', async () => {
      await type('#body');
      await page.tab.evaluate(() => document.querySelector('textarea')!.setRangeText('', 0, 99));
    });
    await leave('/new', async () => {
      await page.tab.click('#body');
      await page.tab.keyboard.insertText('short');
      await page.tab.evaluate((words) => (document.querySelector('textarea')!.value = words), LONG);
    });
    await leave('/new', async () => {
      await type('#body');
      await page.tab.keyboard.press('Control+Enter');
    });
    await leave('/search', () => type('#q'));
    await leave('/notes', () => type('#note'));
    await leave('/app', async () => {
      await type('#note');
      await page.tab.click('#post');
      await eventually(() => expect(actions().map((act) => act.type)).toContain('web:comment:post'));
    });
  }, 40_000);

  test('a form that goes on, step by step, has abandoned nothing; what is typed after the last step was', async () => {
    await open('/wizard');
    await page.tab.click('#body');
    await page.tab.keyboard.type(LONG);
    await page.tab.click('#next');
    await eventually(() => expect(actions().length).toBe(1));
    await hide();
    expect(page.unsent).toEqual([]);
    await page.tab.click('#body');
    await page.tab.keyboard.type(', and that is bad');
    await hide();
    await eventually(() => expect(page.unsent.length).toBe(1));
  });

  test('in a one-page app a comment that goes away unsent with its page is told', async () => {
    await open('/app');
    await page.tab.click('#note');
    await page.tab.keyboard.type(LONG);
    await page.tab.click('#item');
    await eventually(() => expect(told().map(([type]) => type)).toEqual(['web:abandon:form']));
  });
});
