import type { Migration } from './migration.ts';

/** The first schema. There is nothing before it to change. */
export const firstSchema: Migration = {
  version: 1,
  name: 'first-schema',
  stores: {
    tail: '++seq, &id, t',
    blocks: 'number',
    manifest: 'number',
    tombstones: 'h',
    removals: 'name',
    checkpoints: '++number',
    snapshots: 'number',
    vectors: '++number, model',
    indexBlocks: 'number',
    keys: 'name',
  },
};
