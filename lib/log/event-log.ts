/**
 * The log: append-only, durable before it is acknowledged, each id once.
 *
 * New records go to a tail of single rows; when the tail is long, its oldest 200 records in log order are sealed into a
 * block in one transaction. Blocks may overlap in time, since records can arrive late; reading in order merges them.
 * One writer at a time, under a Web Lock. Whatever is killed at whatever moment, a transaction is whole or not there.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { contentThatStays, hasMoreLeft } from '../records/content-that-stays.ts';
import { NameTable } from '../records/name-table.ts';
import { compareInLogOrder, earliestOf, inLogOrder, type Position } from '../records/order.ts';
import type { LogRecord, Refusal } from '../records/record.ts';
import { validateRecord } from '../records/validate-record.ts';
import type { RetraceDatabase } from '../store/open-database.ts';
import { asStoreError, StoreError, type StoreProblem } from '../store/store-error.ts';
import type { FinishedReduction, ManifestRow } from '../store/tables.ts';
import type { Canary, CanaryState } from './canary.ts';
import { DEVICE_KEY, deviceKeys, isSameKey, nameOfFormerKey } from './device-key.ts';
import { hashOfId, holdsAny, packHashes, unpackHashes } from './id-hashes.ts';
import { mergeSorted } from './merge-sorted.ts';
import {
  type BlocksOfLog,
  bytesOfHistory,
  type Following,
  forgetNames,
  type Reduction,
  reduceInPlace,
  replaceInBlocks,
  unpackBlock,
} from './reduce-in-place.ts';
import { tombstoneHash } from './tombstone-hash.ts';
import { tombstonesOf } from './tombstones-of.ts';

export const EVENTS_IN_A_BLOCK = 200;
/** The tail is sealed down to the first bound when it grows over the second. */
const TAIL_AFTER_SEALING = 400;
const LONGEST_TAIL = 1_000;
/** From this many new records at once on, they are history and go straight into blocks. */
const FEWEST_FOR_HISTORY = 400;
const APPENDS_BETWEEN_CANARIES = 256;
/** Each id that comes is hashed under all of them. */
const MOST_KEYS = 32;
/** Rewritten in one transaction: a wait for the disk for each would take longer than the rewriting. */
const BLOCKS_REWRITTEN_AT_ONCE = 32;
/** Read at once, for the same reason. */
const BLOCKS_READ_AT_ONCE = 8;

/** The part of the Web Locks API that is used; Node and tests may go without. */
export interface Locks {
  request(name: string, options: { signal?: AbortSignal }, held: () => Promise<void>): Promise<unknown>;
}

export interface Appended {
  /** Ids that are durable now, those that were there before among them. */
  readonly stored: readonly string[];
  readonly refused: readonly Refusal[];
  /** Records that were not there before, as they were stored. */
  readonly fresh: readonly LogRecord[];
  /** Records whose content gave way to another (`records/content-that-stays.ts`): derived state must go back before them. */
  readonly replaced: readonly LogRecord[];
  /** Records that a tombstone of another device or an earlier time named, and that are gone now with all that rests on them. */
  readonly removed: readonly LogRecord[];
}

export interface Removed {
  readonly records: readonly LogRecord[];
  /** Where derived state must go back to; null if nothing was there. */
  readonly earliest: Position | null;
}

/** What a removal leaves in the log, besides the hashes: name and time of its tombstone, of the first one if there are several. */
export interface TombstoneName {
  readonly id: string;
  readonly t: string;
}

export interface EventLog {
  /** Records that readers see. */
  readonly count: number;
  /**
   * How often what lies behind the newest record was changed: by late records, conflicts, removals, hiding. Rises before the change is
   * written; whoever saves derived state compares it, so that no state of an older log is kept.
   */
  readonly changes: number;
  /** The device's own key: what is hashed from now on is hashed under it. */
  readonly key: Uint8Array;
  /** All keys whose tombstones count, by name, the device's own first. For encrypted exports. */
  readonly keys: ReadonlyMap<string, Uint8Array>;
  /** How many deleted records are known of. */
  readonly tombstones: number;
  /** Whether some of history lies in reduced blocks. */
  readonly isReduced: boolean;
  /** The last reduction, if it was finished. */
  readonly lastReduction: FinishedReduction | null;
  /** Set when the log is shorter than it was: the user should know, recording goes on. */
  readonly problem: StoreProblem | null;

