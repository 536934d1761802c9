import { type ChromiumSession, startChromium } from '../../e2e/driver/chromium.ts';
import type { Tab } from '../../e2e/driver/driver.ts';
import { switchOn } from '../../e2e/pages/extension.ts';
import { findBrowser } from '../../scripts/browsers/find-browser.ts';
import { type BusyWindow, PLACES, type Seen, startBusyPage } from './busy-page.ts';
import { lookAround, usePage } from './busy-person.ts';
import { type OurPart, ourPartOf } from './our-part.ts';
import { recordTrace } from './record-trace.ts';

export interface Round {
  readonly seen: Seen;
  readonly part: OurPart;
  readonly keysASecond: number;
  readonly changesASecond: number;
  /** What the page's scripts, and ours in it, hold after the round and a collection of garbage. */
  readonly heapMb: number;
}

export interface Rounds {
  readonly on: readonly Round[];
  readonly off: readonly Round[];
  /** Our part when the page is left for another while it is being read. */
  readonly leaving: OurPart;
  /** What the extension had to say of errors. */
  readonly errors: readonly string[];
}

const MARK = 'retrace-cost';

/** Long enough for a look at the page to be under way when it is left. */
const STAY_IN_MS = 900;

/**
 * One page in two tabs of one browser: on a site that is switched on, and on one that is not. They are used by turns, on and off and
 * off and on. A round begins with the way to the tab and ends with the way to another; the first one loads the page.
 */
export async function alternateRounds(pairs: number, seconds: number): Promise<Rounds> {
  const found = findBrowser('chromium', false);
  if ('missing' in found) throw new Error(`Chromium: ${found.missing}`);
  const page = await startBusyPage();
  const session = await startChromium(found.path);
  try {
    const { host } = new URL(page.url);
    await switchOn(session, host);
    const elsewhere = await session.tab('about:blank');
    const on = await session.tab();
    const off = await session.tab();
    const rounds = { on: [] as Round[], off: [] as Round[] };
    for (let pair = 0; pair < pairs; pair++) {
      for (const which of pair % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) {
        const tab = which === 'on' ? on : off;
        const url = which === 'on' ? page.url : page.url.replace('127.0.0.1', 'localhost');
        rounds[which].push(await oneRound(session, tab, elsewhere, pair === 0 ? url : null, seconds));
      }
    }
    const leaving = await leavePage(session, on);
    return { ...rounds, leaving, errors: await session.errors() };
  } finally {
    await session.close();
    await page.close();
  }
}

async function oneRound(
  session: ChromiumSession,
  tab: Tab,
  elsewhere: Tab,
  url: string | null,
  seconds: number,
): Promise<Round> {
  const stop = await recordTrace(await session.devtools());
  if (url === null) await tab.front();
  else await tab.goto(url);
  await tab.evaluate((mark) => performance.mark(mark), MARK);
  const places = await lookAround(tab);
  await tab.evaluate(() => (globalThis as unknown as BusyWindow).busyStart());
  const used = await usePage(tab, places, seconds);
  const seen = await tab.evaluate(() => (globalThis as unknown as BusyWindow).busyStop());
  await elsewhere.front();
  const part = ourPartOf(await stop(), MARK);
  return {
    seen,
    part,
    keysASecond: used.keys / used.seconds,
    changesASecond: seen.changes / used.seconds,
    heapMb: await heapMb(session, tab),
  };
}

async function leavePage(session: ChromiumSession, tab: Tab): Promise<OurPart> {
  const stop = await recordTrace(await session.devtools());
  await tab.front();
  await tab.evaluate((mark) => performance.mark(mark), MARK);
  await tab.click(PLACES.route);
  await new Promise((resolve) => setTimeout(resolve, STAY_IN_MS));
  await tab.goto('about:blank');
  return ourPartOf(await stop(), MARK);
}

async function heapMb(session: ChromiumSession, tab: Tab): Promise<number> {
  const tools = await session.devtools(tab);
  await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  await tools.detach();
  return usedSize / 2 ** 20;
}
