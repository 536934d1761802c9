/** Kills the engine, the background or the whole browser at random moments while records are being sent. */
import type { LogRecord } from '../lib/records/record.ts';
import { seededRandom } from '../lib/records/seeded-random.ts';
import type { Session } from './driver/driver.ts';
import { engine } from './pages/extension.ts';

const APP = 'killed.example';
const LONGEST_WAIT_IN_MS = 40;
const MOST_TRIES = 60;
const BETWEEN_TRIES_IN_MS = 50;
/** One kill in so many is the whole browser's; the others are the engine's or the background's. */
const KILLS_A_BROWSER_KILL = 20;

export interface Survived {
  readonly acknowledged: number;
  /** Ids of acknowledged records that are not in the log. */
  readonly lost: readonly string[];
  /** Ids that are in the log more than once. */
  readonly doubled: readonly string[];
  /** The session as it is after the last kill of the browser. */
  readonly session: Session;
}

/**
 * What was not acknowledged is sent again, as pages do.
 * @param seed decides sizes, moments and what is killed: the same run again, as far as the machine lets it.
 */
export async function killAtRandom(
  first: Session,
  kills: number,
  seed: number,
  onKill: (kills: number, acknowledged: number) => void = () => undefined,
): Promise<Survived> {
  const random = seededRandom(seed);
  const acknowledged = new Set<string>();
  let session = first;
  let panel = await session.panel('/set/about');
  let next = 0;

  const append = async (records: readonly LogRecord[]) => {
    for (const id of (await engine(panel, 'append', records)).stored) acknowledged.add(id);
  };
  /** Sends until it is acknowledged, or until the browser is gone. */
  const deliver = async (records: readonly LogRecord[], isGone: () => boolean) => {
    let last: unknown;
    for (let tries = 0; tries < MOST_TRIES && !isGone(); tries++) {
      try {
        return await append(records);
      } catch (error) {
        last = error;
        await pause(BETWEEN_TRIES_IN_MS);
      }
    }
    if (!isGone()) throw new Error(`Nothing is acknowledged any more: ${String(last)}`);
  };

  for (let kill = 1; kill <= kills; kill++) {
    const batches = Array.from({ length: 3 }, () =>
      Array.from({ length: 1 + Math.floor(random() * 8) }, () => action(`${seed}-${next++}`)),
    );
    let gone = false;
    const sending = Promise.all(batches.map((records) => deliver(records, () => gone)));
    await pause(random() * LONGEST_WAIT_IN_MS);
    const engineDies = random() < 0.6;
    if (kill % KILLS_A_BROWSER_KILL === KILLS_A_BROWSER_KILL / 2) {
      gone = true;
      await session.kill();
      await sending;
      session = await session.relaunch();
      panel = await session.panel('/set/about');
      // The pages died with the browser. What they had not been told of they cannot send again: here the test does it.
      for (const records of batches) await deliver(records, () => false);
    } else {
      await (engineDies ? session.killEngine() : session.killBackground());
      await sending;
    }
    onKill(kill, acknowledged.size);
  }

  const seen = new Map<string, number>();
  let before: { t: string; id: string } | undefined;
  for (let more = true; more; ) {
    const page = await engine(panel, 'timeline', { limit: 500, app: APP, ...(before && { before }) });
    for (const { id } of page.rows) seen.set(id, (seen.get(id) ?? 0) + 1);
    before = page.rows.at(-1);
    more = page.more && before !== undefined;
  }
  await panel.close();
  return {
    acknowledged: acknowledged.size,
    lost: [...acknowledged].filter((id) => !seen.has(id)),
    doubled: [...seen].filter(([, times]) => times > 1).map(([id]) => id),
    session,
  };
}

function action(id: string): LogRecord {
  return {
    kind: 'action',
    id,
    t: new Date().toISOString(),
    app: APP,
    thread: `${APP}/1`,
    type: 'web:press:button',
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
