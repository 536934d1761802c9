/**
 * Firefox, driven by puppeteer over WebDriver BiDi. Pages of an extension can be opened only with system access, and their
 * load event is never reported: so navigation there is not awaited but polled.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type KeyInput, type Page } from 'puppeteer-core';
import { type InPage, type Session, type SessionOptions, type Tab, until } from './driver.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/firefox-mv3');
const ID = 'retrace@retrace.example';
const UUID = '7c1f6f0e-6f1c-4a7e-9b1e-5f2a7d3c9e11';
const OURS = `moz-extension://${UUID}`;

export async function startFirefox(executablePath: string, options: SessionOptions = {}): Promise<Session> {
  const own = options.profile === undefined;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'retrace-firefox-'));
  const errors: string[] = [];
  const ports = [...new Set(Object.values(options.hosts ?? {}))];
  if (ports.length > 1) throw new Error('Firefox can lead host names to one local server only.');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: !options.headed,
    acceptInsecureCerts: true,
    userDataDir: profile,
    defaultViewport: options.headed ? null : { width: 1_000, height: 800 },
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [ID]: UUID }),
      'extensions.webextOptionalPermissionPrompts': false,
      'extensions.background.idle.timeout': (options.idleSeconds ?? 30) * 1_000,
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
  await browser.installExtension(EXTENSION);
  let closed = false;

  const session: Session = {
    browser: 'firefox',
    version: await browser.version(),
    errors,
    tab: async (url) => {
      const page = await browser.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' && page.url().startsWith(OURS)) errors.push(message.text());
      });
      const tab = tabOf(page);
      if (url) await tab.goto(url);
      return tab;
    },
    extensionUrl: (path) => `${OURS}${path}`,
    panel: (route) => session.tab(`${OURS}/sidepanel.html#${route}`),
    answerRequestsWithYes: async () => undefined,
    async killBackground() {
      // The event page ends when it has been idle; any tab of ours keeps it alive, so those are closed first.
      for (const page of await browser.pages()) if (page.url().startsWith(OURS)) await page.close();
      await new Promise((done) => setTimeout(done, ((options.idleSeconds ?? 30) + 1) * 1_000));
    },
    killEngine: () => session.killBackground(),
    async kill() {
      closed = true;
      try {
        execFileSync('pkill', ['-9', '-f', profile]);
      } catch {
        // Nothing left to kill.
      }
      await browser.close().catch(() => undefined);
    },
    async relaunch() {
      if (!closed) await browser.close();
      return startFirefox(executablePath, { ...options, profile });
    },
    async close() {
      if (!closed) await browser.close();
      closed = true;
      if (own) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return session;
}

function tabOf(page: Page): Tab {
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
  /** Where the element is, once it has stopped moving: a page that is still filling itself would be clicked beside. */
  const settledRect = (selector: string) => {
    let last = '';
    return until(`${selector} to be seen and stand still`, async () => {
      const box = await rect(selector);
      const same = JSON.stringify(box) === last && box.width > 0 && box.height > 0;
      last = JSON.stringify(box);
      return same ? box : null;
    });
  };
  const click = async (selector: string) => {
    const { x, y, width, height } = (await settledRect(selector))!;
    await page.mouse.click(x + width / 2, y + height / 2);
  };
  const press = async (keys: string) => {
    const names = keys.split('+').map((key) => (key === 'Space' ? ' ' : key));
    for (const key of names.slice(0, -1)) await page.keyboard.down(key as KeyInput);
    await page.keyboard.press(names.at(-1) as KeyInput);
    for (const key of names.slice(0, -1).reverse()) await page.keyboard.up(key as KeyInput);
  };
  return {
    async goto(url) {
      await page.bringToFront();
      if (!url.startsWith(OURS)) {
        await page.goto(url, { waitUntil: 'load' });
        return;
      }
      page.goto(url).catch(() => undefined);
      await until(url, () =>
        evaluate(
          (wanted: string) => location.href.startsWith(wanted) && document.readyState === 'complete',
          url.split('#')[0]!,
        ),
      );
    },
    url: () => evaluate(() => location.href),
    click,
    clickAt: (x, y) => page.mouse.click(x, y),
    async fill(selector, text) {
      await click(selector);
      await press('Control+a');
      await page.keyboard.press('Delete');
      await page.keyboard.type(text);
    },
    type: (text) => page.keyboard.type(text),
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
    resize: (width, height) => page.setViewport({ width, height }),
    // BiDi has no colour scheme for Firefox yet: the panel's own switch is used instead.
    theme: (scheme) =>
      evaluate((wanted: string) => {
        document.documentElement.dataset.theme = wanted;
      }, scheme),
    screenshot: async (path) => {
      await page.screenshot({ path: path as `${string}.png` });
    },
    close: () => page.close(),
  };
}
