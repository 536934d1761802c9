import Dexie, { type DexieOptions, type EntityTable, type Table } from 'dexie';
import { MIGRATIONS } from './migrations/all.ts';
import { asStoreError } from './store-error.ts';
import type {
  BlockRow,
  CheckpointRow,
  IndexBlockRow,
  KeyRow,
  ManifestRow,
  NamesRow,
  RemovalRow,
  SnapshotRow,
  TailRow,
  TombstoneRow,
  VectorsRow,
} from './tables.ts';

/** The database of Retrace, typed. The register says what each table is for. */
export interface RetraceDatabase extends Dexie {
  readonly tail: EntityTable<TailRow, 'seq'>;
  readonly blocks: Table<BlockRow, number>;
  readonly manifest: Table<ManifestRow, number>;
  readonly names: Table<NamesRow, number>;
  readonly tombstones: Table<TombstoneRow, string>;
  readonly removals: Table<RemovalRow, string>;
  readonly checkpoints: EntityTable<CheckpointRow, 'number'>;
  readonly snapshots: Table<SnapshotRow, number>;
  readonly vectors: EntityTable<VectorsRow, 'number'>;
  readonly indexBlocks: Table<IndexBlockRow, number>;
  readonly keys: Table<KeyRow, string>;
}

/**
 * Opens the database, migrating it if it is older. Writes wait for the disk (`strict`), since an acknowledgement
 * promises that.
 * @throws StoreError when it is of a newer version, cannot be read, or the disk is full. Nothing is ever deleted here.
 */
export async function openDatabase(options: {
  readonly name: string;
  readonly dexie?: DexieOptions;
}): Promise<RetraceDatabase> {
  const database = new Dexie(options.name, {
    chromeTransactionDurability: 'strict',
    ...options.dexie,
  }) as RetraceDatabase;
  for (const migration of MIGRATIONS) {
    const version = database.version(migration.version).stores(migration.stores);
    if (migration.change) version.upgrade(migration.change);
  }
  try {
    await database.open();
    // Dexie opens a newer database as it is; its tables may mean something else by then.
    const stored = Math.round(database.backendDB().version / 10);
    const newest = MIGRATIONS.at(-1)!.version;
    if (stored > newest)
      throw Object.assign(new Error(`version ${stored}, ours is ${newest}`), { name: 'VersionError' });
    return database;
  } catch (error) {
    database.close();
    throw asStoreError(error);
  }
}
