/** Rows of the benchmark about export: out, wiped, and back in again, whole or cut anywhere, and how long it takes. */
import 'fake-indexeddb/auto';
import { constants, gunzipSync } from 'node:zlib';
import { openServiceForTests } from '../../lib/engine/service-for-tests.ts';
import { decrypted, newRecoveryKey } from '../../lib/log/age-file.ts';
import { exportLog } from '../../lib/log/export-log.ts';
import { readLogFile } from '../../lib/log/read-log-file.ts';
import type { LogRecord } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';
import type { BenchmarkResult } from '../benchmark.ts';
import { workingLog } from '../foundation/working-log.ts';
import { deletableLog } from './deletable-log.ts';
import { oneFile, until } from './one-file.ts';

const LOGS = 40;
const CUTS = 200;
/** Of the log that is cut: several chunks of an age file when packed. */
const EVENTS_TO_CUT = 12_000;
const EVENTS = 100_000;
/** Nothing of a time to come is taken from a file: the clock stands after all logs. */
const AFTER_ALL_LOGS_IN_MS = 20 * 365 * 86_400_000;
const PASSPHRASE = 'correct horse battery staple';
/** Plain text in a chunk of an age file, and what encryption adds to it. */
const AGE_CHUNK = 65_536;
const AGE_TAG = 16;

export async function exportRows({
  quick,
  say,
}: {
  readonly quick: boolean;
  readonly say: (line: string) => void;
}): Promise<Pick<BenchmarkResult, 'figures' | 'targets'>> {
  const figures: Record<string, number> = {};
  const put = (more: Readonly<Record<string, number>>) => {
    for (const [key, figure] of Object.entries(more)) {
      figures[key] = Number(figure.toFixed(3));
      say(`${key} ${figures[key]}`);
    }
  };
  put(await roundTrips(quick ? 2 : LOGS, say));
  put(await linesLostInCuts(quick ? 1_500 : EVENTS_TO_CUT, quick ? 10 : CUTS, say));
  put(await timeOfLargeExport(quick ? 1_000 : EVENTS));
  return {
    figures,
    targets: {
      export_unequal: { at_most: 0 },
      export_records_lost: { at_most: 0 },
      export_lines_lost: { at_most: 0 },
      export_lines_wrong: { at_most: 0 },
      export_cuts_untold: { at_most: 0 },
      export_large_unequal: { at_most: 0 },
    },
  };
}

/** Exported, and restored where nothing is: every other log encrypted. With something deleted before, which must stay so. */
async function roundTrips(logs: number, say: (line: string) => void): Promise<Record<string, number>> {
  let unequal = 0;
  let lost = 0;
  for (let seed = 1; seed <= logs; seed++) {
    const passphrase = seed % 2 === 0 ? PASSPHRASE : undefined;
    const files = oneFile();
    const one = await openServiceForTests({ files, after: AFTER_ALL_LOGS_IN_MS });
    const records = deletableLog(seed, 150);
    await one.service.append(records);
    await one.service.delete({ ids: [records[seed]!.id] });
    await one.service.settled();
    await one.service.exportAll(passphrase);
    const other = await openServiceForTests({ files, after: AFTER_ALL_LOGS_IN_MS });
    await other.service.restore('it', passphrase);
    await until(other.service, 'restoreStatus', 'done');
    await other.service.settled();
    const [before, after] = [await one.service.digests(), await other.service.digests()];
    const different = Object.keys(before.stores).filter((store) => before.stores[store] !== after.stores[store]);
    if (before.all !== after.all) say(`seed ${seed}: ${different.join(', ')} are not the same`);
    unequal += Number(before.all !== after.all);
    lost += Math.abs(one.log.count - other.log.count);
    one.log.close();
    other.log.close();
  }
  return { export_logs: logs, export_unequal: unequal, export_records_lost: lost };
}

/** A file as it is written, how it is opened, and how many of its records are whole in its first bytes. */
interface Cuttable {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly key?: string;
  readonly wholeIn: (cut: number) => number;
}

