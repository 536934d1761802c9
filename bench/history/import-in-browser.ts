/** What importing a large export costs the built extension in a real browser, and whether it goes on where it was ended. */

import type { Session, Tab } from '../../e2e/driver/driver.ts';
import { startSession } from '../../e2e/driver/session.ts';
import { engine } from '../../e2e/pages/extension.ts';
import type { ImportView } from '../../lib/engine/api.ts';
import type { LargeExport } from './large-export.ts';
import { watchMemory } from './memory-of-extension.ts';

/** Backups have a field of their own. */
const FILES = 'input[type="file"][accept*=".zip"]';
const BETWEEN_LOOKS_IN_MS = 50;
/** Opening the model is no part of an import. */
const UNTIL_MODEL_IS_OPEN_IN_MS = 6_000;

export interface ImportCost {
  /** To say what is in the files: they are read to their end. */
  readonly lookSeconds: number;
  /** From the yes until all is kept, with the first results. */
  readonly keepSeconds: number;
  /** The most that the extension's process held above what it held before. */
  readonly memoryMb: number;
  /** From the word to stop while looking until it stands still. */
  readonly cancelMs: number;
  /** Messages that were neither kept nor skipped for a reason. */
  readonly unaccounted: number;
}

export async function costOfImport(browser: Session['browser'], file: string, made: LargeExport): Promise<ImportCost> {
  const session = await startSession(browser);
  try {
    const panel = await openPanel(session);
    await new Promise((resolve) => setTimeout(resolve, UNTIL_MODEL_IS_OPEN_IN_MS));
    const memory = watchMemory();
    const before = memory.now();
    await panel.upload(FILES, file);
    const cancelMs = await stopAt(panel, 'looking', 0.05);
    const lookSeconds = await secondsOf(async () => {
      await panel.upload(FILES, file);
      await step(panel, ['ready']);
    });
    let view: ImportView | null = null;
    const keepSeconds = await secondsOf(async () => {
      await engine(panel, 'importStart');
      view = await step(panel, ['done']);
    });
    const memoryMb = memory.most() - before;
    memory.stop();
    const accounted = Object.values(view!.counts?.messages ?? {}).reduce((sum, each) => sum + each, 0);
    return {
      lookSeconds,
      keepSeconds,
      memoryMb,
      cancelMs,
      unaccounted: Math.abs(made.messages - accounted),
    };
  } finally {
    await session.close();
  }
}

export interface GoneOn {
  /** From the word to stop while records are kept until it stands still. */
  readonly cancelMs: number;
  /** Whether the log and all that is derived from it are those of an import that was never ended. */
  readonly isSame: boolean;
}

/** Stops an import, goes on, ends the engine under it, goes on again; beside one that was let alone. */
export async function goOnAfterEnds(browser: Session['browser'], file: string): Promise<GoneOn> {
  const whole = await startSession(browser);
  let expected: string;
  try {
    const panel = await openPanel(whole);
    await startKeeping(panel, file);
    await step(panel, ['done']);
    expected = await stateOf(panel);
  } finally {
    await whole.close();
  }
  const session = await startSession(browser);
  try {
    let panel = await openPanel(session);
    await startKeeping(panel, file);
    const cancelMs = await stopAt(panel, 'reading', 0.3);
    await startKeeping(panel, file);
    await until(panel, (view) => view.done > 0.6);
    await session.killEngine();
    panel = await openPanel(session);
    await startKeeping(panel, file);
    await step(panel, ['done']);
    return { cancelMs, isSame: (await stateOf(panel)) === expected };
  } finally {
    await session.close();
  }
}

async function openPanel(session: Session): Promise<Tab> {
  const panel = await session.panel('/set/data');
  await panel.waitFor('the field for files', (css: string) => !!document.querySelector(css), FILES);
  return panel;
}

async function startKeeping(panel: Tab, file: string): Promise<void> {
  await panel.upload(FILES, file);
  await step(panel, ['ready']);
  await engine(panel, 'importStart');
}

async function stopAt(panel: Tab, during: 'looking' | 'reading', share: number): Promise<number> {
  const isOver = ({ step: at }: ImportView) => at === (during === 'looking' ? 'ready' : 'done');
  const seen = await until(panel, (view) => (view.step === during && view.done >= share) || isOver(view));
  if (isOver(seen)) throw new Error('It was over before it could be stopped: the file is too small.');
  const start = performance.now();
  await engine(panel, 'importStop');
  return performance.now() - start;
}

async function stateOf(panel: Tab): Promise<string> {
  const { events } = await engine(panel, 'status');
  return `${events} ${await engine(panel, 'digest')}`;
}

function step(panel: Tab, steps: readonly ImportView['step'][]): Promise<ImportView> {
  return until(panel, (view) => steps.includes(view.step));
}

async function until(panel: Tab, isThere: (view: ImportView) => boolean): Promise<ImportView> {
  for (;;) {
    const view = await engine(panel, 'importStatus');
    if (isThere(view)) return view;
    if (view.step === 'failed') throw new Error(view.problem ?? 'The import failed.');
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_IN_MS));
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}