  /**
   * Durable when the promise resolves. Tombstones among the records are obeyed: what they name is refused if it comes, with them or
   * later, and goes if it is there.
   */
  append(records: readonly LogRecord[]): Promise<Appended>;
  /** All records after a position in log order, in batches. A snapshot of the log as it is when the reading reaches it. */
  readInOrder(after?: Position | null): AsyncGenerator<readonly LogRecord[]>;
  /** Newest first: up to `limit` records before a position that are accepted. */
  readBackwards(options: {
    readonly before?: Position;
    readonly limit: number;
    readonly accept?: (record: LogRecord) => boolean;
  }): Promise<readonly LogRecord[]>;
  get(ids: readonly string[]): Promise<ReadonlyMap<string, LogRecord>>;
  /** Ids of all records that are accepted, by a walk over the whole log. */
  find(accept: (record: LogRecord) => boolean): Promise<readonly string[]>;
  /** Deletes for good and leaves a tombstone. Readers do not see the records from the moment the promise is pending on. */
  remove(ids: readonly string[], tombstone: TombstoneName): Promise<Removed>;
  /**
   * As if removed, for every reader and whatever is sent again, but nothing is removed yet. Durable: if nobody says otherwise, it is
   * removed at the next start. What was hidden before is removed now.
   * @param records of the log, as they were read.
   */
  hide(records: readonly LogRecord[], tombstone: TombstoneName): Promise<Removed>;
  /** Brings back what is hidden; what a tombstone from elsewhere named meanwhile is gone. */
  show(): Promise<Removed>;
  /** Removes what is hidden. */
  removeHidden(): Promise<void>;
  /** Ids of removed records whose words may still be in the index and the vectors: they are cleaned by whoever keeps those. */
  leftovers(): Promise<readonly string[]>;
  /** Index and vectors have nothing of these any more. */
  forgetLeftovers(ids: readonly string[]): Promise<void>;
  /** What history takes on disk, in bytes: its blocks, the names and hashes of ids that belong to them, and the tail. */
  bytes(): Promise<number>;
  /**
   * Puts reduced records in the place of those they were made from, a few blocks at a time (`reduce-in-place.ts`). What else was changed
   * or deleted meanwhile stays so.
   */
  reduce(reduction: Reduction, following: Following): Promise<void>;
  /** Puts back what more is left of records than the log has. On no other way does a text come back. @returns those that did. */
  bringBack(records: readonly LogRecord[]): Promise<readonly LogRecord[]>;
  /**
   * Takes the key of a backup, so that its tombstones count here. It becomes the device's own if nothing here was hashed under the
   * present one, so that persons of before and after are the same; else both are kept.
   */
  adoptKey(bytes: Uint8Array): Promise<void>;
  close(): void;
}

interface Waiting {
  readonly records: readonly LogRecord[];
  readonly refused: Refusal[];
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

export async function openEventLog(options: {
  readonly database: RetraceDatabase;
  readonly canary: Canary;
  readonly locks?: Locks;
}): Promise<EventLog> {
  const { database, canary } = options;
  const release = await holdLock(options.locks);
  const manifest = new Map<number, ManifestRow>();
  const sealedIds = new Set<number>();
  const tailIds = new Set<string>();
  const tombstones = new Set<string>();
  /** Stored still, and seen by nobody. */
  const hidden = new Set<string>();
  /** Removed while somebody reads: they may have been read before, and are not to be seen either. */
  const removedMeanwhile = new Set<string>();
  let readers = 0;
  const tables = new Map<number, NameTable>();
  const underWay: BlocksOfLog['underWay'] = new Map();
  let lastReduction: FinishedReduction | null = null;
  let keys: ReadonlyMap<string, Uint8Array>;
  let problem: StoreProblem | null = null;
  let sinceCanary = 0;
  let changes = 0;
  let newest: Position | null = null;
  let closed = false;

  try {
    keys = await deviceKeys(database);
    await load();
    const before = await canary.read();
    if (before !== null && before.events > count()) problem = shorter(before.events - count());
    await finishRemoval();
    await buryHidden();
    // A reduction that was cut off may have left the words of what was deleted while it went on.
    if (tables.size > 0 && lastReduction === null) await forgetNames(blocksOfLog());
    await writeCanary();
  } catch (error) {
    release();
    throw asStoreError(error);
  }

  function count(): number {
    let sealed = 0;
    for (const row of manifest.values()) sealed += row.count;
    return sealed + tailIds.size;
  }

  async function load(): Promise<void> {
    for (const row of await database.manifest.toArray()) note(row);
    await database.tail.each((row) => {
      tailIds.add(row.id);
      advance(row);
    });
    for (const h of await database.tombstones.toCollection().primaryKeys()) tombstones.add(h);
    for (const row of await database.names.toArray()) {
      tables.set(row.number, NameTable.decode(row.bytes));
      lastReduction = row.reduction ?? null;
    }
  }

  function advance(to: Position): void {
    if (newest === null || compareInLogOrder(to, newest) > 0) newest = { t: to.t, id: to.id };
  }

  function note(row: ManifestRow): void {
    manifest.set(row.number, row);
    advance(row.last);
    for (const hash of unpackHashes(row.ids)) sealedIds.add(hash);
  }

  function stateWithout(gone: number): CanaryState {
    return { events: Math.max(0, count() - gone), blocks: manifest.size };
  }

  async function writeCanary(): Promise<void> {
    sinceCanary = 0;
    // A canary that cannot be written lags; that is allowed, and the next one may work.
    await canary.write({ events: count(), blocks: manifest.size }).catch(() => undefined);
  }

  /* ---- appending ---- */

  let queue: Waiting[] = [];
  let flushing = false;

  function append(input: readonly LogRecord[]): Promise<Appended> {
    if (closed) return Promise.reject(new Error('The log is closed.'));
    const records: LogRecord[] = [];
    const refused: Refusal[] = [];
    for (const line of input) {
      const checked = validateRecord(line);
      if (checked.ok) records.push(checked.record);
      else refused.push({ id: checked.id, reason: checked.reason });
    }
    return new Promise((resolve, reject) => {
      queue.push({ records, refused, resolve, reject });
      if (!flushing) void flush();
    });
  }

  /** Writes all that waits in one transaction, as often as something waits: one wait for the disk serves many. */
  async function flush(): Promise<void> {
    flushing = true;
    await Promise.resolve();
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      try {
        await exclusive(() => writeBatch(batch));
      } catch (error) {
        const told = asStoreError(error);
        for (const waiting of batch) waiting.reject(told);
      }
    }
    flushing = false;
  }

