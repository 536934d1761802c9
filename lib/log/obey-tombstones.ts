import type { LogRecord } from '../records/record.ts';
import { tombstoneHash } from './tombstone-hash.ts';

/**
 * The records that no tombstone among them names, wherever it stands. Without the keys a tombstone says nothing: then all stay, the
 * tombstones with them, to be obeyed where a key is known.
 */
export function withoutDeleted(records: readonly LogRecord[], keys: readonly Uint8Array[]): LogRecord[] {
  const hashes = new Set(records.flatMap((record) => (record.kind === 'tombstone' ? record.h : [])));
  if (hashes.size === 0) return [...records];
  return records.filter(
    (record) => record.kind === 'tombstone' || !keys.some((key) => hashes.has(tombstoneHash(key, record.id))),
  );
}
