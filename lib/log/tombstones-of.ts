import type { TombstoneRecord } from '../records/record.ts';
import { tombstoneHash } from './tombstone-hash.ts';

/** About 70 KB of JSON: far below what the longest record may have (records/validate-record.ts), however much is deleted at once. */
const MOST_HASHES = 2_000;

/** The records that a deletion leaves: of many ids several, the first of them named `id`. */
export function tombstonesOf(
  ids: readonly string[],
  key: Uint8Array,
  { id, t }: { readonly id: string; readonly t: string },
): TombstoneRecord[] {
  const tombstones: TombstoneRecord[] = [];
  for (let from = 0; from < ids.length; from += MOST_HASHES) {
    const h = ids.slice(from, from + MOST_HASHES).map((each) => tombstoneHash(key, each));
    tombstones.push({ kind: 'tombstone', id: from === 0 ? id : `${id}~${from / MOST_HASHES + 1}`, t, h });
  }
  return tombstones;
}
