/** What is carried from place to place, in a real browser. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  CHROMIUM,
  openRecorder,
  type RecordedPage,
  type RecorderHarness,
  WHY_SKIPPED,
} from '../../e2e/recorder-harness/open-recorder.ts';
import type { CapturedRecord } from '../engine/api.ts';
import { shinglesOf } from '../records/shingles.ts';

const title = CHROMIUM ? 'what is carried' : `what is carried (skipped: ${WHY_SKIPPED})`;
const PAGE = `<title>Carry</title><main><h1>Carry</h1><p id="p">The bridge <b>opens at nine</b> on weekdays.</p><p>More.</p>
  <input id="in" aria-label="In"><input id="otp" name="otp"><input type="file" id="file" multiple></main>`;

let server: Server;
let harness: RecorderHarness;
let page: RecordedPage;
const acts = () =>
  page.records.filter(
    (record): record is CapturedRecord & { type: string } => record.kind === 'action' && !/:visit:/.test(record.type),
  );
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 25 });
const open = async (keepsText: boolean) => {
  page = await harness.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ticket/7`, { keepsText });
  await page.tab.evaluate(() => getSelection()!.selectAllChildren(document.getElementById('p')!));
};

describe.skipIf(!CHROMIUM)(title, () => {
  beforeAll(async () => {
    server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    harness = await openRecorder();
  }, 60_000);
  afterEach(() => page?.close());
  afterAll(async () => {
    await harness.close();
    server.close();
  });

  test('a copy and its paste carry the same word hashes, and undo is told once', async () => {
    await open(true);
    await page.tab.keyboard.press('Control+c');
    await page.tab.focus('#in');
    await page.tab.keyboard.press('Control+v');
    await page.tab.keyboard.press('Control+z');
    await eventually(() =>
      expect(acts().map(({ type }) => type)).toEqual(['web:copy:text', 'web:paste:text', 'web:undo:text']),
    );
    const clip = shinglesOf('The bridge opens at nine on weekdays.');
    expect(acts().map((act) => act.clip)).toEqual([clip, clip, undefined]);
  });

  test('what was typed is told when it is taken back, so that the undoing is of something', async () => {
    await open(true);
    await page.tab.focus('#in');
    await page.tab.keyboard.type('by mistake');
    await page.tab.keyboard.press('Control+z');
    await page.tab.keyboard.press('Control+z');
    await eventually(() => expect(acts().map(({ type }) => type)).toContain('web:undo:text'));
    expect(acts().slice(0, 2)).toMatchObject([
      { type: 'web:edit:text', features: { size: 10 } },
      { type: 'web:undo:text' },
    ]);
  });

  test('where text may not be kept, only its size is told; of a secret field nothing is', async () => {
    await open(false);
    await page.tab.keyboard.press('Control+c');
    await page.tab.focus('#otp');
    await page.tab.keyboard.press('Control+v');
    await page.tab.focus('#in');
    await page.tab.keyboard.press('Control+v');
    await eventually(() => expect(acts().map(({ type }) => type)).toEqual(['web:copy:text', 'web:paste:text']));
    expect(acts()[0]).toMatchObject({ features: { words: 7 } });
    expect(JSON.stringify(page.records)).not.toMatch(/clip|bridge/);
  });

  test('files chosen are told by number, kind and size, without their names', async () => {
    await open(true);
    await page.tab.setInputFiles('#file', fileURLToPath(new URL('../../package.json', import.meta.url)));
    await eventually(() => expect(acts().map(({ type }) => type)).toEqual(['web:upload:file']));
    expect(acts()[0]).toMatchObject({ features: { files: 1 }, context: { kinds: 'application/json' } });
    expect(JSON.stringify(page.records)).not.toContain('package');
  });
});