  async function writeBatch(batch: readonly Waiting[]): Promise<void> {
    const fresh = new Map<string, LogRecord>();
    const replaced = new Map<string, LogRecord>();
    const arriving = batch.flatMap(({ records }) =>
      records.flatMap((record) => (record.kind === 'tombstone' ? record.h : [])),
    );
    const buried = new Set(arriving.filter((h) => !tombstones.has(h)));
    const known = await recordsWith(batch.flatMap(({ records }) => records.map((record) => record.id)));
    const results = batch.map(({ records, refused }) => {
      const stored: string[] = [];
      const said = [...refused];
      for (const record of records) {
        if (record.kind !== 'tombstone' && (hidden.has(record.id) || isDeleted(record.id, tombstones, buried))) {
          said.push({ id: record.id, reason: 'it was deleted before and stays deleted' });
          continue;
        }
        stored.push(record.id);
        const there = fresh.get(record.id) ?? replaced.get(record.id) ?? known.get(record.id);
        if (!there) fresh.set(record.id, record);
        else {
          const { stays, isConflict } = contentThatStays(record, there);
          if (isConflict) {
            said.push({
              id: record.id,
              reason: 'its id is taken by a record with other content; the one with the lower hash stays',
            });
          }
          if (stays !== there) (fresh.has(record.id) ? fresh : replaced).set(record.id, record);
        }
      }
      return { stored, said };
    });

    const removed = buried.size > 0 ? await namedBy(buried) : [];
    if (fresh.size > 0 || replaced.size > 0 || buried.size > 0)
      await write([...fresh.values()], [...replaced.values()], buried, removed);
    batch.forEach((waiting, i) => {
      const own = new Set(waiting.records.map((record) => record.id));
      waiting.resolve({
        stored: results[i]!.stored,
        refused: results[i]!.said,
        fresh: [...fresh.values()].filter((record) => own.delete(record.id)),
        replaced: [...replaced.values()].filter((record) => own.has(record.id)),
        // Told once: whoever hears of it first puts derived state right.
        removed: i === 0 ? removed : [],
      });
      // A record that two waiting appends brought is fresh for the first only.
      for (const record of waiting.records) fresh.delete(record.id);
    });

    sinceCanary += batch.length;
    if (tailIds.size > LONGEST_TAIL) await seal();
    else if (sinceCanary >= APPENDS_BETWEEN_CANARIES) await writeCanary();
  }

  function isDeleted(id: string, ...among: readonly ReadonlySet<string>[]): boolean {
    if (among.every(({ size }) => size === 0)) return false;
    for (const key of keys.values()) {
      const h = tombstoneHash(key, id);
      if (among.some((hashes) => hashes.has(h))) return true;
    }
    return false;
  }

