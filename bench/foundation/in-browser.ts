/** The figures of the foundation that only a real browser with the built extension can give. */
import { readdirSync, readFileSync } from 'node:fs';
import { CHATS, startChats } from '../../e2e/apps/chats/chats.ts';
import type { Tab } from '../../e2e/driver/driver.ts';
import { startSession } from '../../e2e/driver/session.ts';
import { killAtRandom } from '../../e2e/kill-at-random.ts';
import { engine, switchOn } from '../../e2e/pages/extension.ts';
import type { LogRecord } from '../../lib/records/record.ts';
import { quantile } from '../benchmark.ts';
import { workingLog } from './working-log.ts';

/** Different texts of the load: enough to be no trick, few enough that the model is not what is measured. */
const DISTINCT_TEXTS = 150;
const IN_ONE_MESSAGE = 1_000;
const IDLE_SECONDS = 10;

const action = (id: string): LogRecord => ({
  kind: 'action',
  id,
  t: new Date().toISOString(),
  app: 'bench.example',
  thread: 'bench.example/1',
  type: 'web:press:button',
});

/** p99 of the time from sending a record to its acknowledgement, in ms, as the panel sees it. */
export async function acknowledgementP99(appends: number): Promise<number> {
  const session = await startSession('chromium');
  try {
    const panel = await session.panel('/set/about');
    for (let i = 0; i < 5; i++) await engine(panel, 'append', [action(`warm${i}`)]);
    const times: number[] = [];
    for (let i = 0; i < appends; i++) {
      const start = performance.now();
      await engine(panel, 'append', [action(`a${i}`)]);
      times.push(performance.now() - start);
    }
    return quantile(times, 0.99);
  } finally {
    await session.close();
  }
}

/** @returns how many acknowledged records random kills lost, or left there twice. */
export async function lostOrDoubled(kills: number, seed: number, say: (line: string) => void): Promise<number> {
  const session = await startSession('chromium');
  try {
    const { lost, doubled } = await killAtRandom(session, kills, seed, (done, acknowledged) => {
      if (done % 50 === 0) say(`${done} kills, ${acknowledged} records acknowledged`);
    });
    return lost.length + doubled.length;
  } finally {
    await session.close();
  }
}

async function fill(panel: Tab, events: number): Promise<void> {
  const records = [...workingLog(events, 3, { distinct: DISTINCT_TEXTS })];
  for (let from = 0; from < records.length; from += IN_ONE_MESSAGE) {
    await engine(panel, 'append', records.slice(from, from + IN_ONE_MESSAGE));
  }
  await engine(panel, 'settled');
}

/** First contentful paint of the panel with so many events, in ms: the median of five openings. */
export async function panelFirstPaint(events: number): Promise<number> {
  const session = await startSession('chromium');
  try {
    const filler = await session.panel('/set/about');
    await fill(filler, events);
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const panel = await session.panel('/now');
      times.push(
        await panel.waitFor(
          'the first paint',
          () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
        ),
      );
      await panel.close();
    }
    return quantile(times, 0.5);
  } finally {
    await session.close();
  }
}

export interface LargeLog {
  readonly outOfSightMs: number;
  readonly goneSeconds: number;
  readonly memoryMb: number;
  /** Share of one core, in percent, over ten idle seconds. */
  readonly idleCpuPercent: number;
}

/** With a large log: deleting its oldest event, and what the engine's process holds and does when idle. */
export async function largeLog(events: number, say: (line: string) => void): Promise<LargeLog> {
  const session = await startSession('chromium');
  try {
    const panel = await session.panel('/set/about');
    await fill(panel, events);
    say(`${events} events stored`);
    const pid = engineProcess();
    // Idle begins when the garbage of the filling has been collected.
    await new Promise((resolve) => setTimeout(resolve, 15_000));
    const before = cpuTicks(pid);
    await new Promise((resolve) => setTimeout(resolve, IDLE_SECONDS * 1_000));
    const idleCpuPercent = (cpuTicks(pid) - before) / IDLE_SECONDS;
    const memoryMb = residentMb(pid);
    const oldest = [...workingLog(1, 3, { distinct: DISTINCT_TEXTS })][0]!.id;
    const start = performance.now();
    await engine(panel, 'delete', { ids: [oldest] });
    const outOfSightMs = performance.now() - start;
    await engine(panel, 'settled');
    return { outOfSightMs, goneSeconds: (performance.now() - start) / 1_000, memoryMb, idleCpuPercent };
  } finally {
    await session.close();
  }
}

/** Milliseconds from the pause in typing to the offer, in Firefox, with the event page suspended and so many events. */
export async function firefoxColdStart(events: number, say: (line: string) => void): Promise<number> {
  const chats = await startChats();
  const session = await startSession('firefox', { hosts: chats.hosts, idleSeconds: 3 });
  try {
    await switchOn(session, CHATS.claude.host);
    let panel = await session.panel('/set/about');
    await engine(panel, 'append', [
      {
        kind: 'statement',
        id: 's1',
        t: '2026-01-01T00:00:00.000Z',
        app: 'retrace',
        role: 'user',
        text: 'Use British spelling.',
      },
    ]);
    await fill(panel, events);
    say(`${events} events stored in Firefox`);
    await panel.close();
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const tab = await session.tab(chats.url('claude'));
      await session.killBackground();
      await tab.click('.composer > :first-child');
      await tab.evaluate(() => {
        const state = globalThis as unknown as { typed: number; offered: number };
        document.addEventListener('input', () => (state.typed = performance.now()), true);
        new MutationObserver(() => (state.offered ??= performance.now())).observe(document.documentElement, {
          childList: true,
        });
      });
      await tab.type('Please write an email that invites the team to lunch');
      times.push(
        await tab.waitFor(
          'the offer',
          () => {
            const { typed, offered } = globalThis as unknown as { typed: number; offered?: number };
            return offered ? offered - typed : 0;
          },
          undefined,
          30,
        ),
      );
      await tab.close();
    }
    panel = await session.panel('/set/about');
    // The pause for thought is the user's, not ours.
    return quantile(times, 0.5) - 700;
  } finally {
    await session.close();
    await chats.close();
  }
}

/** The process that runs the extension's pages and worker: of Chromium's renderers for extensions the one with the most memory. */
function engineProcess(): number {
  const candidates = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--extension-process');
      } catch {
        return false;
      }
    });
  return Number(candidates.sort((a, b) => residentMb(Number(b)) - residentMb(Number(a)))[0]);
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
}

/** User and system time so far, in hundredths of a second. */
function cpuTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
