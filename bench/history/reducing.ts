/**
 * What it costs that the log of the extension reduces itself, in Node with a database in memory: seconds until derived state is that of
 * the reduced log, how long an append waits meanwhile, what is left on disk, and what a deletion from reduced history costs.
 */
import 'fake-indexeddb/auto';
import { openServiceForTests } from '../../lib/engine/service-for-tests.ts';
import type { LogRecord } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';
import { quantile } from '../benchmark.ts';
import { workingLog } from '../foundation/working-log.ts';
import { withTexts } from './planted-texts.ts';

/** Of the bytes that the log takes as JSON. */
const SHARE = 0.12;
const BATCH = 5_000;
const BETWEEN_APPENDS_IN_MS = 200;
const BASE_32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

export interface Reducing {
  /** Until the reduction was noted as finished. */
  readonly seconds: number;
  /** Of appends that were made meanwhile. */
  readonly appendP99Ms: number;
  readonly appendMaxMs: number;
  /** Of the bytes on disk before. */
  readonly shareOnDisk: number;
  /** Until a deleted event was out of the log; other appends wait as long. */
  readonly deleteMs: number;
  readonly openMs: number;
  /** Until the index was made of the reduced log, after a start, and a digest of it and of all else. */
  readonly indexSeconds: number;
}

/** With ids as the extension makes them: 16 bytes each that no table of names can shorten. */
function* withOwnIds(records: Iterable<LogRecord>): Generator<LogRecord> {
  const random = seededRandom(1);
  const letters = (count: number) => Array.from({ length: count }, () => BASE_32[Math.floor(random() * 32)]).join('');
  let i = 0;
  for (const record of records) yield { ...record, id: `01J${String(i++).padStart(7, '0')}${letters(16)}` };
}

export async function measureReducing(events: number, say: (line: string) => void): Promise<Reducing> {
  const records = withTexts([...withOwnIds(workingLog(events, 1))], 1);
  const device = await openServiceForTests({ pause: breathe });
  for (let i = 0; i < events; i += BATCH) await device.service.append(records.slice(i, i + BATCH));
  await device.service.settled();
  await device.service.digests();
  const before = await device.service.keeping();
  say(`${events} events take ${before.bytes} bytes`);

  const waits: number[] = [];
  let isOver = false;
  const started = performance.now();
  const appending = (async () => {
    for (let i = 0; !isOver; i++) {
      // After the budget is set, by the clock of the tests.
      const t = new Date(Date.UTC(2026, 2, 2, 12) + (i + 1) * 1_000).toISOString();
      const from = performance.now();
      await device.service.append([{ ...records[i % events]!, id: `meanwhile-${i}`, t }]);
      waits.push(performance.now() - from);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_APPENDS_IN_MS));
    }
  })();
  await device.service.keepWithin(Math.round(SHARE * before.bytes));
  await device.service.settled();
  const seconds = (performance.now() - started) / 1_000;
  isOver = true;
  await appending;
  const after = await device.service.keeping();
  say(`reduced to ${after.bytes} bytes in ${seconds.toFixed(1)} s: ${JSON.stringify(after.forms)}`);

  const deleting = performance.now();
  await device.service.delete({ ids: [records[Math.floor(events / 2)]!.id] });
  const deleteMs = performance.now() - deleting;
  await device.service.settled();
  device.log.close();

  const opening = performance.now();
  const again = await openServiceForTests({ name: device.name, pause: breathe });
  const openMs = performance.now() - opening;
  await again.service.settled();
  const indexing = performance.now();
  await again.service.digests();
  const indexSeconds = (performance.now() - indexing) / 1_000;
  again.log.close();
  return {
    seconds,
    appendP99Ms: quantile(waits, 0.99),
    appendMaxMs: Math.max(...waits),
    shareOnDisk: after.bytes / before.bytes,
    deleteMs,
    openMs,
    indexSeconds,
  };
}