  /** Records in the log, hidden or not, that are named by these tombstones, by a walk over all of it. */
  async function namedBy(hashes: ReadonlySet<string>): Promise<LogRecord[]> {
    const named: LogRecord[] = [];
    for await (const records of readAll(null, () => true)) {
      for (const record of records) if (record.kind !== 'tombstone' && isDeleted(record.id, hashes)) named.push(record);
    }
    return named;
  }

  /** @param buried hashes of new tombstones, @param removed what is here of what they name: both in the same transaction. */
  async function write(
    fresh: readonly LogRecord[],
    replaced: readonly LogRecord[],
    buried: ReadonlySet<string>,
    removed: readonly LogRecord[],
  ): Promise<void> {
    const isHistory = fresh.length >= FEWEST_FOR_HISTORY;
    const blocks = isHistory ? inBlocks(inLogOrder(fresh)) : [];
    const rows = isHistory ? [] : fresh;
    const earliest = earliestOf([...fresh, ...replaced, ...removed]);
    const firstNumber = nextNumber();
    const made: ManifestRow[] = [];
    if (earliest !== null && newest !== null && compareInLogOrder(earliest, newest) <= 0) changes++;
    const gone = removed.map(({ id }) => id);
    const seenBefore = gone.filter((id) => !hidden.has(id));
    for (const id of gone) hidden.add(id);
    // Before, as in `bury`: were it after, a crash in between would look like a loss.
    if (gone.length > 0) await canary.write(stateWithout(gone.length)).catch(() => undefined);
    const tables = [...tablesOfLog(), ...(buried.size > 0 ? [database.tombstones, database.removals] : [])];

    await database
      .transaction('rw', tables, async () => {
        made.length = 0;
        if (buried.size > 0) await database.tombstones.bulkPut([...buried].map((h) => ({ h })));
        if (gone.length > 0) await noteRemoval(gone);
        made.push(...(await putBlocks(firstNumber, blocks)));
        await database.tail.bulkAdd(rows.map((record) => ({ id: record.id, t: record.t, record })));
        for (const record of replaced) await replaceIn(record, made);
        await dropCheckpointsFrom(earliest);
      })
      .catch((error: unknown) => {
        for (const id of seenBefore) hidden.delete(id);
        throw error;
      });
    for (const h of buried) tombstones.add(h);
    for (const row of made) note(row);
    for (const record of rows) {
      tailIds.add(record.id);
      advance(record);
    }
    if (gone.length > 0) {
      await finishRemoval();
      await writeCanary();
    }
  }

  async function replaceIn(record: LogRecord, made: ManifestRow[]): Promise<void> {
    const row = await database.tail.get({ id: record.id });
    if (row) {
      await database.tail.put({ ...row, t: record.t, record });
      return;
    }
    for (const number of blocksThatMayHold([record.id])) {
      const records = await readBlock(number);
      const at = records.findIndex((other) => other.id === record.id);
      if (at < 0) continue;
      records[at] = record;
      made.push(await putBlock(number, inLogOrder(records)));
    }
  }

  async function putBlock(number: number, records: readonly LogRecord[]): Promise<ManifestRow> {
    return (await putBlocks(number, [records]))[0]!;
  }

  /** All at once: each wait for the disk is one for all of them. */
  async function putBlocks(
    firstNumber: number,
    blocks: readonly (readonly LogRecord[])[],
  ): Promise<readonly ManifestRow[]> {
    const texts = blocks.map((records) => JSON.stringify(records));
    const rows = blocks.map((records, i): ManifestRow => {
      const first = records[0]!;
      const last = records.at(-1)!;
      return {
        number: firstNumber + i,
        count: records.length,
        first: { t: first.t, id: first.id },
        last: { t: last.t, id: last.id },
        ids: packHashes(records.map((record) => record.id)),
        sha256: bytesToHex(sha256(utf8ToBytes(texts[i]!))),
      };
    });
    await database.blocks.bulkPut(texts.map((text, i) => ({ number: firstNumber + i, records: text })));
    await database.manifest.bulkPut(rows);
    return rows;
  }

  /**
   * Moves the oldest records of the tail into blocks, each block in one transaction.
   * @param left how many are to stay at least; 0: none, be the last block a small one.
   */
  async function seal(left = TAIL_AFTER_SEALING): Promise<void> {
    while (left === 0 ? tailIds.size > 0 : tailIds.size - EVENTS_IN_A_BLOCK >= left) {
      let made: ManifestRow | null = null;
      let moved: string[] = [];
      await database.transaction('rw', [database.tail, database.blocks, database.manifest], async () => {
        const rows = await database.tail.orderBy('t').limit(EVENTS_IN_A_BLOCK).toArray();
        const oldest = rows.sort(compareInLogOrder);
        made = await putBlock(
          nextNumber(),
          oldest.map((row) => row.record),
        );
        moved = oldest.map((row) => row.id);
        await database.tail.bulkDelete(oldest.map((row) => row.seq));
      });
      if (made) note(made);
      for (const id of moved) tailIds.delete(id);
    }
    await writeCanary();
  }

