/** Opens the panel's harness page in the machine's Chromium, for tests. The page is built once and served from memory. */
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import preact from '@preact/preset-vite';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findBrowser } from '../../scripts/browsers/find-browser.ts';

const found = findBrowser('chromium', false);
/** Where Chromium is on this machine; undefined if it is not. */
export const CHROMIUM = 'path' in found ? found.path : undefined;
export const WHY_SKIPPED = 'missing' in found ? found.missing : '';

const ROOT = join(import.meta.dirname, '../../components/harness');
const BUILT = join(import.meta.dirname, '../../.cache/panel-harness');
const ORIGIN = 'http://panel.test';
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface Harness {
  /** A page at a route such as `#/you`, in a world such as `beliefs=0&theme=dark`, drawn to the end. */
  open(route: string, world?: string, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

export async function openHarness(): Promise<Harness> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    plugins: [preact()],
    build: { outDir: BUILT, emptyOutDir: true, target: ['chrome128', 'firefox140'] },
  });
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
  return {
    async open(route, world = '', options = {}) {
      const context = await browser.newContext({
        viewport: { width: 400, height: 900 },
        timezoneId: 'UTC',
        locale: 'en-GB',
        reducedMotion: 'reduce',
        ...options,
      });
      await context.route(`${ORIGIN}/**`, (request) => {
        const { pathname } = new URL(request.request().url());
        // Both pages of the extension are this one page: the address says what it shows.
        const path = join(BUILT, /\/$|\.html$/.test(pathname) ? 'index.html' : pathname);
        if (!existsSync(path)) return request.fulfill({ status: 404 });
        return request.fulfill({ body: readFileSync(path), contentType: TYPES[extname(path)] ?? 'text/plain' });
      });
      const page = await context.newPage();
      await page.goto(`${ORIGIN}/?${world}${route}`);
      await page.locator('main').waitFor();
      await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
      return page;
    },
    close: () => browser.close(),
  };
}
