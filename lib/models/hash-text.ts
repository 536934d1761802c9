import { sha256 } from '@noble/hashes/sha2.js';

/** Bytes kept of a text's SHA-256: enough that no two texts of one person ever meet. */
export const HASH_BYTES = 16;

const encoder = new TextEncoder();

/** The first 16 bytes of the SHA-256 of a text in UTF-8: the key under which its vector is kept. */
export function hashText(text: string): Uint8Array {
  return sha256(encoder.encode(text)).subarray(0, HASH_BYTES);
}
