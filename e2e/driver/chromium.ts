import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import {
  hostnameOf,
  type InPage,
  PATIENCE_IN_SECONDS,
  type Session,
  type SessionOptions,
  type Tab,
  until,
} from './driver.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');

/** Starts Chromium with the built extension. @param executablePath a Chromium that still loads unpacked extensions. */
export async function startChromium(executablePath: string, options: SessionOptions = {}): Promise<Session> {
  const own = options.profile === undefined;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'retrace-chromium-'));
  const errors: string[] = [];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: !options.headed,
    viewport: options.headed ? null : { width: 1_000, height: 800 },
    ignoreHTTPSErrors: true,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-extensions-except=${EXTENSION}`,
      `--load-extension=${EXTENSION}`,
      ...rulesFor(options.hosts),
    ],
  });
  const id = await extensionId(context);
  const watch = (page: Page) => {
    page.on('console', (message) => {
      if (message.type() === 'error' && page.url().startsWith(`chrome-extension://${id}/`)) errors.push(message.text());
    });
    page.on('pageerror', (error) => {
      if (page.url().startsWith(`chrome-extension://${id}/`)) errors.push(String(error));
    });
  };
  context.on('page', watch);
  const cdp = async () => {
    const browser = context.browser();
    if (browser) return browser.newBrowserCDPSession();
    const [page] = context.pages();
    return context.newCDPSession(page ?? (await context.newPage()));
  };
  const closeTargets = async (wanted: (target: { type: string; url: string }) => boolean) => {
    const session = await cdp();
    const { targetInfos } = await session.send('Target.getTargets');
    for (const target of targetInfos)
      if (wanted(target)) await session.send('Target.closeTarget', { targetId: target.targetId });
    await session.detach();
  };
  let closed = false;

  const session: Session = {
    browser: 'chromium',
    version: context.browser()?.version() ?? '',
    errors,
    tab: async (url) => {
      const tab = tabOf(await context.newPage());
      if (url) await tab.goto(url);
      return tab;
    },
    extensionUrl: (path) => `chrome-extension://${id}${path}`,
    panel: (route) => session.tab(`chrome-extension://${id}/sidepanel.html#${route}`),
    async answerRequestsWithYes(sites) {
      const page = await context.newPage();
      await page.goto('chrome://extensions');
      for (const site of sites) {
        for (const scheme of ['http', 'https', '*']) {
          const refused = await page.evaluate(addHostPermission, [id, `${scheme}://${hostnameOf(site)}/*`] as const);
          if (refused && scheme !== '*') throw new Error(`${site}: ${refused}`);
        }
      }
      await page.close();
    },
    killBackground: () => closeTargets(({ type, url }) => type === 'service_worker' && url.includes(id)),
    killEngine: () => closeTargets(({ url }) => url.endsWith(`${id}/offscreen.html`)),
    async kill() {
      closed = true;
      await killProcessesOf(profile);
      await context.close().catch(() => undefined);
    },
    async relaunch() {
      if (!closed) await context.close();
      return startChromium(executablePath, { ...options, profile });
    },
    async close() {
      if (!closed) await context.close();
      closed = true;
      if (own) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return session;
}

/** Runs in chrome://extensions, the one page that may. Returns why it was refused, or null. */
function addHostPermission([extension, pattern]: readonly [string, string]): Promise<string | null> {
  const { chrome } = globalThis as unknown as {
    chrome: {
      runtime: { lastError?: { message: string } };
      developerPrivate: { addHostPermission(id: string, host: string, done: () => void): void };
    };
  };
  return new Promise((resolve) => {
    chrome.developerPrivate.addHostPermission(extension, pattern, () =>
      resolve(chrome.runtime.lastError?.message ?? null),
    );
  });
}

function rulesFor(hosts: SessionOptions['hosts']): string[] {
  if (!hosts) return [];
  const rules = Object.entries(hosts).map(([host, port]) => `MAP ${host}:443 127.0.0.1:${port}`);
  return [`--host-resolver-rules=${rules.join(', ')}`, '--ignore-certificate-errors'];
}

async function extensionId(context: BrowserContext): Promise<string> {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 15_000 }));
  return new URL(worker.url()).host;
}

/** Kills every process that runs on a profile: the browser's own shutdown would give it time to save. */
async function killProcessesOf(profile: string): Promise<void> {
  const { execFileSync } = await import('node:child_process');
  try {
    execFileSync('pkill', ['-9', '-f', profile]);
  } catch {
    // Nothing left to kill.
  }
}

function tabOf(page: Page): Tab {
  const timeout = PATIENCE_IN_SECONDS * 1_000;
  page.setDefaultTimeout(timeout);
  const evaluate = <A, R>(run: InPage<A, R>, argument?: A) =>
    page.evaluate(run as never, argument as never) as Promise<R>;
  return {
    goto: async (url) => {
      await page.bringToFront();
      await page.goto(url, { waitUntil: 'load' });
    },
    url: async () => page.url(),
    click: (selector) => page.click(selector),
    clickAt: (x, y) => page.mouse.click(x, y),
    fill: async (selector, text) => {
      await page.click(selector);
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
      await page.keyboard.type(text);
    },
    type: (text) => page.keyboard.type(text),
    press: (keys) => page.keyboard.press(keys),
    text: async (selector) => (await page.textContent(selector)) ?? '',
    count: (selector) => page.locator(selector).count(),
    evaluate: evaluate as Tab['evaluate'],
    waitFor: ((what: string, run: InPage<unknown, unknown>, argument?: unknown, seconds?: number) =>
      until(what, () => evaluate(run, argument), seconds)) as Tab['waitFor'],
    rect: async (selector) => {
      const box = await page.locator(selector).first().boundingBox();
      if (!box) throw new Error(`${selector} is not to be seen.`);
      return box;
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
    theme: (scheme) => page.emulateMedia({ colorScheme: scheme }),
    screenshot: async (path) => {
      await page.screenshot({ path });
    },
    close: async () => {
      await page.close();
    },
  };
}
