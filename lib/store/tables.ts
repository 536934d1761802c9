import type { LogRecord } from '../records/record.ts';

/** A record of the live tail: one row each, written at once. `seq` is the order of arrival. */
export interface TailRow {
  readonly seq: number;
  readonly id: string;
  readonly t: string;
  readonly record: LogRecord;
}

/**
 * History: up to 200 records in one row, in log order; 30 times faster to write than rows. As it is sealed, one JSON array; once history
 * was reduced, the bytes of `records/compact-block.ts`, written with the table of names of that number.
 */
export interface BlockRow {
  readonly number: number;
  readonly records: string | Uint8Array;
  readonly names?: number;
}

/** Names that stand in reduced blocks (`records/name-table.ts`). There is one, and while history is being reduced a second. */
export interface NamesRow {
  readonly number: number;
  readonly bytes: Uint8Array;
  /** Of the reduction that it was made for, when it was finished; absent: it was cut off, and some blocks are reduced. */
  readonly reduction?: FinishedReduction;
}

export interface FinishedReduction {
  readonly t: string;
  /** How many events the log had then, and within how many bytes they were to be kept; null: all of them. */
  readonly events: number;
  readonly budget: number | null;
  /** Bytes by which the least that is kept of everything was more than the budget. */
  readonly over: number;
}

/** What a block holds, without reading it. */
export interface ManifestRow {
  readonly number: number;
  readonly count: number;
  readonly first: { readonly t: string; readonly id: string };
  readonly last: { readonly t: string; readonly id: string };
  /** Two 32-bit hashes of each id, so that a repeated id is found without an index entry for every event. */
  readonly ids: Uint32Array;
  /** Of the records as they lie in the block: its text in UTF-8, or its bytes. */
  readonly sha256: string;
  /** Number of the table that the block is written with, if it is reduced. */
  readonly names?: number;
}

/** Where a saved state of everything derived stands in the log. */
export interface CheckpointRow {
  readonly number: number;
  readonly engineVersion: string;
  readonly t: string;
  readonly id: string;
  /** Records applied up to and with that position. */
  readonly count: number;
}

export interface SnapshotRow {
  readonly number: number;
  readonly snapshot: unknown;
}

/** Up to 200 vectors of one model; `hashes` are the first 16 bytes of each text's SHA-256, `data` the bytes of the vectors. */
export interface VectorsRow {
  readonly number: number;
  readonly model: string;
  readonly hashes: Uint8Array;
  readonly data: Int8Array;
}

/** A sealed block of the index of words. */
export interface IndexBlockRow {
  readonly number: number;
  readonly block: unknown;
}

export interface KeyRow {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Keyed hash of a deleted record's id: it may never come back. */
export interface TombstoneRow {
  readonly h: string;
}

/**
 * A note of a deletion, taken up again at the next start, so that none is left half done. `hidden`: out of sight, to be removed unless it is
 * brought back. `removal`: being taken out of blocks and tail. `leftovers`: its words may still be in the index and the vectors.
 */
export interface RemovalRow {
  readonly name: 'hidden' | 'removal' | 'leftovers';
  readonly ids: readonly string[];
  /** Of what is hidden: what its tombstone will be. */
  readonly tombstone?: { readonly id: string; readonly t: string };
}
