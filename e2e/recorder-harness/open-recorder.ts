/** Opens pages in the machine's Chromium with the recorder in an isolated world of its own, as a content script has it. */
import { join } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { build, type Rollup } from 'vite';
import type { TabTrail } from '../../lib/engine/api.ts';
import type { PageSighting } from '../../lib/page/digest-of-sighting.ts';
import type { LogRecord, OutcomeRecord } from '../../lib/records/record.ts';
import { findBrowser } from '../../scripts/browsers/find-browser.ts';
import type { RecorderSettings, RecorderWord } from './recorder-words.ts';

const found = findBrowser('chromium', false);
/** Where Chromium is on this machine; undefined if it is not. */
export const CHROMIUM = 'path' in found ? found.path : undefined;
export const WHY_SKIPPED = 'missing' in found ? found.missing : '';

const WORLD = 'retrace';
const CLOSED_WITHIN_IN_MS = 3_000;
const LISTENS_WITHIN_IN_MS = 5_000;
const DEFAULTS: RecorderSettings = {
  keepsText: true,
  chat: false,
  failures: 0,
  gone: false,
  trail: null,
  resumed: false,
};

export interface RecordedPage {
  readonly tab: Page;
  /** All that left the page, in order. */
  readonly records: readonly LogRecord[];
  readonly sightings: readonly PageSighting[];
  readonly told: readonly string[];
  /** What pages were left with unsent; null: it was there again. */
  readonly unsent: readonly (OutcomeRecord | null)[];
  /** Hashes of the notices each page showed that were no news. */
  readonly shown: readonly (readonly number[])[];
  /** Gives the next documents another trail to come by. */
  leaveTrail(trail: TabTrail | null): Promise<void>;
  /** Whether a secret field stops recording, how many acts were given up, and how often either was told. */
  readonly doing: { readonly secret: boolean; readonly dropped: number; readonly told: number };
  /** What was thrown in the recorder's own world and caught by nobody. */
  readonly thrown: readonly string[];
  /** Until all that listens does: it begins in quiet moments. A recorder that gave up never will, and is not waited for for long. */
  listens(): Promise<void>;
  /** Runs an expression in the recorder's own world; to the page no gesture of anybody's. */
  inRecorder<T>(expression: string): Promise<T>;
  /** Says to the recorder, and to nobody else, what only a browser can say of a page: that it is left, shown, or out of view. */
  browserSays(type: string, more?: object): Promise<void>;
  close(): Promise<void>;
}

export interface RecorderHarness {
  /** The recorder as one script, as it was built. */
  readonly source: string;
  open(url: string, settings?: Partial<RecorderSettings>): Promise<RecordedPage>;
  close(): Promise<void>;
}

/** @param keepsPages whether pages that are left wait in the browser's cache to be come back to. */
export async function openRecorder({ keepsPages = false } = {}): Promise<RecorderHarness> {
  const source = await builtScript('recorder-in-page.ts');
  const readers = await builtScript('readers-in-page.ts');
  const packs = await builtScript('packs-in-page.ts');
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM!,
    args: ['--no-sandbox'],
    ignoreDefaultArgs: keepsPages ? ['--disable-back-forward-cache'] : [],
  });
  return {
    source,
    async open(url, settings = {}) {
      const tab = await (await browser.newContext()).newPage();
      const session = await tab.context().newCDPSession(tab);
      const heard = await listenTo(session);
      await session.send('Page.enable');
      let script: string | undefined;
      async function run(given: Partial<RecorderSettings>): Promise<void> {
        if (script !== undefined) {
          await session.send('Page.removeScriptToEvaluateOnNewDocument', { identifier: script });
        }
        const { identifier } = await session.send('Page.addScriptToEvaluateOnNewDocument', {
          source: `globalThis.retraceSettings = ${JSON.stringify({ ...DEFAULTS, ...given })};\n${readers}\n${packs}\n${source}`,
          worldName: WORLD,
        });
        script = identifier;
      }
      await run(settings);
      await tab.goto(url);
      return {
        tab,
        ...heard,
        leaveTrail: (trail) => run({ ...settings, trail }),
        close: () => closed(tab),
      };
    },
    close: () => browser.close(),
  };
}

/** A page that is closed while it goes to another now and then never answers again, in some builds of Chromium: it ends with its browser. */
async function closed(tab: Page): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSED_WITHIN_IN_MS);
  });
  await Promise.race([tab.context().close(), late]);
  clearTimeout(timer);
}

async function listenTo(session: CDPSession): Promise<Omit<RecordedPage, 'tab' | 'close' | 'leaveTrail'>> {
  const records: LogRecord[] = [];
  const sightings: PageSighting[] = [];
  const told: string[] = [];
  const unsent: (OutcomeRecord | null)[] = [];
  const shown: (readonly number[])[] = [];
  const doing = { secret: false, dropped: 0, told: 0 };
  const thrown: string[] = [];
  let world: number | undefined;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === WORLD) world = context.id;
  });
  session.on('Runtime.bindingCalled', ({ payload }) => {
    const word = JSON.parse(payload) as RecorderWord;
    if ('records' in word) records.push(...word.records);
    else if ('sighting' in word) sightings.push(word.sighting);
    else if ('unsent' in word) unsent.push(word.unsent);
    else if ('shown' in word) shown.push(word.shown);
    else if ('secret' in word) {
      doing.secret = word.secret;
      doing.dropped += word.dropped;
      doing.told++;
    } else told.push(word.told);
  });
  session.on('Runtime.exceptionThrown', ({ exceptionDetails: { executionContextId, exception, text } }) => {
    if (executionContextId === world) thrown.push(exception?.description ?? text);
  });
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: 'retraceOut', executionContextName: WORLD });
  async function inRecorder<T>(expression: string): Promise<T> {
    if (world === undefined) throw new Error('The recorder has no world in this page.');
    const { result } = await session.send('Runtime.evaluate', { expression, contextId: world, returnByValue: true });
    return result.value as T;
  }
  return {
    records,
    sightings,
    told,
    unsent,
    shown,
    doing,
    thrown,
    async listens() {
      const end = performance.now() + LISTENS_WITHIN_IN_MS;
      while (!(await inRecorder('!!globalThis.retraceListens')) && performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    inRecorder,
    browserSays: (type, more = {}) => inRecorder(`retraceHears('${type}', ${JSON.stringify(more)})`),
  };
}

async function builtScript(entry: string): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: ['chrome128', 'firefox140'],
      lib: { entry: join(import.meta.dirname, entry), formats: ['iife'], name: 'retraceRecorder' },
    },
  })) as Rollup.RollupOutput[];
  return built[0]!.output[0].code;
}
