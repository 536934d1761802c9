/**
 * What a shared entity says: much if few cases have it, nothing if all have. A case is a thread; where there is no thread it
 * is all that was done with the entity up to an outcome of it.
 */
import { countBelow } from './count-below.ts';
import { spreadOverAge } from './spread-over-age.ts';

/** Things done that are looked at for each entity. */
const MOST_PER_ENTITY = 64;
/** Entities of one outcome that are followed: the rarest. */
const MOST_ENTITIES = 8;
/** Entities read from one record. */
const MOST_OF_A_RECORD = 32;
/** Threads of an entity that are told apart exactly; with more it is common, and being counted too common hurts little. */
const MOST_KNOWN_THREADS = 32;

/** A case as a number: a thread's from 0 on, a run without a thread from -1 down. */
type Case = number;

interface Entity {
  cases: number;
  readonly threads: number[];
  lastThread: number;
  /** Whether a run without a thread is under way, and how many there were. */
  running: boolean;
  runs: number;
  readonly done: number[];
  readonly caseOf: Case[];
}

export interface EntityTie {
  readonly specificity: number;
  readonly cases: number;
  readonly rank: number;
}

export interface EntityTiesSnapshot {
  readonly entities: readonly (readonly [key: string, entity: Readonly<Entity>])[];
  readonly cases: readonly (readonly [space: string, cases: number])[];
}

export class EntityTies {
  readonly #entities = new Map<string, Entity>();
  /** Cases in each space; the default one is ''. */
  readonly #cases = new Map<string, number>();

  /** A new thread, or an outcome without one. */
  countCase(space: string | null): void {
    this.#cases.set(space ?? '', (this.#cases.get(space ?? '') ?? 0) + 1);
  }

  /**
   * A record has these entities.
   * @param thread number of its thread; null for none.
   * @param done number of what was done; null for a record that is no act.
   * @param outcome whether it is an outcome: a run without a thread ends with it.
   */
  add(entities: readonly string[], space: string | null, thread: number | null, done: number | null, outcome: boolean) {
    for (const name of new Set(entities.slice(0, MOST_OF_A_RECORD))) {
      const key = keyOf(name, space);
      let entity = this.#entities.get(key);
      if (!entity) {
        entity = { cases: 0, threads: [], lastThread: -1, running: false, runs: 0, done: [], caseOf: [] };
        this.#entities.set(key, entity);
      }
      if (thread !== null) countThread(entity, thread);
      else if (!outcome && !entity.running) {
        entity.running = true;
        entity.runs++;
        entity.cases++;
      }
      if (done !== null) {
        entity.done.push(done);
        entity.caseOf.push(thread ?? -entity.runs);
      }
      if (outcome && thread === null) entity.running = false;
    }
  }

  /**
   * What ties each thing done to a record with these entities. At most 8 entities and 64 things done of each are looked at.
   * @param thread number of the record's own thread, whose members are left out; null for none.
   * @param until things done from this number on are left out.
   */
  find(
    entities: readonly string[],
    space: string | null,
    thread: number | null,
    until: number,
  ): Map<number, EntityTie> {
    const all = (this.#cases.get(space ?? '') ?? 0) + 2;
    const known = [...new Set(entities)]
      .flatMap((name) => this.#entities.get(keyOf(name, space)) ?? [])
      .sort((a, b) => a.cases - b.cases)
      .slice(0, MOST_ENTITIES);
    const shared = new Map<number, { specificity: number; cases: number; rank: number }>();
    for (const entity of known) {
      const specificity = Math.max(0, Math.log(all / entity.cases));
      const own = thread !== null && entity.threads.includes(thread) ? 1 : 0;
      const others = Math.max(1, entity.cases - own);
      const ranks = new Map<Case, number>();
      for (const at of spreadOverAge(countBelow(entity.done, until), MOST_PER_ENTITY).toReversed()) {
        const of = entity.caseOf[at]!;
        if (of === thread) continue;
        let rank = ranks.get(of);
        if (rank === undefined) {
          rank = ranks.size + 1;
          ranks.set(of, rank);
        }
        const number = entity.done[at]!;
        const there = shared.get(number);
        if (!there) shared.set(number, { specificity, cases: others, rank });
        else {
          // Each further entity in common makes the tie rarer, and thins out the cases that share all of them.
          there.specificity += specificity;
          there.cases = Math.max(1, (there.cases * entity.cases) / all);
          there.rank = Math.min(there.rank, rank);
        }
      }
    }
    return shared;
  }

  save(): EntityTiesSnapshot {
    return {
      entities: [...this.#entities].map(([key, entity]) => [key, copyOf(entity)] as const),
      cases: [...this.#cases],
    };
  }

  static load(snapshot: EntityTiesSnapshot): EntityTies {
    const ties = new EntityTies();
    for (const [key, entity] of snapshot.entities) ties.#entities.set(key, copyOf(entity));
    for (const [space, cases] of snapshot.cases) ties.#cases.set(space, cases);
    return ties;
  }
}

function countThread(entity: Entity, thread: number): void {
  if (entity.lastThread === thread) return;
  entity.lastThread = thread;
  if (entity.threads.includes(thread)) return;
  if (entity.threads.length < MOST_KNOWN_THREADS) entity.threads.push(thread);
  entity.cases++;
}

function keyOf(entity: string, space: string | null): string {
  return space === null ? entity : `${space}\n${entity}`;
}

function copyOf(entity: Readonly<Entity>): Entity {
  return { ...entity, threads: [...entity.threads], done: [...entity.done], caseOf: [...entity.caseOf] };
}
