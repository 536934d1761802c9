/**
 * The proof of deletion: for many seeded logs and every kind of scope, the digest after deleting is that of a replay of the log in which
 * what was deleted never was. The one side goes through the machinery of the extension (engine kept up with the log, checkpoints, rewind,
 * index with holes); the other begins with nothing and reads.
 */

import type { DeleteScope } from '../../lib/engine/api.ts';
import { idsToDelete, type ToDelete } from '../../lib/engine/deletion/ids-to-delete.ts';
import { matchesOfPerson } from '../../lib/engine/deletion/matches-of-person.ts';
import { matchesOfTopic } from '../../lib/engine/deletion/matches-of-topic.ts';
import { digestsOf } from '../../lib/engine/digests.ts';
import { Engine } from '../../lib/engine/engine.ts';
import { LiveEngine } from '../../lib/engine/live-engine.ts';
import { type Checkpoint, createMemoryCheckpoints } from '../../lib/log/checkpoints.ts';
import { withoutDeleted } from '../../lib/log/obey-tombstones.ts';
import { tombstoneHash } from '../../lib/log/tombstone-hash.ts';
import { VectorTable } from '../../lib/models/vector-table.ts';
import { Recall, type RecallBlock } from '../../lib/recall/recall.ts';
import { compareInLogOrder, inLogOrder, type Position } from '../../lib/records/order.ts';
import type { LogRecord, TombstoneRecord } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';
import { deletableLog, PEOPLE_IN_LOG, TOPICS_IN_LOG } from './deletable-log.ts';

export const KINDS_OF_SCOPE = ['event', 'thread', 'site', 'person', 'time', 'topic', 'space'] as const;
export type KindOfScope = (typeof KINDS_OF_SCOPE)[number];

const KEY = new Uint8Array(32).fill(3);
const CHECKPOINT_EVERY = 25;

export interface DeletionTried {
  readonly seed: number;
  readonly scope: KindOfScope;
  /** How many records went. */
  readonly deleted: number;
  /** Deleted, and replayed without: all stores and the index. */
  readonly isSame: boolean;
  /** Records of the deleted that came back when the old log was read in once more. */
  readonly revived: number;
  /** Whether a text that only deleted records had is still in a derived store or in a record. */
  readonly leaks: readonly string[];
}

/** Tries all kinds of scopes on the log of each seed. */
export async function* deletionDigests(seeds: Iterable<number>, size = 90): AsyncGenerator<DeletionTried> {
  for (const seed of seeds) {
    const recorded = record(inLogOrder(deletableLog(seed, size)));
    for (const scope of KINDS_OF_SCOPE) yield await tryDeletion(seed, scope, recorded);
  }
}

async function tryDeletion(seed: number, kind: KindOfScope, recorded: Recorded): Promise<DeletionTried> {
  const { records } = recorded;
  const device = await startDevice(recorded);
  const scope = await scopeOf(kind, seededRandom(seed * 31 + KINDS_OF_SCOPE.indexOf(kind)), records, device.recall);
  const { named, along } = idsToDelete(records, scope, device.live.engine);
  const gone = new Set([...named, ...along]);
  await device.delete({ named, along });

  const rest = records.filter(({ id }) => !gone.has(id));
  const engine = new Engine();
  const recall = new Recall(new VectorTable());
  for (const record of rest) {
    engine.apply(record);
    recall.add(record);
  }
  const again = withoutDeleted([...device.records(), ...records], [KEY]);
  return {
    seed,
    scope: kind,
    deleted: gone.size,
    isSame: digestsOf(device.live.engine, device.recall).all === digestsOf(engine, recall).all,
    revived: again.filter(({ id }) => gone.has(id)).length,
    leaks: leaksOf(
      records.filter(({ id }) => gone.has(id)),
      rest,
      [device.records(), device.live.engine.save()],
    ),
  };
}

