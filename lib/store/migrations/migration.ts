import type { Transaction } from 'dexie';

/**
 * One step of the schema. A file each, named by what it does, tested with literal rows in and out. A migration declares
 * the old shapes it needs itself and never imports today's types.
 */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** Tables and indexes as Dexie writes them; only what changes. */
  readonly stores: Readonly<Record<string, string | null>>;
  /** Changes rows; runs in the upgrade's transaction. Absent where no row changes. */
  readonly change?: (transaction: Transaction) => Promise<void>;
}
