import type { RetraceDatabase } from './open-database.ts';

/** Bytes of what is stored, as it is written; what the database adds to it is its own. */
export interface Sizes {
  readonly log: number;
  readonly search: number;
  readonly learned: number;
}

/** Walks all stores, a row at a time. */
export async function sizesOfStores(database: RetraceDatabase): Promise<Sizes> {
  const sizes = { log: 0, search: 0, learned: 0 };
  await database.blocks.each((row) => {
    sizes.log += sizeOf(row);
  });
  await database.tail.each((row) => {
    sizes.log += sizeOf(row);
  });
  await database.names.each((row) => {
    sizes.log += sizeOf(row);
  });
  await database.vectors.each((row) => {
    sizes.search += sizeOf(row);
  });
  await database.indexBlocks.each((row) => {
    sizes.search += sizeOf(row);
  });
  await database.snapshots.each((row) => {
    sizes.learned += sizeOf(row);
  });
  return sizes;
}

/** Bytes of a value as structured clone writes it, nearly: a character, a number and a name what they take at least. */
export function sizeOf(value: unknown): number {
  let size = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string') size += next.length;
    else if (typeof next === 'number') size += 8;
    else if (ArrayBuffer.isView(next)) size += next.byteLength;
    else if (next instanceof Map) waiting.push(...next.keys(), ...next.values());
    else if (Array.isArray(next) || next instanceof Set) for (const member of next) waiting.push(member);
    else if (typeof next === 'object' && next !== null) {
      for (const [name, member] of Object.entries(next)) {
        size += name.length;
        waiting.push(member);
      }
    } else size += 1;
  }
  return size;
}