  function nextNumber(): number {
    let highest = 0;
    for (const number of manifest.keys()) highest = Math.max(highest, number);
    return highest + 1;
  }

  function tablesOfLog() {
    return [database.tail, database.blocks, database.manifest, database.checkpoints, database.snapshots];
  }

  /** A state saved at or after a change is of another log: it goes in the same transaction. */
  async function dropCheckpointsFrom(earliest: Position | null): Promise<void> {
    if (earliest === null) return;
    const stale = await database.checkpoints.filter((row) => compareInLogOrder(row, earliest) >= 0).primaryKeys();
    if (stale.length === 0) return;
    await database.checkpoints.bulkDelete(stale);
    await database.snapshots.bulkDelete(stale);
  }

  /* ---- reading ---- */

  /** By one look at all hashes, however many ids are asked for. */
  function blocksThatMayHold(ids: Iterable<string>): number[] {
    const hashes = new Set<number>();
    for (const id of ids) {
      const hash = hashOfId(id);
      if (sealedIds.has(hash)) hashes.add(hash);
    }
    if (hashes.size === 0) return [];
    return [...manifest.values()].filter((row) => holdsAny(row.ids, hashes)).map(({ number }) => number);
  }

  async function readBlock(number: number): Promise<LogRecord[]> {
    return (await readBlocks([number]))[0]!;
  }

  /** One list for each number, empty where there is no such block. */
  async function readBlocks(numbers: readonly number[]): Promise<LogRecord[][]> {
    const rows = await database.blocks.bulkGet([...numbers]);
    return rows.map((row) => (row ? unpackBlock(row, tables) : []));
  }

  /** The blocks one after the other, read a few at a time. */
  async function* eachBlock(numbers: readonly number[]): AsyncGenerator<LogRecord[], void> {
    for (let i = 0; i < numbers.length; i += BLOCKS_READ_AT_ONCE) {
      yield* await readBlocks(numbers.slice(i, i + BLOCKS_READ_AT_ONCE));
    }
  }

  async function recordsWith(ids: readonly string[]): Promise<Map<string, LogRecord>> {
    const found = new Map<string, LogRecord>();
    const inTail = ids.filter((id) => tailIds.has(id));
    if (inTail.length > 0) {
      for (const row of await database.tail.where('id').anyOf(inTail).toArray()) found.set(row.id, row.record);
    }
    const wanted = new Set(ids.filter((id) => !found.has(id)));
    for await (const block of eachBlock(blocksThatMayHold(wanted))) {
      for (const record of block) if (wanted.has(record.id)) found.set(record.id, record);
    }
    return found;
  }

  const seen = ({ id }: LogRecord) => !hidden.has(id) && !removedMeanwhile.has(id);

  function readerIsDone(): void {
    readers--;
    if (readers === 0) removedMeanwhile.clear();
  }

  async function tailInOrder(): Promise<LogRecord[]> {
    return inLogOrder((await database.tail.toArray()).map((row) => row.record));
  }

  async function reading<T>(read: () => Promise<T>): Promise<T> {
    readers++;
    try {
      return await read();
    } finally {
      readerIsDone();
    }
  }

  async function* readInOrder(after?: Position | null): AsyncGenerator<readonly LogRecord[]> {
    readers++;
    try {
      yield* readAll(after ?? null, seen);
    } finally {
      readerIsDone();
    }
  }

  async function* readAll(
    after: Position | null,
    isShown: (record: LogRecord) => boolean,
  ): AsyncGenerator<readonly LogRecord[]> {
    const isLater = (at: Position) => after === null || compareInLogOrder(at, after) > 0;
    // The tail first: a record sealed while we read is then met twice, never missed; the second time it is dropped.
    let ahead = (await tailInOrder()).filter(isLater);
    const rows = [...manifest.values()]
      .filter((row) => isLater(row.last))
      .sort((a, b) => compareInLogOrder(a.first, b.first));
    const blocks = eachBlock(rows.map(({ number }) => number));
    let last: Position | null = after;
    for (let i = 0; i <= rows.length; i++) {
      const bound = rows[i]?.first;
      const cut = bound === undefined ? ahead.length : firstNotBefore(ahead, bound);
      if (cut > 0) {
        const from: Position | null = last;
        const batch = ahead
          .slice(0, cut)
          .filter(
            (record, at) =>
              isShown(record) &&
              (at === 0 ? !from || compareInLogOrder(record, from) > 0 : ahead[at - 1]!.id !== record.id),
          );
        last = ahead[cut - 1]!;
        ahead = ahead.slice(cut);
        if (batch.length > 0) yield batch;
      }
      if (bound !== undefined) ahead = mergeSorted(ahead, ((await blocks.next()).value ?? []).filter(isLater));
    }
  }

