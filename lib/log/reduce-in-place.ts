/**
 * Records of history put in the place of others with the same ids, a few blocks at a time: reduced ones for whole ones, or back.
 *
 * Each block keeps its number and its ids, so whoever is reading the log meanwhile misses nothing. Each step is one transaction, and
 * after each the log is a log: any of its records may be whole or reduced. So a reduction that is cut off needs no repair; it is not
 * noted as finished, and is made again. Saved states of the engine that a step makes void go in the same transaction.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeBlock, encodeBlock, numbersInBlock, usesOfNames } from '../records/compact-block.ts';
import { NameTable } from '../records/name-table.ts';
import { earliestOf, type Position } from '../records/order.ts';
import type { LogRecord } from '../records/record.ts';
import type { RetraceDatabase } from '../store/open-database.ts';
import type { BlockRow, FinishedReduction, ManifestRow } from '../store/tables.ts';

/** Blocks that are rewritten under one lock and in one transaction: an append must not wait longer for it than a moment. */
const BLOCKS_IN_A_STEP = 5;
const RECORDS_IN_A_PAUSE = 200;

/** How history is to be reduced. */
export interface Reduction extends Pick<FinishedReduction, 't' | 'budget' | 'over'> {
  /** The log in its order as it was when the forms were chosen, and each of its records in the form it gets. */
  readonly before: readonly LogRecord[];
  readonly after: readonly LogRecord[];
}

export interface Following {
  /** Lets the thread breathe. */
  readonly pause: () => Promise<void>;
  /** Puts right what rests on the records that were changed, given as they are now, before the reduction is noted as finished. */
  readonly follow: (changed: readonly LogRecord[]) => Promise<void>;
}

/** What of the log this works on. */
export interface BlocksOfLog {
  readonly database: RetraceDatabase;
  readonly manifest: ReadonlyMap<number, ManifestRow>;
  readonly tables: Map<number, NameTable>;
  /** Tables that a reduction under way is writing with, and whether something was deleted meanwhile. */
  readonly underWay: Map<number, { hasDeleted: boolean }>;
  /** Writers wait for each other. */
  readonly exclusive: <T>(work: () => Promise<T>) => Promise<T>;
  /** Moves the whole tail into blocks. */
  readonly sealAll: () => Promise<void>;
  readonly readBlock: (number: number) => Promise<LogRecord[]>;
  /** What lies behind the newest record is about to change. */
  readonly changing: () => void;
  readonly dropCheckpointsFrom: (earliest: Position | null) => Promise<void>;
  readonly note: (row: ManifestRow) => void;
}

/** The records of a block, as they lie in it. @throws RangeError for bytes whose table is not there. */
export function unpackBlock({ records, names }: BlockRow, tables: ReadonlyMap<number, NameTable>): LogRecord[] {
  if (typeof records === 'string') return JSON.parse(records) as LogRecord[];
  const table = tables.get(names ?? 0);
  if (!table) throw new RangeError(`There is no table of names ${names}.`);
  return decodeBlock(records, table);
}

export async function reduceInPlace(
  log: BlocksOfLog,
  { before, after, t, budget, over }: Reduction,
  { pause, follow }: Following,
): Promise<void> {
  const { database, exclusive, tables, underWay } = log;
  const planned = new Map(before.map((record, i) => [record.id, { before: record, after: after[i]! }]));
  const table = await tableFor(after, pause);
  const number = Math.max(0, ...tables.keys()) + 1;
  tables.set(number, table);
  const writing = { hasDeleted: false };
  underWay.set(number, writing);
  try {
    await exclusive(async () => {
      await database.names.put({ number, bytes: table.encode() });
      await log.sealAll();
    });
    let met = 0;
    const changed = await replaceInBlocks(log, [...log.manifest.keys()], {
      table: number,
      contentOf(record) {
        const plan = planned.get(record.id);
        // What took its place meanwhile has other content, and was not weighed.
        if (!plan || JSON.stringify(plan.before) !== JSON.stringify(record)) return null;
        met++;
        return plan.after;
      },
      pause,
    });
    await exclusive(async () => {
      underWay.delete(number);
      // What was deleted since the forms were chosen left its words in the table.
      if (met < before.length || writing.hasDeleted) await forgetNames(log);
    });
    await follow(changed);
    await exclusive(async () => {
      const bytes = tables.get(number)!.encode();
      await database.transaction('rw', database.names, async () => {
        await database.names.put({ number, bytes, reduction: { t, events: before.length, budget, over } });
        await database.names.where('number').below(number).delete();
      });
      for (const old of tables.keys()) if (old < number) tables.delete(old);
    });
  } finally {
    underWay.delete(number);
  }
}

