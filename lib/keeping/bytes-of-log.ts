/**
 * What records take on disk, in bytes. Two ways to keep history are compared, and each is counted as it lies there, without
 * any general compression:
 *
 * - as it lies today: the JSON of blocks of 200 (UTF-8), eight bytes an id in the manifest, the blocks of the index (its lists of
 *   texts as JSON, its arrays as they are), and a vector with the hash of its text for each different text;
 * - reduced: compact blocks of 200 (`records/compact-block.ts`), the table of their names, and a vector with its hash for each
 *   different text that is whole. The index is not kept: it is made from the blocks, which hold the same words. Hashes of ids are
 *   not counted here, since no choice of forms changes them.
 */

import { textToEmbed } from '../recall/document-of.ts';
import { BLOCK_SIZE } from '../recall/lexical-index.ts';
import { Recall } from '../recall/recall.ts';
import { atOnce } from '../records/at-once.ts';
import { encodeBlock, usesOfNames } from '../records/compact-block.ts';
import { NameTable } from '../records/name-table.ts';
import type { LogRecord } from '../records/record.ts';

/** A vector of 384 small integers and the first 16 bytes of its text's SHA-256. */
export const BYTES_OF_A_VECTOR = 384 + 16;
/** Two hashes of 32 bits, kept so that an id that comes again is found without reading all of history. */
export const BYTES_OF_AN_ID_IN_THE_MANIFEST = 8;

/** What the vectors take; none where the model is not there. */
export interface WithVectors {
  readonly vectors: boolean;
}

/** Bytes of a log as it lies today. */
export function bytesOfLog(records: readonly LogRecord[], { vectors }: WithVectors): number {
  const recall = new Recall();
  let bytes = records.length * BYTES_OF_AN_ID_IN_THE_MANIFEST;
  for (const block of blocksOf(records)) bytes += sizeOf(block);
  for (const record of records) recall.add(record);
  for (let block = 0; block * BLOCK_SIZE < recall.size; block++) bytes += bytesOfMembers(recall.saveBlock(block));
  return bytes + (vectors ? BYTES_OF_A_VECTOR * new Set(wholeTexts(records)).size : 0);
}

/** Bytes of a log in compact blocks. */
export function bytesOfReduced(records: readonly LogRecord[], counted: WithVectors): number {
  return atOnce(countBytesOfReduced(records, counted));
}

/** The same in stretches of a block each: of a long log it takes seconds. */
export function* countBytesOfReduced(records: readonly LogRecord[], { vectors }: WithVectors): Generator<void, number> {
  const blocks = blocksOf(records);
  const uses = new Map<string, number>();
  for (const block of blocks) {
    usesOfNames([block], uses);
    yield;
  }
  const names = NameTable.of(uses);
  let bytes = names.encode().length;
  for (const block of blocks) {
    bytes += encodeBlock(block, names).length;
    yield;
  }
  if (!vectors) return bytes;
  const texts = new Set<string>();
  for (const block of blocks) {
    for (const text of wholeTexts(block)) texts.add(text);
    yield;
  }
  return bytes + BYTES_OF_A_VECTOR * texts.size;
}

/** The log in its order, cut where blocks are. */
export function blocksOf(records: readonly LogRecord[]): (readonly LogRecord[])[] {
  return Array.from({ length: Math.ceil(records.length / BLOCK_SIZE) }, (_, i) =>
    records.slice(i * BLOCK_SIZE, (i + 1) * BLOCK_SIZE),
  );
}

/** Texts that have a vector: a summary's words have none. */
function wholeTexts(records: readonly LogRecord[]): string[] {
  return records.flatMap((record) => textToEmbed(record) ?? []);
}

function bytesOfMembers(block: object): number {
  return Object.values(block).reduce((sum: number, member: unknown) => {
    if (ArrayBuffer.isView(member)) return sum + member.byteLength;
    const isList = Array.isArray(member) || typeof member !== 'object' || member === null;
    return sum + (isList ? sizeOf(member) : bytesOfMembers(member));
  }, 0);
}

function sizeOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
