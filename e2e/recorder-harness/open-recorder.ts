/** Opens pages in the machine's Chromium with the recorder in an isolated world of its own, as a content script has it. */
import { join } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { build, type Rollup } from 'vite';
import type { PageSighting } from '../../lib/page/read-sighting.ts';
import type { LogRecord } from '../../lib/records/record.ts';
import { findBrowser } from '../../scripts/browsers/find-browser.ts';
import type { RecorderSettings, RecorderWord } from './recorder-words.ts';

const found = findBrowser('chromium', false);
/** Where Chromium is on this machine; undefined if it is not. */
export const CHROMIUM = 'path' in found ? found.path : undefined;
export const WHY_SKIPPED = 'missing' in found ? found.missing : '';

const WORLD = 'retrace';
const DEFAULTS: RecorderSettings = { keepsText: true, chat: false, failures: 0, gone: false };

export interface RecordedPage {
  readonly tab: Page;
  /** All that left the page, in order. */
  readonly records: readonly LogRecord[];
  readonly sightings: readonly PageSighting[];
  readonly told: readonly string[];
  /** Runs an expression in the recorder's own world. */
  inRecorder<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

export interface RecorderHarness {
  /** The recorder as one script, as it was built. */
  readonly source: string;
  open(url: string, settings?: Partial<RecorderSettings>): Promise<RecordedPage>;
  close(): Promise<void>;
}

export async function openRecorder(): Promise<RecorderHarness> {
  const source = await recorderSource();
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
  return {
    source,
    async open(url, settings = {}) {
      const tab = await (await browser.newContext()).newPage();
      const session = await tab.context().newCDPSession(tab);
      const heard = await listenTo(session);
      const given = JSON.stringify({ ...DEFAULTS, ...settings });
      await session.send('Page.enable');
      await session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: `globalThis.retraceSettings = ${given};\n${source}`,
        worldName: WORLD,
      });
      await tab.goto(url);
      return { tab, ...heard, close: () => tab.context().close() };
    },
    close: () => browser.close(),
  };
}

async function listenTo(session: CDPSession): Promise<Omit<RecordedPage, 'tab' | 'close'>> {
  const records: LogRecord[] = [];
  const sightings: PageSighting[] = [];
  const told: string[] = [];
  let world: number | undefined;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === WORLD) world = context.id;
  });
  session.on('Runtime.bindingCalled', ({ payload }) => {
    const word = JSON.parse(payload) as RecorderWord;
    if ('records' in word) records.push(...word.records);
    else if ('sighting' in word) sightings.push(word.sighting);
    else told.push(word.told);
  });
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: 'retraceOut', executionContextName: WORLD });
  return {
    records,
    sightings,
    told,
    async inRecorder<T>(expression: string) {
      if (world === undefined) throw new Error('The recorder has no world in this page.');
      const { result } = await session.send('Runtime.evaluate', { expression, contextId: world, returnByValue: true });
      return result.value as T;
    },
  };
}

async function recorderSource(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: ['chrome128', 'firefox140'],
      lib: { entry: join(import.meta.dirname, 'recorder-in-page.ts'), formats: ['iife'], name: 'retraceRecorder' },
    },
  })) as Rollup.RollupOutput[];
  return built[0]!.output[0].code;
}