async function tableFor(records: readonly LogRecord[], pause: () => Promise<void>): Promise<NameTable> {
  const uses = new Map<string, number>();
  for (let i = 0; i < records.length; i += RECORDS_IN_A_PAUSE) {
    usesOfNames([records.slice(i, i + RECORDS_IN_A_PAUSE)], uses);
    await pause();
  }
  return NameTable.of(uses);
}

export interface Replacing {
  /** Number of the table of names that blocks are written with; null: as JSON. */
  readonly table: number | null;
  /** What is to stand in a record's place, be it the same; null for one of which nothing is known. */
  readonly contentOf: (record: LogRecord) => LogRecord | null;
  readonly pause: () => Promise<void>;
}

/** @returns what was changed, as it is now. */
export async function replaceInBlocks(
  log: BlocksOfLog,
  numbers: readonly number[],
  { table, contentOf, pause }: Replacing,
): Promise<LogRecord[]> {
  const { database, exclusive, manifest, readBlock, changing, note, dropCheckpointsFrom } = log;
  const changed: LogRecord[] = [];
  for (let i = 0; i < numbers.length; i += BLOCKS_IN_A_STEP) {
    await exclusive(async () => {
      const made: Written[] = [];
      const changedHere: LogRecord[] = [];
      for (const number of numbers.slice(i, i + BLOCKS_IN_A_STEP)) {
        const row = manifest.get(number);
        if (!row) continue;
        const there = await readBlock(number);
        const contents = there.map(contentOf);
        const records = there.map((record, at) => contents[at] ?? record);
        const changedInBlock = records.filter(
          (record, at) => record.form !== there[at]!.form || record.text !== there[at]!.text,
        );
        changedHere.push(...changedInBlock);
        const names = table !== null && !contents.includes(null) ? table : undefined;
        // Nothing new in it, and the table it may be written with stays.
        if (changedInBlock.length === 0 && names === undefined && (table === null || row.names === undefined)) continue;
        made.push(written(row, records, names, log.tables));
      }
      const earliest = earliestOf(changedHere);
      if (earliest !== null) changing();
      await database.transaction('rw', tablesOfBlocks(database), async () => {
        for (const { block, row } of made) {
          await database.blocks.put(block);
          await database.manifest.put(row);
        }
        await dropCheckpointsFrom(earliest);
      });
      for (const { row } of made) note(row);
      changed.push(...changedHere);
    });
    await pause();
  }
  return changed;
}

interface Written {
  readonly block: BlockRow;
  readonly row: ManifestRow;
}

/** A block with the same ids as before, in other bytes. */
function written(
  { names: _, ...before }: ManifestRow,
  records: readonly LogRecord[],
  names: number | undefined,
  tables: ReadonlyMap<number, NameTable>,
): Written {
  const { number } = before;
  const packed = names === undefined ? JSON.stringify(records) : encodeBlock(records, tables.get(names)!);
  const bytes = typeof packed === 'string' ? utf8ToBytes(packed) : packed;
  const of = names === undefined ? {} : { names };
  return {
    block: { number, records: packed, ...of },
    row: { ...before, sha256: bytesToHex(sha256(bytes)), ...of },
  };
}

/** Forgets the names that only deleted records had: their words are not to stay in the table. */
export async function forgetNames({ database, manifest, tables, underWay }: BlocksOfLog): Promise<void> {
  for (const [number, table] of tables) {
    const writing = underWay.get(number);
    if (writing) {
      // What is still to be written needs them; whoever writes it forgets them then.
      writing.hasDeleted = true;
      continue;
    }
    const used = new Set<number>();
    for (const { number: block, names } of manifest.values()) {
      if (names !== number) continue;
      const records = (await database.blocks.get(block))?.records;
      if (records instanceof Uint8Array) for (const each of numbersInBlock(records, table)) used.add(each);
    }
    const left = table.keepOnly(used);
    const row = await database.names.get(number);
    if (!row) continue;
    await database.names.put({ ...row, bytes: left.encode() });
    tables.set(number, left);
  }
}

/** What history takes in the database, in bytes: its blocks, their names and hashes of ids, and the tail as JSON. */
export async function bytesOfHistory(database: RetraceDatabase): Promise<number> {
  let bytes = 0;
  await database.blocks.each(({ records }) => {
    bytes += typeof records === 'string' ? utf8ToBytes(records).length : records.length;
  });
  await database.names.each((row) => {
    bytes += row.bytes.length;
  });
  await database.manifest.each(({ ids }) => {
    bytes += ids.byteLength;
  });
  await database.tail.each(({ record }) => {
    bytes += utf8ToBytes(JSON.stringify(record)).length;
  });
  return bytes;
}

function tablesOfBlocks(database: RetraceDatabase) {
  return [database.blocks, database.manifest, database.checkpoints, database.snapshots];
}