  async function readBackwards({ before, limit, accept = () => true }: Parameters<EventLog['readBackwards']>[0]) {
    const isEarlier = (at: Position) => before === undefined || compareInLogOrder(at, before) < 0;
    const wanted = (record: LogRecord) => isEarlier(record) && seen(record) && accept(record);
    const rows = [...manifest.values()]
      .filter((row) => isEarlier(row.first))
      .sort((a, b) => compareInLogOrder(b.last, a.last));
    let behind = (await tailInOrder()).filter(wanted);
    const found: LogRecord[] = [];
    for (let i = 0; i <= rows.length && found.length < limit; i++) {
      const bound = rows[i]?.last;
      while (behind.length > 0 && found.length < limit) {
        const newest = behind.at(-1)!;
        if (bound !== undefined && compareInLogOrder(newest, bound) < 0) break;
        behind.pop();
        if (found.at(-1)?.id !== newest.id) found.push(newest);
      }
      if (bound !== undefined && found.length < limit) {
        behind = mergeSorted(behind, (await readBlock(rows[i]!.number)).filter(wanted));
      }
    }
    return found;
  }

  async function find(accept: (record: LogRecord) => boolean): Promise<string[]> {
    const ids: string[] = [];
    for await (const batch of readInOrder()) for (const record of batch) if (accept(record)) ids.push(record.id);
    return ids;
  }

  /* ---- removing ---- */

  function ownKey(): Uint8Array {
    return keys.get(DEVICE_KEY)!;
  }

  async function noteRemoval(gone: readonly string[]): Promise<void> {
    const before = await database.removals.get('removal');
    await database.removals.put({ name: 'removal', ids: [...(before?.ids ?? []), ...gone] });
  }

  /** Hides those of the records that can be seen, from now on; `write` makes it last. */
  async function hideWhile(
    found: Iterable<LogRecord>,
    write: (gone: readonly string[], earliest: Position) => Promise<void>,
  ): Promise<Removed> {
    const records = inLogOrder(found).filter(seen);
    const earliest = earliestOf(records);
    if (earliest === null) return { records, earliest };
    const gone = records.map((record) => record.id);
    for (const each of gone) hidden.add(each);
    changes++;
    try {
      await write(gone, earliest);
    } catch (error) {
      for (const each of gone) hidden.delete(each);
      throw asStoreError(error);
    }
    return { records, earliest };
  }

  async function remove(ids: readonly string[], tombstone: TombstoneName): Promise<Removed> {
    return exclusive(async () => {
      const there = await recordsWith(ids);
      const removed = await hideWhile(there.values(), (gone, earliest) => bury(gone, tombstone, earliest));
      if (removed.earliest !== null) await finishRemoval();
      await writeCanary();
      return removed;
    });
  }

  async function hide(records: readonly LogRecord[], tombstone: TombstoneName): Promise<Removed> {
    return exclusive(async () => {
      await buryHidden();
      // Others may have gone since they were read.
      const there = records.filter(({ id }) => tailIds.has(id) || sealedIds.has(hashOfId(id)));
      return hideWhile(there, async (gone, earliest) => {
        await database.transaction('rw', [database.removals, database.checkpoints, database.snapshots], async () => {
          await database.removals.put({ name: 'hidden', ids: gone, tombstone });
          await dropCheckpointsFrom(earliest);
        });
      });
    });
  }

  async function show(): Promise<Removed> {
    return exclusive(async () => {
      const note = await database.removals.get('hidden');
      const records = inLogOrder((await recordsWith(note?.ids ?? [])).values());
      const earliest = earliestOf(records);
      changes++;
      await database.transaction('rw', [database.removals, database.checkpoints, database.snapshots], async () => {
        await database.removals.delete('hidden');
        await dropCheckpointsFrom(earliest);
      });
      for (const id of note?.ids ?? []) hidden.delete(id);
      return { records, earliest };
    });
  }

  /** Checkpoints need not go: they were dropped when it was hidden, and those made since are of the log without it. */
  async function buryHidden(): Promise<void> {
    const note = await database.removals.get('hidden');
    if (!note?.tombstone) return;
    await bury(note.ids, note.tombstone, null);
    await finishRemoval();
    await writeCanary();
  }

