/** What the recorder's handlers cost a page of 20,000 nodes, in a real browser, while a person clicks and types. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openRecorder } from '../../e2e/recorder-harness/open-recorder.ts';
import { quantile } from '../benchmark.ts';

const ROWS = 4_000;

const PAGE = `<!doctype html><title>Busy</title><main><h1>Busy</h1>${Array.from(
  { length: ROWS },
  (_, i) =>
    `<div class="row"><span>Row ${i}</span><a href="#${i}">Open ${i}</a><label>Note <input name="n${i}"></label></div>`,
).join('')}</main>`;

/** p95 of all handler calls, in ms. */
export async function measureHandlers(): Promise<number> {
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const recorder = await openRecorder();
  try {
    const page = await recorder.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.inRecorder('retraceTimes.length = 0');
    for (let i = 0; i < 40; i++) {
      await page.tab
        .locator('a')
        .nth(i * 50)
        .click();
      await page.tab
        .locator('input')
        .nth(i * 50)
        .pressSequentially('ab');
    }
    return quantile(await page.inRecorder<number[]>('retraceTimes'), 0.95);
  } finally {
    await recorder.close();
    server.closeAllConnections();
    server.close();
  }
}
