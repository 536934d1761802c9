/** The commands of `npm run replay` by which a log is taken out, cut down and compared; in this order, each on what the last left. */
import { readFileSync } from 'node:fs';
import { hexToBytes } from '@noble/hashes/utils.js';
import { DEVICE_KEY, isSameKey, nameOfFormerKey } from '../../lib/log/device-key.ts';
import type { NamedKeys } from '../../lib/log/export-log.ts';
import type { LogRecord } from '../../lib/records/record.ts';

export interface OwnLogOptions {
  readonly whats: readonly string[];
  /** Files the log is written to; packed as their names say. */
  readonly outs: readonly string[];
  readonly digest: boolean;
  readonly keys: NamedKeys;
  readonly passphrase?: string | undefined;
  readonly now?: string | undefined;
  readonly say: (line: string) => void;
  readonly print: (line: string) => void;
}

/**
 * @param records in log order.
 * @throws Error in words for the user: a form of WHAT that is none, a file that cannot be written.
 */
export async function ownLog(records: readonly LogRecord[], options: OwnLogOptions): Promise<void> {
  const { whats, outs, digest, keys, passphrase, say, print } = options;
  let left = records;
  if (whats.length > 0) {
    const { deleteFromLog, sayWhatGoes } = await import('./delete-from-log.ts');
    const { KEY_OF_NO_DEVICE } = await import('./import-history.ts');
    const tombstoneKey = keys.get(DEVICE_KEY);
    const now = options.now ?? records.at(-1)?.t ?? new Date(0).toISOString();
    const personKeys = [...keys.values(), KEY_OF_NO_DEVICE];
    const deleted = await deleteFromLog(records, whats, { personKeys, tombstoneKey, now });
    for (const line of sayWhatGoes(deleted.preview)) say(line);
    const isList = outs.length === 0 && !digest;
    if (isList) for (const match of deleted.gone) print(JSON.stringify(match));
    if (!isList && !tombstoneKey && deleted.gone.length > 0) {
      say('Without a key there is no tombstone: an older file read in later brings the records back.');
    }
    left = deleted.records;
  }
  if (outs.length > 0) {
    const { writeLog } = await import('./write-log.ts');
    for (const out of outs) await writeLog(left, out, { passphrase, keys });
  }
  if (digest) {
    const { digestLines } = await import('./digest-log.ts');
    for (const line of digestLines(left)) print(line);
  }
}

/** The device's key from a file with its 32 bytes or 64 hex digits. @throws Error if it holds something else. */
export function keyInFile(file: string): Uint8Array {
  const bytes = readFileSync(file);
  if (bytes.length === 32) return new Uint8Array(bytes);
  const text = bytes.toString('utf8').trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error('it holds no key: 32 bytes, or 64 hex digits');
  return hexToBytes(text);
}

/** A passphrase from a file: its first line. */
export function passphraseInFile(file: string): string {
  return readFileSync(file, 'utf8').split(/\r?\n/)[0]!;
}

/** Keys that came with the files, and the one that was named, which is the device's own. */
export function allKeys(fromFiles: NamedKeys, named: Uint8Array | undefined): NamedKeys {
  if (!named) return fromFiles;
  const others = [...fromFiles.values()].filter((key) => !isSameKey(key, named));
  return new Map([[DEVICE_KEY, named], ...others.map((key) => [nameOfFormerKey(key), key] as const)]);
}
