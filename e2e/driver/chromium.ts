import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import {
  hostnameOf,
  type InPage,
  PATIENCE_IN_SECONDS,
  remembered,
  type Session,
  type SessionOptions,
  type Tab,
  until,
} from './driver.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');

/** A session that also gives what only Chromium has, for benchmarks. */
export interface ChromiumSession extends Session {
  /** Its developer tools: those of a tab, or of the whole browser. */
  devtools(tab?: Tab): Promise<CDPSession>;
}

/**
 * Starts Chromium with the built extension.
 * @param executablePath a Chromium that still loads unpacked extensions.
 * @param temporary whether the profile is deleted at the end.
 */
export async function startChromium(
  executablePath: string,
  options: SessionOptions = {},
  temporary = options.profile === undefined,
): Promise<ChromiumSession> {
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'retrace-chromium-'));
  const extension = options.extension ?? EXTENSION;
  const fresh = readdirSync(profile).length === 0;
  const errors: string[] = [];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: !options.headed,
    // Whoever started us decides what Ctrl+C means; at our end the browser is ended in any case.
    handleSIGINT: false,
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
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      ...rulesFor(options.hosts),
    ],
  });
  const id = await extensionId(context);
  const origin = `chrome-extension://${id}`;
  const control = await context.browser()!.newBrowserCDPSession();
  await collectErrors(control, origin, errors);
  if (fresh) {
    // Being installed, it opens its first-run page: were that to happen later, it would take the front from another tab.
    const firstRun = await until('the first-run page', async () =>
      context.pages().find((page) => page.url().startsWith(`${origin}/welcome.html`)),
    );
    if (!options.headed) await firstRun!.close();
  }
  const closeTargets = async (wanted: (target: { type: string; url: string }) => boolean) => {
    const { targetInfos } = await control.send('Target.getTargets');
    for (const target of targetInfos)
      if (wanted(target)) await control.send('Target.closeTarget', { targetId: target.targetId });
  };
  const ended = new Promise<void>((resolve) => context.once('close', () => resolve()));
  const open = new Set<Tab>();
  const pages = new WeakMap<Tab, Page>();
  let front: Page | null = null;
  /** A person sees the tab they act in. */
  const inFront = async (page: Page) => {
    if (front === page) return;
    front = page;
    await page.bringToFront();
  };
  let closed = false;
  let next: Session | null = null;

  const session: ChromiumSession = {
    browser: 'chromium',
    version: context.browser()?.version() ?? '',
    errors: async () => next?.errors() ?? errors,
    ended,
    tab: async (url) => {
      const page = await context.newPage();
      front = null;
      await focusOnlyInFront(page);
      const tab = remembered(tabOf(page, inFront), open);
      pages.set(tab, page);
      if (url) await tab.goto(url);
      return tab;
    },
    tabs: () => next?.tabs() ?? [...open],
    async devtools(tab) {
      if (!tab) return control;
      const page = pages.get(tab);
      if (!page) throw new Error('This tab is of another session.');
      return context.newCDPSession(page);
    },
    extensionUrl: (path) => `${origin}${path}`,
    panel: (route) => session.tab(`${origin}/sidepanel.html#${route}`),
    async answerRequestsWithYes(sites) {
      front = null;
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
    async updateExtension() {
      const page = await context.newPage();
      await page.goto('chrome://extensions');
      const failure = await page.evaluate(reloadExtension, id);
      if (failure) throw new Error(`The new version was not loaded: ${failure}`);
      await page.close();
      // Its pages close with the old version; the new one is there when one of them opens again.
      await until('the new version', async () => {
        const probe = await context.newPage();
        try {
          await probe.goto(`${origin}/sidepanel.html`);
          return await probe.evaluate(() => document.getElementById('panel') !== null);
        } finally {
          await probe.close();
        }
      });
    },
    killBackground: () => closeTargets(({ type, url }) => type === 'service_worker' && url.startsWith(`${origin}/`)),
    killEngine: () => closeTargets(({ url }) => url === `${origin}/offscreen.html`),
    async kill() {
      closed = true;
      const { processInfo } = await control.send('SystemInfo.getProcessInfo');
      // Its other processes end with the one that started them.
      process.kill(processInfo.find(({ type }) => type === 'browser')!.id, 'SIGKILL');
      await ended;
    },
    async relaunch() {
      if (!closed) await context.close();
      closed = true;
      next = await startChromium(executablePath, { ...options, profile }, temporary);
      return next;
    },
    async close() {
      await next?.close();
      if (!closed) await context.close();
      closed = true;
      if (temporary) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
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

/**
 * Runs in chrome://extensions: reads the folder again, which counts as an update. In developer mode, since outside of it an
 * unpacked extension is switched off when it is loaded again. Returns why it failed, or null.
 */
async function reloadExtension(extension: string): Promise<string | null> {
  const { chrome } = globalThis as unknown as {
    chrome: {
      runtime: { lastError?: { message: string } };
      developerPrivate: {
        updateProfileConfiguration(how: { inDeveloperMode: boolean }): Promise<void>;
        reload(
          id: string,
          how: { failQuietly: boolean; populateErrorForUnpacked: boolean },
          done: (failure?: { error: string }) => void,
        ): void;
      };
    };
  };
  await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
  return new Promise((resolve) => {
    chrome.developerPrivate.reload(extension, { failQuietly: true, populateErrorForUnpacked: true }, (failure) =>
      resolve(failure?.error ?? chrome.runtime.lastError?.message ?? null),
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

/** What a target's own session says to us; Playwright knows nothing of offscreen documents and their workers. */
interface Said {
  readonly method?: string;
  readonly params?: {
    readonly type?: string;
    readonly args?: readonly { readonly value?: unknown; readonly description?: string }[];
    readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
    readonly entry?: { readonly level: string; readonly text: string };
  };
}

const WATCHED = new Set(['page', 'service_worker', 'background_page', 'worker']);

/** Listens to all that runs in the browser for errors that come from our files. */
async function collectErrors(control: CDPSession, origin: string, errors: string[]): Promise<void> {
  control.on('Target.receivedMessageFromTarget', ({ message }) => {
    if (!message.includes(`${origin}/`)) return;
    const { method, params } = JSON.parse(message) as Said;
    const { type, args = [], exceptionDetails, entry } = params ?? {};
    if (method === 'Runtime.consoleAPICalled' && type === 'error')
      errors.push(args.map(({ value, description }) => String(value ?? description)).join(' '));
    if (method === 'Runtime.exceptionThrown')
      errors.push(exceptionDetails?.exception?.description ?? exceptionDetails?.text ?? '');
    if (method === 'Log.entryAdded' && entry?.level === 'error') errors.push(entry.text);
  });
  control.on('Target.attachedToTarget', ({ sessionId }) => {
    for (const [id, method] of ['Runtime.enable', 'Log.enable'].entries()) {
      const message = JSON.stringify({ id, method });
      // One that is gone already has nothing to say.
      control.send('Target.sendMessageToTarget', { sessionId, message }).catch(() => undefined);
    }
  });
  control.on('Target.targetCreated', ({ targetInfo: { type, targetId } }) => {
    if (WATCHED.has(type)) control.send('Target.attachToTarget', { targetId, flatten: false }).catch(() => undefined);
  });
  await control.send('Target.setDiscoverTargets', { discover: true });
}

/** Playwright gives every page the focus. In a browser only the tab in front has it: what a page sees of being left depends on it. */
async function focusOnlyInFront(page: Page): Promise<void> {
  const control = await page.context().newCDPSession(page);
  const release = () => control.send('Emulation.setFocusEmulationEnabled', { enabled: false }).catch(() => undefined);
  // A page of another site is another process, to which Playwright gives it again.
  page.on('domcontentloaded', release);
  await release();
}

/** @param inFront brings a page to the front, if it is not there. */
function tabOf(page: Page, inFront: (page: Page) => Promise<void>): Tab {
  const timeout = PATIENCE_IN_SECONDS * 1_000;
  page.setDefaultTimeout(timeout);
  const evaluate = <A, R>(run: InPage<A, R>, argument?: A) =>
    page.evaluate(run as never, argument as never) as Promise<R>;
  return {
    goto: async (url) => {
      await inFront(page);
      await page.goto(url, { waitUntil: 'load' });
    },
    url: async () => page.url(),
    click: async (selector, times = 1) => {
      await inFront(page);
      await page.click(selector, { clickCount: times });
    },
    clickAt: async (x, y) => {
      await inFront(page);
      await page.mouse.click(x, y);
    },
    fill: async (selector, text) => {
      await inFront(page);
      await page.click(selector);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('Delete');
      await page.keyboard.type(text);
    },
    type: async (text) => {
      await inFront(page);
      await page.keyboard.type(text);
    },
    press: async (keys) => {
      await inFront(page);
      await page.keyboard.press(keys);
    },
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
    front: async () => {
      await inFront(page);
      await page.bringToFront();
    },
    back: async () => {
      await page.goBack({ waitUntil: 'load' });
    },
    upload: (selector, file) => page.setInputFiles(selector, file),
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