  /** Notes what is to be removed and leaves its tombstone, in one transaction: from then on it is never seen again. */
  async function bury(gone: readonly string[], tombstone: TombstoneName, earliest: Position | null): Promise<void> {
    const left = tombstonesOf(gone, ownKey(), tombstone);
    const hashes = left.flatMap(({ h }) => h);
    // The canary first: were it last, a crash in between would look like a loss.
    await canary.write(stateWithout(gone.length)).catch(() => undefined);
    await database.transaction('rw', [...tablesOfLog(), database.removals, database.tombstones], async () => {
      await noteRemoval(gone);
      // What else is hidden stays so: it is removed, or shown again, by its own note.
      if ((await database.removals.get('hidden'))?.tombstone?.id === tombstone.id)
        await database.removals.delete('hidden');
      await database.tombstones.bulkPut(hashes.map((h) => ({ h })));
      await database.tail.bulkAdd(left.map((record) => ({ id: record.id, t: record.t, record })));
      await dropCheckpointsFrom(earliest);
    });
    for (const h of hashes) tombstones.add(h);
    for (const { id } of left) tailIds.add(id);
  }

  /** Rewrites blocks and tail without what is being removed. Taken up again at the next start if it is cut off. */
  async function finishRemoval(): Promise<void> {
    const removal = await database.removals.get('removal');
    if (!removal) return;
    const gone = new Set(removal.ids);
    for (const id of gone) hidden.add(id);
    const numbers = blocksThatMayHold([...gone].filter((id) => !tailIds.has(id)));
    for (let i = 0; i < numbers.length; i += BLOCKS_REWRITTEN_AT_ONCE) {
      await removeFromBlocks(numbers.slice(i, i + BLOCKS_REWRITTEN_AT_ONCE), gone);
    }
    if (tables.size > 0) await forgetNames(blocksOfLog());
    const inTail = [...gone].filter((id) => tailIds.has(id));
    await database.transaction('rw', [database.tail, database.removals], async () => {
      await database.tail.where('id').anyOf(inTail).delete();
      const before = await database.removals.get('leftovers');
      await database.removals.put({ name: 'leftovers', ids: [...(before?.ids ?? []), ...gone] });
      await database.removals.delete('removal');
    });
    for (const id of inTail) tailIds.delete(id);
    for (const id of gone) {
      hidden.delete(id);
      if (readers > 0) removedMeanwhile.add(id);
    }
  }

  async function removeFromBlocks(numbers: readonly number[], gone: ReadonlySet<string>): Promise<void> {
    const made: ManifestRow[] = [];
    await database.transaction('rw', [database.blocks, database.manifest], async () => {
      made.length = 0;
      for (const [i, block] of (await readBlocks(numbers)).entries()) {
        const number = numbers[i]!;
        const records = block.filter((record) => !gone.has(record.id));
        if (records.length > 0) made.push(await putBlock(number, records));
        else {
          await database.blocks.delete(number);
          await database.manifest.delete(number);
        }
      }
    });
    for (const number of numbers) {
      for (const hash of unpackHashes(manifest.get(number)!.ids)) sealedIds.delete(hash);
      manifest.delete(number);
    }
    for (const row of made) note(row);
  }

  async function forgetLeftovers(ids: readonly string[]): Promise<void> {
    const gone = new Set(ids);
    await database.transaction('rw', database.removals, async () => {
      const left = (await database.removals.get('leftovers'))?.ids.filter((id) => !gone.has(id)) ?? [];
      if (left.length === 0) await database.removals.delete('leftovers');
      else await database.removals.put({ name: 'leftovers', ids: left });
    });
  }

  /* ---- reducing ---- */

  function blocksOfLog(): BlocksOfLog {
    return {
      ...{ database, manifest, tables, underWay, exclusive, readBlock, note, dropCheckpointsFrom },
      sealAll: () => seal(0),
      changing: () => changes++,
    };
  }

  async function reduce(reduction: Reduction, following: Following): Promise<void> {
    try {
      await reduceInPlace(blocksOfLog(), reduction, following);
      const { t, budget, over, before } = reduction;
      lastReduction = { t, events: before.length, budget, over };
    } catch (error) {
      throw asStoreError(error);
    }
  }

