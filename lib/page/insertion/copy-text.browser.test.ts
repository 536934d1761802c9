import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedPages, servePages } from '../../../e2e/apps/serve-pages.ts';
import { CHROMIUM, WHY_SKIPPED } from '../../../e2e/recorder-harness/open-recorder.ts';
import { copyText } from './copy-text.ts';

const PAGE = `<button id="copy">Copy</button><textarea id="paste"></textarea><script>
  window.seen = [];
  for (const type of ['beforecopy', 'copy'])
    addEventListener(type, (event) => seen.push(event.clipboardData?.getData('text/plain') ?? ''), true);
  new MutationObserver((changes) => seen.push(...changes.map(() => 'a change of the page')))
    .observe(document, { childList: true, subtree: true, attributes: true });
  </script>`;

const title = CHROMIUM ? 'copying' : `copying (skipped: ${WHY_SKIPPED})`;
describe.skipIf(!CHROMIUM)(title, () => {
  let served: ServedPages;
  beforeAll(async () => {
    served = await servePages(() => ({ html: PAGE }));
  });
  afterAll(() => served.close());

  test('a page without a clipboard of its own is neither changed nor told what was copied', async () => {
    const browser = await chromium.launch({
      executablePath: CHROMIUM!,
      args: ['--host-resolver-rules=MAP plain.example 127.0.0.1'],
    });
    try {
      const page = await browser.newPage();
      await page.goto(served.url.replace('127.0.0.1', 'plain.example'));
      expect(await page.evaluate(() => navigator.clipboard)).toBeUndefined();
      await page.evaluate(`document.getElementById('copy').onclick = () => (${copyText})('lines of a memory')`);
      await page.click('#copy');
      await page.evaluate(() => document.getElementById('paste')!.focus());
      await page.keyboard.press('Control+v');
      expect(await page.inputValue('#paste')).toBe('lines of a memory');
      expect(((await page.evaluate('seen')) as string[]).filter((seen) => seen !== '')).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
