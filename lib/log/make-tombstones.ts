import type { Position } from '../records/order.ts';
import type { TombstoneRecord } from '../records/record.ts';

/** So many are far from the longest record there may be: a tombstone that is refused when it is restored would bring back what it names. */
const HASHES_IN_ONE = 4_000;

/** What a removal leaves in the log: one tombstone, or several where there is much to name. The first bears the name as it is. */
export function makeTombstones({ id, t }: Position, hashes: readonly string[]): TombstoneRecord[] {
  return Array.from({ length: Math.max(1, Math.ceil(hashes.length / HASHES_IN_ONE)) }, (_, i) => ({
    kind: 'tombstone',
    id: i === 0 ? id : `${id}.${i + 1}`,
    t,
    h: hashes.slice(i * HASHES_IN_ONE, (i + 1) * HASHES_IN_ONE),
  }));
}