  async function bringBack(records: readonly LogRecord[]): Promise<readonly LogRecord[]> {
    const [first, last] = [earliestOf(records), inLogOrder(records).at(-1)];
    if (first === null || last === undefined) return [];
    const offered = new Map(records.map((record) => [record.id, record]));
    if (records.some(({ id }) => tailIds.has(id))) await exclusive(() => seal(0));
    const numbers = [...manifest.values()].filter(
      (row) => compareInLogOrder(row.first, last) <= 0 && compareInLogOrder(row.last, first) >= 0,
    );
    // Blocks that it rewrites are no longer as the last reduction left them.
    await exclusive(async () => {
      await database.names.toCollection().modify((row: { reduction?: FinishedReduction }) => {
        delete row.reduction;
      });
      lastReduction = null;
    });
    return replaceInBlocks(
      blocksOfLog(),
      numbers.map(({ number }) => number),
      {
        table: null,
        contentOf(record) {
          const fuller = offered.get(record.id);
          return fuller && hasMoreLeft(fuller, record) ? fuller : record;
        },
        pause: async () => undefined,
      },
    );
  }

  /* ---- keys ---- */

  async function adoptKey(bytes: Uint8Array): Promise<void> {
    await exclusive(async () => {
      if ([...keys.values()].some((each) => isSameKey(each, bytes))) return;
      if (keys.size >= MOST_KEYS)
        throw new Error(
          `Backups of ${MOST_KEYS} devices were brought in before; this one is of another. Nothing more of it was kept.`,
        );
      const own = ownKey();
      const isFree = (await find(isHashed)).length === 0;
      await database.transaction('rw', database.keys, async () => {
        if (isFree) await database.keys.put({ name: DEVICE_KEY, bytes });
        const former = isFree ? own : bytes;
        // A key that neither a record nor a tombstone was hashed under is worth nothing.
        if (!isFree || tombstones.size > 0) await database.keys.put({ name: nameOfFormerKey(former), bytes: former });
      });
      keys = await deviceKeys(database);
    });
  }

  /* ---- one at a time ---- */

  let turn: Promise<unknown> = Promise.resolve();

  /** Writers wait for each other: sealing, appending and removing never overlap. */
  function exclusive<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  return {
    get count() {
      return Math.max(0, count() - hidden.size);
    },
    get changes() {
      return changes;
    },
    get key() {
      return ownKey();
    },
    get keys() {
      return keys;
    },
    get tombstones() {
      return tombstones.size;
    },
    get problem() {
      return problem;
    },
    get isReduced() {
      return tables.size > 0;
    },
    get lastReduction() {
      return lastReduction;
    },
    bytes: () => bytesOfHistory(database),
    reduce,
    bringBack,
    append,
    readInOrder,
    readBackwards: (options) => reading(() => readBackwards(options)),
    get: (ids) => reading(async () => new Map([...(await recordsWith(ids))].filter(([, record]) => seen(record)))),
    find,
    remove,
    hide,
    show,
    removeHidden: () => exclusive(buryHidden),
    leftovers: async () => (await database.removals.get('leftovers'))?.ids ?? [],
    forgetLeftovers,
    adoptKey,
    close() {
      closed = true;
      database.close();
      release();
    },
  };
}

/** Whether a record holds what stands for a person: a hash under the key of the device (privacy/hash-personal-ids.ts). */
function isHashed(record: LogRecord): boolean {
  return /person:[a-p]{16}(?![a-z])/.test(JSON.stringify(record));
}

/** Index of the first record that is not before `bound`; the records are in log order. */
function firstNotBefore(records: readonly Position[], bound: Position): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareInLogOrder(records[middle]!, bound) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of at most so many records each, all of about one size: history leaves nothing to the tail, whose rows cost far more each. */
function inBlocks(records: readonly LogRecord[]): LogRecord[][] {
  const count = Math.ceil(records.length / EVENTS_IN_A_BLOCK);
  const size = Math.ceil(records.length / count);
  return Array.from({ length: count }, (_, i) => records.slice(i * size, (i + 1) * size)).filter(
    ({ length }) => length > 0,
  );
}

function shorter(missing: number): StoreProblem {
  return {
    code: 'log-incomplete',
    what: `The browser lost ${missing} of the events that Retrace had stored.`,
    safe: 'All other events are here, and recording goes on.',
    todo: 'If you have a backup, import it: what is there already is not doubled.',
  };
}

/** Resolves when this is the one writer. The lock is held until release; a writer that died lets go by itself. */
function holdLock(locks: Locks | undefined): Promise<() => void> {
  if (!locks) return Promise.resolve(() => undefined);
  return new Promise((resolve, reject) => {
    locks
      .request('retrace-writer', {}, () => new Promise<void>((release) => resolve(release)))
      .catch((error: unknown) => reject(new StoreError(asStoreError(error).problem, error)));
  });
}
