/** Pages that come back out of the browser's cache, in a real browser that has one. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CHROMIUM, openRecorder, type RecorderHarness, WHY_SKIPPED } from '../../e2e/recorder-harness/open-recorder.ts';

const title = CHROMIUM ? 'a page back from the cache' : `a page back from the cache (skipped: ${WHY_SKIPPED})`;
const PAGES: Record<string, string> = {
  '/secret': '<title>Log in</title><main><h1>Log in</h1><input type="password"></main>',
  '/plain': '<title>Plain</title><main><h1>Plain</h1></main>',
};

describe.skipIf(!CHROMIUM)(title, () => {
  let server: Server;
  let harness: RecorderHarness;
  let origin: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGES[request.url ?? ''] ?? '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    harness = await openRecorder({ keepsPages: true });
  }, 60_000);
  afterAll(async () => {
    await harness?.close();
    server?.close();
  });

  test('tells again that it holds a secret field: the icon has forgotten it', async () => {
    const { tab, doing } = await harness.open(`${origin}/secret`);
    await vi.waitFor(() => expect(doing).toMatchObject({ secret: true, told: 1 }), { timeout: 8_000 });
    await tab.evaluate(() => {
      Object.assign(globalThis, { isTheSameDocument: true });
    });
    await tab.goto(`${origin}/plain`);
    await tab.evaluate(() => history.back());
    await vi.waitFor(async () => expect(await tab.evaluate(() => 'isTheSameDocument' in globalThis)).toBe(true), {
      timeout: 8_000,
    });
    await vi.waitFor(() => expect(doing).toMatchObject({ secret: true, told: 2 }), { timeout: 8_000 });
  });
});
