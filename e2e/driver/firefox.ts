/**
 * Firefox, driven by puppeteer over WebDriver BiDi. Pages of an extension can be opened only with system access, and their
 * load event is never reported: so navigation there is not awaited but polled. The same access lets us speak to the browser
 * itself, as its own tests do: that ends the event page, reads all consoles and changes the colour scheme.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type ElementHandle, type KeyInput, type Page } from 'puppeteer-core';
import { type InPage, remembered, type Session, type SessionOptions, type Tab, until } from './driver.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/firefox-mv3');
const ID = 'retrace@retrace.example';
const UUID = '7c1f6f0e-6f1c-4a7e-9b1e-5f2a7d3c9e11';
const OURS = `moz-extension://${UUID}`;

/** Starts Firefox with the built extension. @param temporary whether the profile is deleted at the end. */
export async function startFirefox(
  executablePath: string,
  options: SessionOptions = {},
  temporary = options.profile === undefined,
): Promise<Session> {
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'retrace-firefox-'));
  const ports = [...new Set(Object.values(options.hosts ?? {}))];
  if (ports.length > 1) throw new Error('Firefox can lead host names to one local server only.');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: !options.headed,
    // Whoever started us decides what Ctrl+C means; at our end the browser is ended in any case.
    handleSIGINT: false,
    acceptInsecureCerts: true,
    userDataDir: profile,
    defaultViewport: options.headed ? null : { width: 1_000, height: 800 },
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [ID]: UUID }),
      // With a window there is somebody to ask.
      'extensions.webextOptionalPermissionPrompts': options.headed === true,
      'extensions.background.idle.timeout': (options.idleSeconds ?? 30) * 1_000,
      // The add-on is a temporary one and installed anew at each start: what it stored must outlive that, as it does for a user.
      'extensions.webextensions.keepStorageOnUninstall': true,
      'extensions.webextensions.keepUuidOnUninstall': true,
      'ui.systemUsesDarkTheme': 0,
      ...(ports[0] === undefined
        ? {}
        : {
            // Only the named hosts are led away: a test that reaches another host by mistake must fail.
            'network.dns.localDomains': Object.keys(options.hosts ?? {}).join(','),
            'network.socket.forcePort': `443=${ports[0]}`,
          }),
    },
  });
  await browser.installExtension(options.extension ?? EXTENSION);
  // Being installed, it opens its first-run page: were that to happen later, it would take the front from another tab.
  const firstRun = await until('the first-run page', async () =>
    (await browser.pages()).find((page) => page.url().startsWith(`${OURS}/welcome.html`)),
  );
  if (!options.headed) await firstRun!.close();
  const itself = speakTo(browser);
  const ended = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  const open = new Set<Tab>();
  let closed = false;
  let next: Session | null = null;

  const session: Session = {
    browser: 'firefox',
    version: await browser.version(),
    errors: () => next?.errors() ?? itself(errorsFrom, OURS),
    ended,
    tab: async (url) => {
      const page = await browser.newPage();
      // As Playwright does: whoever leaves a page means it.
      page.on('dialog', (dialog) => {
        const answer = dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss();
        answer.catch(() => undefined);
      });
      const tab = remembered(
        tabOf(page, (scheme) => itself(prefer, scheme)),
        open,
      );
      if (url) await tab.goto(url);
      return tab;
    },
    tabs: () => next?.tabs() ?? [...open],
    extensionUrl: (path) => `${OURS}${path}`,
    panel: (route) => session.tab(`${OURS}/sidepanel.html#${route}`),
    answerRequestsWithYes: async () => undefined,
    async updateExtension() {
      await browser.installExtension(options.extension ?? EXTENSION);
    },
    killBackground: () => itself(terminateBackground, ID),
    killEngine: () => session.killBackground(),
    async kill() {
      closed = true;
      browser.process()!.kill('SIGKILL');
      await ended;
    },
    async relaunch() {
      if (!closed) await browser.close();
      closed = true;
      next = await startFirefox(executablePath, { ...options, profile }, temporary);
      return next;
    },
    async close() {
      await next?.close();
      if (!closed) await browser.close();
      closed = true;
      if (temporary) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return session;
}

/** WebDriver BiDi as it is; puppeteer has no words for the browser's own scope. */
interface Connection {
  send(method: 'browsingContext.getTree', params: object): Promise<{ result: { contexts: { context: string }[] } }>;
  send(
    method: 'script.evaluate',
    params: object,
  ): Promise<{ result: { type: string; result?: { value?: string }; exceptionDetails?: { text: string } } }>;
}

/** What runs in the browser's own window has these. */
declare const WebExtensionPolicy: {
  getByID(id: string): {
    extension: {
      backgroundState: string;
      terminateBackground(how: { disableResetIdleForTest: boolean }): Promise<void>;
    };
  };
};
declare const Services: {
  console: { getMessageArray(): { readonly message: string }[] };
  prefs: { setIntPref(name: string, value: number): void };
};
declare const Cc: Record<string, { getService(of: unknown): { getEvents(): ConsoleEvent[] } }>;
declare const Ci: { nsIConsoleAPIStorage: unknown };
interface ConsoleEvent {
  readonly level: string;
  readonly filename: string;
  readonly arguments: readonly unknown[];
}

/** Runs functions in the browser's own window. They may use nothing from outside but their argument. */
function speakTo(browser: Browser): <A, R>(run: (argument: A) => R | Promise<R>, argument: A) => Promise<R> {
  const { connection } = browser as unknown as { connection: Connection };
  return async (run, argument) => {
    const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const { result } = await connection.send('script.evaluate', {
      expression: `(async () => JSON.stringify((await (${run})(${JSON.stringify(argument)})) ?? null))()`,
      target: { context: tree.result.contexts[0]!.context },
      awaitPromise: true,
    });
    if (result.type === 'exception') throw new Error(`Firefox itself: ${result.exceptionDetails?.text}`);
    return JSON.parse(result.result?.value ?? 'null');
  };
}

async function terminateBackground(id: string): Promise<void> {
  await WebExtensionPolicy.getByID(id).extension.terminateBackground({ disableResetIdleForTest: true });
}

function errorsFrom(origin: string): string[] {
  const thrown = Services.console
    .getMessageArray()
    .map(({ message }) => message)
    .filter((message) => message.startsWith('[JavaScript Error: ') && message.includes(`{file: "${origin}/`))
    // What the browser says of a page that was left while it waited for an answer.
    .filter(
      (message) =>
        !/Promise (?:(?:rejected|resolved) after context unloaded|resolved while context is inactive)/.test(message),
    );
  const said = Cc['@mozilla.org/consoleAPI-storage;1']!.getService(Ci.nsIConsoleAPIStorage)
    .getEvents()
    .filter(({ level, filename }) => level === 'error' && filename.startsWith(`${origin}/`))
    .map((event) => event.arguments.map(String).join(' '));
  return [...thrown, ...said];
}

function prefer(scheme: 'light' | 'dark'): void {
  Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', scheme === 'dark' ? 0 : 1);
}

function tabOf(page: Page, theme: Tab['theme']): Tab {
  const evaluate = <A, R>(run: InPage<A, R>, argument?: A) =>
    page.evaluate(run as never, argument as never) as Promise<R>;
  const there = (selector: string) =>
    until(selector, () => evaluate((of: string) => document.querySelector(of) !== null, selector));
  const rect = async (selector: string) => {
    await there(selector);
    return evaluate((of: string) => {
      const element = document.querySelector(of)!;
      element.scrollIntoView({ block: 'nearest' });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    }, selector);
  };
  /** A person sees the tab they act in; and the timers of one that nobody sees hardly run. */
  const inFront = async () => {
    const isSeen = await evaluate(() => document.visibilityState === 'visible').catch(() => false);
    if (!isSeen) await page.bringToFront();
  };
  /** Whether a click in the middle of the element would be its own; another may lie above it. */
  const isOnTop = (selector: string) =>
    evaluate((of: string) => {
      const element = document.querySelector(of)!;
      const { x, y, width, height } = element.getBoundingClientRect();
      const hit = document.elementFromPoint(x + width / 2, y + height / 2);
      return hit !== null && (element.contains(hit) || hit.contains(element));
    }, selector);
  /** Clicks when the element has stopped moving: in a page that is still filling itself one would click beside it. */
  const click = async (selector: string, times = 1) => {
    await inFront();
    let last = '';
    const { x, y, width, height } = (await until(`${selector} to be seen and stand still`, async () => {
      const box = await rect(selector);
      const stands = JSON.stringify(box) === last && box.width > 0 && box.height > 0;
      last = JSON.stringify(box);
      return stands && (await isOnTop(selector)) ? box : null;
    }))!;
    await page.mouse.click(x + width / 2, y + height / 2, { count: times });
  };
  const press = async (keys: string) => {
    await inFront();
    const names = keys.split('+').map((key) => (key === 'Space' ? ' ' : key));
    for (const key of names.slice(0, -1)) await page.keyboard.down(key as KeyInput);
    await page.keyboard.press(names.at(-1) as KeyInput);
    for (const key of names.slice(0, -1).reverse()) await page.keyboard.up(key as KeyInput);
  };
  return {
    async goto(url) {
      await page.bringToFront();
      // A page of an extension, and one after a page that came back from the browser's cache, has a load event nobody is told of.
      const before = await evaluate(() => performance.timeOrigin).catch(() => 0);
      let failed: unknown = null;
      page.goto(url, { waitUntil: 'load' }).catch((error: unknown) => {
        failed = error;
      });
      await until(url, async () => {
        const isThere = await evaluate(
          ([wanted, last]) =>
            document.readyState === 'complete' &&
            // A new tab's empty page may be followed by another empty page before the wanted one comes.
            (location.href !== 'about:blank' || wanted === 'about:blank') &&
            (performance.timeOrigin !== last || (wanted.includes('#') && location.href === wanted)),
          [url, before] as [string, number],
        );
        if (!isThere && failed !== null) throw failed;
        return isThere;
      });
    },
    url: () => evaluate(() => location.href),
    click,
    async clickAt(x, y) {
      await inFront();
      await page.mouse.click(x, y);
    },
    async fill(selector, text) {
      await click(selector);
      await press(process.platform === 'darwin' ? 'Meta+a' : 'Control+a');
      await page.keyboard.press('Delete');
      await page.keyboard.type(text);
    },
    async type(text) {
      await inFront();
      await page.keyboard.type(text);
    },
    press,
    text: async (selector) => {
      await there(selector);
      return evaluate((of: string) => document.querySelector(of)?.textContent ?? '', selector);
    },
    count: (selector) => evaluate((of: string) => document.querySelectorAll(of).length, selector),
    evaluate: evaluate as Tab['evaluate'],
    waitFor: ((what: string, run: InPage<unknown, unknown>, argument?: unknown, seconds?: number) =>
      until(what, () => evaluate(run, argument), seconds)) as Tab['waitFor'],
    rect,
    front: () => page.bringToFront(),
    back: async () => {
      const before = await evaluate(() => location.href);
      // A page that comes back from the browser's cache loads nothing that could be awaited.
      page.goBack().catch(() => undefined);
      await until('the page before', () =>
        evaluate((from: string) => location.href !== from && document.readyState === 'complete', before),
      );
    },
    upload: async (selector, file) => {
      await there(selector);
      const field = (await page.$(selector)) as ElementHandle<HTMLInputElement>;
      await field.uploadFile(file);
    },
    resize: (width, height) => page.setViewport({ width, height }),
    theme,
    screenshot: async (path) => {
      await page.screenshot({ path: path as `${string}.png` });
    },
    close: () => page.close(),
  };
}
