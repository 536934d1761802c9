/**
 * The keys under which personal ids and tombstones are hashed. One is the device's own, made at the first start; others came with a
 * backup of another device, or were the device's own before one did: the tombstones made under them still count.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { RetraceDatabase } from '../store/open-database.ts';

export const DEVICE_KEY = 'device';
const BYTES = 32;

/** All keys by name, the device's own first; it is made if there is none. */
export async function deviceKeys(database: RetraceDatabase): Promise<Map<string, Uint8Array>> {
  return database.transaction('rw', database.keys, async () => {
    const rows = await database.keys.toArray();
    let own = rows.find(({ name }) => name === DEVICE_KEY)?.bytes;
    if (!own) {
      own = crypto.getRandomValues(new Uint8Array(BYTES));
      await database.keys.add({ name: DEVICE_KEY, bytes: own });
    }
    return new Map([
      [DEVICE_KEY, own],
      ...rows.filter(({ name }) => name !== DEVICE_KEY).map(({ name, bytes }) => [name, bytes] as const),
    ]);
  });
}

/** Name of a key that is not the device's own (any more): tells keys apart and says nothing of them. */
export function nameOfFormerKey(bytes: Uint8Array): string {
  return `former:${bytesToHex(sha256(bytes)).slice(0, 16)}`;
}

export function isSameKey(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