/** A log, and what the extension has on disk of it when it was recorded: each deletion begins with a start from that. */
interface Recorded {
  readonly records: readonly LogRecord[];
  readonly checkpoints: readonly Checkpoint[];
  readonly index: readonly RecallBlock[];
}

function record(records: readonly LogRecord[]): Recorded {
  const checkpoints: Checkpoint[] = [];
  const engine = new Engine();
  const recall = new Recall(new VectorTable());
  for (const each of records) {
    engine.apply(each);
    recall.add(each);
    const { position, count } = engine;
    if (count % CHECKPOINT_EVERY === 0) {
      checkpoints.push({ position: position!, count, snapshot: structuredClone(engine.save()) });
    }
  }
  const index = Array.from({ length: recall.blocks }, (_, block) => recall.saveBlock(block));
  return { records, checkpoints, index };
}

/** What of the extension a deletion goes through, with the log in memory. */
async function startDevice({ records: start, checkpoints: kept, index }: Recorded) {
  let records: readonly LogRecord[] = start;
  let changes = 0;
  const recall = new Recall(new VectorTable());
  for (const block of index) recall.loadBlock(block);
  const live = new LiveEngine({
    async *read(after: Position | null) {
      yield records.filter((each) => after === null || compareInLogOrder(each, after) > 0);
    },
    checkpoints: createMemoryCheckpoints(kept),
    checkpointEvery: CHECKPOINT_EVERY,
    size: () => records.length,
    changes: () => changes,
    pause: () => Promise.resolve(),
  });
  await live.start();
  return {
    live,
    recall,
    records: () => records,
    async delete({ named, along }: ToDelete) {
      const gone = new Set([...named, ...along]);
      const earliest = records.find(({ id }) => gone.has(id));
      if (!earliest) return;
      changes++;
      const t = records.at(-1)!.t;
      const tombstone: TombstoneRecord = {
        kind: 'tombstone',
        id: 'z~',
        t,
        h: [...gone].map((id) => tombstoneHash(KEY, id)),
      };
      records = inLogOrder([...records.filter(({ id }) => !gone.has(id)), tombstone]);
      for (const id of gone) recall.remove(id);
      live.drop([...gone], earliest);
      await live.settled();
    },
  };
}

async function scopeOf(
  kind: KindOfScope,
  random: () => number,
  records: readonly LogRecord[],
  recall: Recall,
): Promise<DeleteScope> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const one = pick(records);
  switch (kind) {
    case 'event':
      return { ids: [one.id] };
    case 'thread':
      return { thread: pick(records.flatMap(({ thread }) => thread ?? [])) };
    case 'site':
      return { app: pick(records.flatMap(({ app }) => app ?? [])) };
    case 'space':
      return { space: one.space ?? null };
    case 'person':
      return { ids: matchesOfPerson(records, pick(PEOPLE_IN_LOG)).map(({ id }) => id) };
    case 'time': {
      const [from, to] = [one.t, pick(records).t].sort();
      return { from: from!, to: to! };
    }
    case 'topic': {
      const byId = new Map(records.map((record) => [record.id, record]));
      const found = await matchesOfTopic(pick(TOPICS_IN_LOG), { recall, get: async () => byId });
      return { ids: found.map(({ id }) => id) };
    }
  }
}

/** Texts that only the deleted had, and that are still somewhere. */
function leaksOf(gone: readonly LogRecord[], rest: readonly LogRecord[], places: readonly unknown[]): string[] {
  const own = JSON.stringify(rest).toLowerCase();
  const everywhere = JSON.stringify(places).toLowerCase();
  const texts = new Set(gone.flatMap(({ text }) => text?.toLowerCase() ?? []));
  // What stands in a record that stays, other than as a snapshot of what was deleted, was never only theirs.
  const elsewhere = rest
    .filter(({ kind }) => kind !== 'decision' && kind !== 'feedback')
    .map(({ text }) => text?.toLowerCase());
  return [...texts].filter((text) => !elsewhere.includes(text) && (own.includes(text) || everywhere.includes(text)));
}