async function linesLostInCuts(
  events: number,
  cuts: number,
  say: (line: string) => void,
): Promise<Record<string, number>> {
  const records = [...workingLog(events, 4)];
  const random = seededRandom(11);
  const totals = { lost: 0, wrong: 0, untold: 0 };
  for (const [form, file] of Object.entries(await formsOf(records))) {
    for (let i = 0; i < cuts; i++) {
      const cut = 500 + Math.floor(random() * (file.bytes.length - 502));
      const pieces = inPieces(file.bytes.subarray(0, cut), 1 + Math.floor(random() * 200_000));
      const found: LogRecord[] = [];
      const reading = readLogFile(pieces, { passphrase: file.key });
      let part = await reading.next();
      for (; !part.done; part = await reading.next()) found.push(...part.value.records);
      const lost = Math.max(0, file.wholeIn(cut) - found.length);
      const wrong = found.filter(({ id }, at) => id !== records[at]?.id).length;
      if (lost + wrong > 0) say(`${form} cut at ${cut}: ${lost} lines lost, ${wrong} wrong`);
      totals.lost += lost;
      totals.wrong += wrong;
      totals.untold += Number(part.value.isWhole);
    }
  }
  return {
    export_cuts: 3 * cuts,
    export_lines_lost: totals.lost,
    export_lines_wrong: totals.wrong,
    export_cuts_untold: totals.untold,
  };
}

async function formsOf(records: readonly LogRecord[]): Promise<Record<'plain' | 'gzip' | 'age', Cuttable>> {
  const [plain, gzip] = [await bytesOf(records, { gzip: false }), await bytesOf(records)];
  const { key, recipient } = await newRecoveryKey();
  const age = await bytesOf(records, { passphrase: recipient });
  const inside = await new Response(await decrypted(new Blob([age]).stream(), key)).bytes();
  const chunks = Math.ceil(inside.length / AGE_CHUNK);
  const head = age.length - inside.length - chunks * AGE_TAG;
  const unpacked = (bytes: Uint8Array) => gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  return {
    plain: { bytes: plain, wholeIn: (cut) => recordsWholeIn(plain.subarray(0, cut)) },
    gzip: { bytes: gzip, wholeIn: (cut) => recordsWholeIn(unpacked(gzip.subarray(0, cut))) },
    age: {
      bytes: age,
      key,
      wholeIn(cut) {
        // A chunk is known to be right when more comes after it.
        const whole = Math.max(0, Math.ceil((cut - head) / (AGE_CHUNK + AGE_TAG)) - 1);
        return recordsWholeIn(unpacked(inside.subarray(0, whole * AGE_CHUNK)));
      },
    },
  };
}

/** Whole lines but the header. An export without keys and tombstones has nothing else before its end. */
function recordsWholeIn(text: Uint8Array): number {
  let lines = -1;
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) lines++;
  return Math.max(0, lines);
}

async function bytesOf(
  records: readonly LogRecord[],
  options: Parameters<typeof exportLog>[1] = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(await exportLog(inBatches(records), options)).arrayBuffer());
}

async function* inBatches(records: readonly LogRecord[]): AsyncGenerator<readonly LogRecord[]> {
  for (let i = 0; i < records.length; i += 200) yield records.slice(i, i + 200);
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A large log out and back in: plain, and encrypted with a passphrase. */
async function timeOfLargeExport(events: number): Promise<Record<string, number>> {
  const files = oneFile();
  const { service, log } = await openServiceForTests({ files, after: AFTER_ALL_LOGS_IN_MS });
  const records = [...workingLog(events, 1)];
  for (let i = 0; i < events; i += 5_000) await service.append(records.slice(i, i + 5_000));
  await service.settled();
  const seconds = async (work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1_000;
  };
  const plain = await seconds(() => service.exportAll());
  const megabytes = files.file.size / 1e6;
  const age = await seconds(() => service.exportAll(PASSPHRASE));
  const other = await openServiceForTests({ files, after: AFTER_ALL_LOGS_IN_MS });
  const kept = await seconds(async () => {
    await other.service.restore('it', PASSPHRASE);
    await until(other.service, 'restoreStatus', 'done');
  });
  const isSame = (await service.digest()) === (await other.service.digest());
  log.close();
  other.log.close();
  return {
    export_large_s: plain,
    export_large_mb: megabytes,
    export_large_age_s: age,
    export_large_restored_s: kept,
    export_large_unequal: Number(!isSame),
  };
}
