/** What becomes of pasted text, in a real browser with a real clipboard. */
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
import type { ActionRecord, OutcomeRecord } from '../records/record.ts';

const DRAFT = 'The bridge opens on weekdays from nine until five and on Sundays after a call to the harbour office.';
const PAGE = `<title>Desk</title><main><h1>Desk</h1><p id="draft">${DRAFT}</p>
  <form id="form" action="/saved"><textarea id="area" cols="80"></textarea><button id="send">Save page</button></form>
  <div id="chat"><textarea id="box"></textarea><button type="button" id="go">Go</button></div></main>
  <script>document.querySelector('#go').onclick = () => { document.querySelector('#box').value = ''; };</script>`;

let server: Server;
let origin: string;
let harness: RecorderHarness;
let page: RecordedPage;

const acts = (verb: string) =>
  page.records.filter(
    (record): record is ActionRecord => record.kind === 'action' && record.type.split(':')[1] === verb,
  );
const kept = () =>
  page.records.filter(
    (record): record is OutcomeRecord => record.kind === 'outcome' && record.type === 'web:keep:paste',
  );
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 25 });

/** Copies the draft off the page and pastes it into a field, by keys alone. */
async function pasteInto(field: string): Promise<void> {
  await page.tab.evaluate(() => {
    const selection = getSelection();
    selection?.selectAllChildren(document.querySelector('#draft')!);
  });
  await page.tab.keyboard.press('Control+c');
  await page.tab.focus(field);
  await page.tab.keyboard.press('Control+v');
}

describe.skipIf(!CHROMIUM)(CHROMIUM ? 'pasted text' : `pasted text (skipped: ${WHY_SKIPPED})`, () => {
  beforeAll(async () => {
    server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    harness = await openRecorder();
  }, 60_000);
  afterEach(() => page?.close());
  afterAll(async () => {
    await harness.close();
    server.close();
  });

  test('sent as it was pasted, all of it was kept, and the outcome is the paste’s', async () => {
    page = await harness.open(`${origin}/`);
    await pasteInto('#area');
    await page.tab.click('#send');
    await eventually(() => expect(kept()).toHaveLength(1));
    expect(acts('copy')).toHaveLength(1);
    expect(acts('paste')).toHaveLength(1);
    expect(kept()[0]).toMatchObject({ value: 1, links: [acts('paste')[0]!.id] });
    expect(acts('revise')).toEqual([]);
  });

  test('what was rewritten before it was sent is told with what stood there before', async () => {
    page = await harness.open(`${origin}/`);
    await pasteInto('#area');
    await page.tab.fill('#area', `${DRAFT.replace('after a call to', 'never without the leave of')} Dogs are welcome.`);
    await page.tab.click('#send');
    await eventually(() => expect(acts('revise')).toHaveLength(1));
    const [revision] = acts('revise');
    expect(revision!.instead_of?.[0]?.text).toBe(DRAFT);
    expect(revision!.features!.added_words).toBeGreaterThan(4);
    expect(kept()[0]!.value).toBeGreaterThan(0);
    expect(kept()[0]!.value).toBeLessThan(1);
  });

  test('a box that a script empties at a button was sent, too', async () => {
    page = await harness.open(`${origin}/`);
    await pasteInto('#box');
    await page.tab.click('#go');
    await eventually(() => expect(kept()).toHaveLength(1));
    expect(kept()[0]).toMatchObject({ value: 1 });
  });

  test('where text may not be kept, how much was kept is told and no word of it', async () => {
    page = await harness.open(`${origin}/`, { keepsText: false });
    await pasteInto('#area');
    await page.tab.fill('#area', 'Something else altogether was written in its place by hand.');
    await page.tab.click('#send');
    await eventually(() => expect(kept()).toHaveLength(1));
    expect(kept()[0]!.value).toBeLessThan(0);
    expect(JSON.stringify(page.records)).not.toMatch(/harbour|altogether/);
  });
});
