import type { Migration } from './migration.ts';

/** The table of names that reduced blocks of the log are written with. Blocks that are there stay as they are. */
export const namesOfBlocks: Migration = {
  version: 2,
  name: 'names-of-blocks',
  stores: { names: 'number' },
};
