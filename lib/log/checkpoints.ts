import { compareInLogOrder, type Position } from '../records/order.ts';
import type { RetraceDatabase } from '../store/open-database.ts';
import { asStoreError } from '../store/store-error.ts';

/** A saved state of everything derived, and where in the log it stands. */
export interface Checkpoint {
  readonly position: Position;
  /** Records applied up to and with that position. */
  readonly count: number;
  readonly snapshot: unknown;
}

/** Keeps a few checkpoints of one engine version: the newest ones close together, older ones ever further apart. */
export interface CheckpointKeeper {
  save(checkpoint: Checkpoint): Promise<void>;
  /** The last one before or at a position; without one, the very last. Null: start from the beginning. */
  latest(upTo?: Position): Promise<Checkpoint | null>;
  /** Drops what stands at or after a position, because the log before it changed. */
  dropFrom(position: Position): Promise<void>;
}

/** The keeper in the database. Checkpoints of other engine versions are dropped when it is made. */
export async function openCheckpoints(database: RetraceDatabase, engineVersion: string): Promise<CheckpointKeeper> {
  await drop((row) => row.engineVersion !== engineVersion);

  async function drop(stale: (row: { engineVersion: string; t: string; id: string }) => boolean): Promise<void> {
    await database.transaction('rw', [database.checkpoints, database.snapshots], async () => {
      const numbers = await database.checkpoints.filter(stale).primaryKeys();
      await database.checkpoints.bulkDelete(numbers);
      await database.snapshots.bulkDelete(numbers);
    });
  }

  return {
    async save({ position, count, snapshot }) {
      try {
        await database.transaction('rw', [database.checkpoints, database.snapshots], async () => {
          const row = { engineVersion, t: position.t, id: position.id, count };
          const number = await database.checkpoints.add(row as never);
          await database.snapshots.add({ number, snapshot });
          const rows = await database.checkpoints.toArray();
          const gone = superfluous(rows.map(({ number: key, count: at }) => ({ key, count: at })));
          await database.checkpoints.bulkDelete(gone);
          await database.snapshots.bulkDelete(gone);
        });
      } catch (error) {
        throw asStoreError(error);
      }
    },
    async latest(upTo) {
      const rows = (await database.checkpoints.toArray())
        .filter((row) => upTo === undefined || compareInLogOrder(row, upTo) <= 0)
        .sort(compareInLogOrder);
      const row = rows.at(-1);
      const kept = row && (await database.snapshots.get(row.number));
      return row && kept ? { position: { t: row.t, id: row.id }, count: row.count, snapshot: kept.snapshot } : null;
    },
    dropFrom: (position) => drop((row) => compareInLogOrder(row, position) >= 0),
  };
}

/**
 * Which checkpoints may go: the two newest stay, and before them one in each doubling of the distance to the newest. So
 * there are O(log n) of them, and a rewind by d events replays at most about 2d.
 */
export function superfluous<K>(kept: readonly { readonly key: K; readonly count: number }[]): K[] {
  const newestFirst = [...kept].sort((a, b) => b.count - a.count);
  const newest = newestFirst[0];
  if (!newest) return [];
  const gone: K[] = [];
  const taken = new Set<number>();
  newestFirst.forEach(({ key, count }, i) => {
    if (i < 2) return;
    const doubling = Math.floor(Math.log2(Math.max(1, newest.count - count)));
    // The oldest of each doubling stays, so that the range is covered as it ages into the next.
    const older = newestFirst
      .slice(i + 1)
      .some((other) => Math.floor(Math.log2(Math.max(1, newest.count - other.count))) === doubling);
    if (older || taken.has(doubling)) gone.push(key);
    else taken.add(doubling);
  });
  return gone;
}

/** A keeper that lives as long as the process: for Node and tests. @param from what it has at the start. */
export function createMemoryCheckpoints(from: readonly Checkpoint[] = []): CheckpointKeeper {
  let kept: readonly Checkpoint[] = from;
  return {
    async save(checkpoint) {
      kept = [...kept, { ...checkpoint, snapshot: structuredClone(checkpoint.snapshot) }];
      const gone = new Set(superfluous(kept.map((each) => ({ key: each, count: each.count }))));
      kept = kept.filter((each) => !gone.has(each));
    },
    async latest(upTo) {
      const before = kept
        .filter(({ position }) => upTo === undefined || compareInLogOrder(position, upTo) <= 0)
        .sort((a, b) => compareInLogOrder(a.position, b.position));
      const last = before.at(-1);
      return last ? { ...last, snapshot: structuredClone(last.snapshot) } : null;
    },
    async dropFrom(position) {
      kept = kept.filter((each) => compareInLogOrder(each.position, position) < 0);
    },
  };
}
