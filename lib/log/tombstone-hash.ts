import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const BYTES = 16;

/**
 * What a tombstone holds of a deleted record: HMAC-SHA-256 of its id under a device's key, 16 bytes in hex. Without the key nobody can
 * tell whether an id that they guess is meant.
 */
export function tombstoneHash(key: Uint8Array, id: string): string {
  return bytesToHex(hmac(sha256, key, utf8ToBytes(id)).subarray(0, BYTES));
}
