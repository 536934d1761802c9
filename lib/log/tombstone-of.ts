import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const BYTES = 16;

/** What stands in a tombstone for an id: without the key nobody can tell which id it was, with it anybody can tell one that it was. */
export function tombstoneOf(id: string, key: Uint8Array): string {
  return bytesToHex(hmac(sha256, key, utf8ToBytes(id)).slice(0, BYTES));
}
