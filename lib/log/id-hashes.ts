/**
 * A 53-bit hash of an id, from two independent 32-bit FNV-1a runs. Two of a million ids collide with a chance of about
 * one in 20,000; a collision costs a look into the block, never an event.
 */
export function hashOfId(id: string): number {
  const [high, low] = hashWords(id);
  return (high >>> 11) * 4294967296 + low;
}

/** The two 32-bit words of an id's hash, as kept in the manifest. */
export function hashWords(id: string): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = 0xcbf29ce4;
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    b ^= b >>> 13;
  }
  return [a >>> 0, b >>> 0];
}

/** Hash words of many ids in one array, for a manifest row. */
export function packHashes(ids: readonly string[]): Uint32Array {
  const packed = new Uint32Array(ids.length * 2);
  ids.forEach((id, i) => {
    const [a, b] = hashWords(id);
    packed[2 * i] = a;
    packed[2 * i + 1] = b;
  });
  return packed;
}

/** The 53-bit hashes in a manifest row. */
export function* unpackHashes(packed: Uint32Array): Generator<number> {
  for (let i = 0; i < packed.length; i += 2) yield (packed[i]! >>> 11) * 4294967296 + packed[i + 1]!;
}

/** Whether a manifest row has one of these 53-bit hashes. */
export function holdsAny(packed: Uint32Array, hashes: ReadonlySet<number>): boolean {
  for (let i = 0; i < packed.length; i += 2) {
    if (hashes.has((packed[i]! >>> 11) * 4294967296 + packed[i + 1]!)) return true;
  }
  return false;
}
