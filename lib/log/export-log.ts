/** Everything out: the log as one file, gzipped or not, encrypted or not, that `age` and `gunzip` open (docs/replay.md). */

import type { LogRecord } from '../records/record.ts';
import { encrypted } from './age-file.ts';
import { LogFileLines } from './log-file.ts';

/** Lines are handed to the packer in pieces of about this many characters. */
const PIECE = 256 * 1024;

/** Keys by name, as the log has them. */
export type NamedKeys = ReadonlyMap<string, Uint8Array>;

export interface ExportOptions {
  /** Encrypts the file under it: a passphrase, or the recipient of a recovery key. Only then do keys go with it. */
  readonly passphrase?: string | undefined;
  /** Beside a recipient: others who can open it. */
  readonly also?: readonly string[] | undefined;
  /** Keys under which ids and tombstones are hashed; left out of what is not encrypted. */
  readonly keys?: NamedKeys | undefined;
  /** The tombstones of the log: written first, so that no cut takes them from the file. */
  readonly tombstones?: readonly LogRecord[] | undefined;
  /** False: plain lines. */
  readonly gzip?: boolean | undefined;
  /** Hears how many records are through. */
  readonly counted?: ((records: number) => void) | undefined;
}

/**
 * The bytes of the file: header, keys (if encrypted), tombstones, all other records in the order they are given, and the end that says
 * how many lines there are and sums them up. A snapshot of the log as it is when the reading reaches it; what is recorded meanwhile
 * may or may not be in it. Memory does not grow with the log (design: ownership.md, section 2).
 */
export async function exportLog(
  batches: AsyncIterable<readonly LogRecord[]>,
  options: ExportOptions = {},
): Promise<ReadableStream<Uint8Array>> {
  const lines = linesOf(batches, options);
  const source = new ReadableStream<string>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void lines.return(undefined),
  });
  const plain = source.pipeThrough(new TextEncoderStream());
  const packed = options.gzip === false ? plain : plain.pipeThrough(new CompressionStream('gzip'));
  return options.passphrase === undefined ? packed : encrypted(packed, options.passphrase, options.also);
}

/** `retrace-2026-11-28.ndjson.gz`, and `.age` if it is encrypted. @param t instant of the export. */
export function nameOfExport(t: string, isEncrypted: boolean): string {
  return `retrace-${t.slice(0, 10)}.ndjson.gz${isEncrypted ? '.age' : ''}`;
}

async function* linesOf(
  batches: AsyncIterable<readonly LogRecord[]>,
  { passphrase, keys, tombstones = [], counted }: ExportOptions,
): AsyncGenerator<string> {
  const file = new LogFileLines();
  let piece = file.header();
  if (passphrase !== undefined) for (const [name, bytes] of keys ?? []) piece += file.key(name, bytes);
  for (const record of tombstones) piece += file.record(record);
  let records = tombstones.length;
  const first = new Set(tombstones.map(({ id }) => id));
  for await (const batch of batches) {
    for (const record of batch) {
      if (record.kind === 'tombstone' && first.has(record.id)) continue;
      piece += file.record(record);
      records++;
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
    counted?.(records);
  }
  yield piece + file.end();
}
