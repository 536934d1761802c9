import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * SHA-256 over a canonical form of plain data: objects by sorted keys, lists in order, numbers by their eight bytes, typed arrays
 * by their bytes. Two states with one digest are the same to the last bit; the order in which keys were set does not matter.
 */
export function digestOf(value: unknown): string {
  const hash = sha256.create();
  // Small pieces are gathered: a call into the hash for each would cost more than the hash.
  let pending = '';
  const text = (piece: string) => {
    pending += piece;
    if (pending.length > 65_536) flush();
  };
  const flush = () => {
    if (pending === '') return;
    hash.update(utf8ToBytes(pending));
    pending = '';
  };
  const take = (next: unknown): void => {
    if (next === null || next === undefined) text('n;');
    else if (typeof next === 'string') text(`s${next.length}:${next};`);
    else if (typeof next === 'number') text(Object.is(next, -0) ? 'f-0;' : `f${next};`);
    else if (typeof next === 'boolean') text(next ? 't;' : 'b;');
    else if (ArrayBuffer.isView(next)) {
      text(`v${next.byteLength}:`);
      flush();
      hash.update(new Uint8Array(next.buffer, next.byteOffset, next.byteLength));
    } else if (Array.isArray(next)) {
      text(`a${next.length}[`);
      for (const member of next) take(member);
      text(']');
    } else if (typeof next === 'object') {
      const members = next as Record<string, unknown>;
      text('{');
      for (const key of Object.keys(members).sort()) {
        if (members[key] === undefined) continue;
        text(`${key.length}:${key}=`);
        take(members[key]);
      }
      text('}');
    } else throw new TypeError(`Derived state holds a ${typeof next}, which is not data.`);
  };
  take(value);
  flush();
  return bytesToHex(hash.digest());
}
