/** `npm run replay -- --in LOG --export OUT.ndjson[.gz][.age]`: a log as the extension exports it (docs/replay.md). */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { exportLog, type NamedKeys } from '../../lib/log/export-log.ts';
import type { LogRecord } from '../../lib/records/record.ts';

/**
 * Writes a file, packed as its name says.
 * @param records in log order.
 * @throws Error if it cannot be written, or should be encrypted and there is no passphrase.
 */
export async function writeLog(
  records: readonly LogRecord[],
  out: string,
  { passphrase, keys }: { readonly passphrase?: string | undefined; readonly keys: NamedKeys },
): Promise<void> {
  const isEncrypted = out.endsWith('.age');
  if (isEncrypted && passphrase === undefined) throw new Error('an encrypted file needs --passphrase-file');
  async function* batches() {
    yield records;
  }
  const bytes = await exportLog(batches(), {
    gzip: /\.gz(?:\.age)?$/.test(out),
    tombstones: records.filter(({ kind }) => kind === 'tombstone'),
    ...(isEncrypted && { passphrase, keys }),
  });
  await pipeline(Readable.fromWeb(bytes as ReadableStream<Uint8Array>), createWriteStream(out));
}
