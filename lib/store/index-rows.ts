import type { RetraceDatabase } from './open-database.ts';

/** Blocks of the index on disk, by number. */
export interface IndexRows {
  /** All blocks in the order of their numbers, up to the first gap. */
  load(): Promise<unknown[]>;
  put(number: number, block: unknown): Promise<void>;
  clear(): Promise<void>;
}

export function indexRows(database: RetraceDatabase): IndexRows {
  return {
    async load() {
      const rows = await database.indexBlocks.orderBy('number').toArray();
      const gap = rows.findIndex(({ number }, i) => number !== i);
      return (gap < 0 ? rows : rows.slice(0, gap)).map(({ block }) => block);
    },
    async put(number, block) {
      await database.indexBlocks.put({ number, block });
    },
    async clear() {
      await database.indexBlocks.clear();
    },
  };
}
