/**
 * One driver for two browsers: what a test may do with a browser that has the built extension in it. Playwright drives
 * Chromium, puppeteer drives Firefox over WebDriver BiDi; specs know only this.
 */

/** A function that runs in the page. It may use nothing from outside but its argument. */
export type InPage<A, R> = (argument: A) => R | Promise<R>;

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A tab. Selectors are CSS; actions wait until the element is there, at most 30 seconds. */
export interface Tab {
  /** Brings the tab to the front and opens an address in it, as a person does. */
  goto(url: string): Promise<void>;
  url(): Promise<string>;
  /** @param times 3 selects what a person's triple click selects. */
  click(selector: string, times?: number): Promise<void>;
  /** Clicks at a point of the viewport, for what a selector cannot reach. */
  clickAt(x: number, y: number): Promise<void>;
  /** Puts text into a field as a person would: focus, select all, type. */
  fill(selector: string, text: string): Promise<void>;
  /** Types at the caret, key by key. */
  type(text: string): Promise<void>;
  /** A key or a chord: `Tab`, `Control+z`, `Alt+ArrowDown`. */
  press(keys: string): Promise<void>;
  text(selector: string): Promise<string>;
  count(selector: string): Promise<number>;
  evaluate<A, R>(run: InPage<A, R>, argument: A): Promise<R>;
  evaluate<R>(run: InPage<undefined, R>): Promise<R>;
  /** Waits until the function gives something true, and returns it. @throws Error naming what was waited for. */
  waitFor<A, R>(what: string, run: InPage<A, R>, argument: A, seconds?: number): Promise<R>;
  waitFor<R>(what: string, run: InPage<undefined, R>, argument?: undefined, seconds?: number): Promise<R>;
  rect(selector: string): Promise<Rect>;
  /** Brings the tab to the front. */
  front(): Promise<void>;
  /** Goes back in the tab's history, as the browser's own button does. */
  back(): Promise<void>;
  /** Chooses a file for a file field. */
  upload(selector: string, file: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  theme(scheme: 'light' | 'dark'): Promise<void>;
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Host names that lead to a local server, as `host: port`; its certificate is not checked. All other hosts are as they are. */
  readonly hosts?: Readonly<Record<string, number>>;
  /** A window to look at; without it, headless. */
  readonly headed?: boolean;
  /** Profile folder; a fresh one that is deleted at the end if left out. */
  readonly profile?: string;
  /** Folder of the built extension; that of `npm run build` if left out. */
  readonly extension?: string;
  /** Seconds until an idle event page is suspended (Firefox; the browser's own is 30). */
  readonly idleSeconds?: number;
}

/** A running browser with the extension. */
export interface Session {
  readonly browser: 'chromium' | 'firefox';
  readonly version: string;
  /** Errors of the extension so far, wherever they were: in its pages, its background or its workers. */
  errors(): Promise<readonly string[]>;
  tab(url?: string): Promise<Tab>;
  /** The tabs that were opened through us and are open now; those of the browser it was relaunched as, if it was. */
  tabs(): readonly Tab[];
  extensionUrl(path: string): string;
  /** The panel as a tab, at a route such as `/now`. */
  panel(route: string): Promise<Tab>;
  /**
   * Prepares that the browser answers the next request for these sites with yes, where nobody can click its prompt. The
   * request itself is still made by a click in a page of the extension.
   */
  answerRequestsWithYes(sites: readonly string[]): Promise<void>;
  /** Loads the extension's folder again, as the browser does at an update; its open pages close, web pages stay open. */
  updateExtension(): Promise<void>;
  /** Ends the service worker or the event page, as the browser would. */
  killBackground(): Promise<void>;
  /** Ends the engine's worker with the page it lives in (Chromium: the offscreen document; Firefox: the event page). */
  killEngine(): Promise<void>;
  /** Kills the browser at once, so that it has no time to save anything; the profile stays. */
  kill(): Promise<void>;
  /** Starts again on the same profile, after `kill` or as a restart. This session is over then. */
  relaunch(): Promise<Session>;
  /** Ends it, and what it was relaunched as; a profile that was made for it is deleted. */
  close(): Promise<void>;
  /** Resolves when the browser is gone, whoever ended it. */
  readonly ended: Promise<void>;
}

/** How long a test waits for something before it says what did not come. */
export const PATIENCE_IN_SECONDS = 30;

/** Polls until it gives something true. Both browsers wait the same way, so that a spec means the same in both. */
export async function until<R>(what: string, look: () => Promise<R>, seconds = PATIENCE_IN_SECONDS): Promise<R> {
  const end = Date.now() + seconds * 1_000;
  let last: unknown = null;
  for (;;) {
    try {
      const seen = await look();
      if (seen) return seen;
      last = null;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`Waited ${seconds} s for ${what}${last ? `: ${String(last)}` : '.'}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Remembers a tab in a set for as long as it is open. */
export function remembered(tab: Tab, open: Set<Tab>): Tab {
  const kept: Tab = {
    ...tab,
    close: async () => {
      open.delete(kept);
      await tab.close();
    },
  };
  open.add(kept);
  return kept;
}

/** Host of a site without its port: permissions and resolver rules know no ports. */
export function hostnameOf(site: string): string {
  return site.replace(/:\d+$/, '');
}
