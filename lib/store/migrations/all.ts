import { firstSchema } from './0001-first-schema.ts';
import { namesOfBlocks } from './0002-names-of-blocks.ts';
import type { Migration } from './migration.ts';

/** All migrations in order; the last one's version is the version of this build. */
export const MIGRATIONS: readonly Migration[] = [firstSchema, namesOfBlocks];
