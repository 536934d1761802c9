/**
 * Threads: what was done about each entity, in log order, and from that the candidates of an outcome.
 *
 * A candidate came before the outcome and belongs to its case: it is named by the outcome's links, or shares its
 * episode, its thread, or (where the outcome has no thread) an entity. A candidate is not a cause.
 */
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { actOf, type Done } from './act-of.ts';
import { stateOf } from './state-of.ts';

export type { Done, Lot } from './act-of.ts';

/** Most candidates of one outcome: the latest are kept. Bounds the work of an outcome in a thread of any length. */
const MOST_CANDIDATES = 200;
/** How sure it is that an action sharing only an entity belongs to the case. */
const LINK_BY_ENTITY = 0.5;

export interface Candidate {
  readonly done: Done;
  /** Probability that it belongs to the outcome's case, in (0, 1]. */
  readonly link: number;
  readonly by: 'link' | 'episode' | 'thread' | 'entity' | 'content' | 'time';
}

/** Why a link of an outcome was not followed. */
export interface IgnoredLink {
  readonly outcome: string;
  readonly link: string;
}

export interface ThreadsSnapshot {
  readonly done: readonly Done[];
  readonly episodes: readonly (readonly [string, readonly string[]])[];
  readonly entities: readonly (readonly [string, readonly string[]])[];
  readonly ignored: readonly IgnoredLink[];
}

export class Threads {
  readonly #done = new Map<string, Done>();
  readonly #byThread = new Map<string, Done[]>();
  readonly #byEpisode = new Map<string, Done[]>();
  readonly #byEntity = new Map<string, Done[]>();
  /** Links to unknown or later records, for the report. */
  readonly ignored: IgnoredLink[] = [];

  /** Takes one record in log order. */
  apply(record: LogRecord): void {
    const act = actOf(record);
    if (act === null) return;
    const done: Done = {
      id: record.id,
      t: record.t,
      ...act,
      thread: record.thread ?? null,
      app: record.app ?? null,
      space: record.space ?? null,
      entities: record.entities ?? [],
      episode: record.episode ?? null,
      sitting: 0,
      state: stateOf(record),
      features: record.features ?? null,
    };
    this.#add(done);
    if (record.episode !== undefined) push(this.#byEpisode, record.episode, done);
    for (const entity of new Set(record.entities)) push(this.#byEntity, entity, done);
  }

  #add(done: Done): void {
    this.#done.set(done.id, done);
    if (done.thread !== null) push(this.#byThread, done.thread, done);
  }

  /** An action or decision by id. */
  done(id: string): Done | undefined {
    return this.#done.get(id);
  }

  /** Everything done in a thread so far, in log order. */
  inThread(thread: string): readonly Done[] {
    return this.#byThread.get(thread) ?? [];
  }

  /** The candidates of an outcome, in log order, at most 200. Links that lead nowhere are noted in `ignored`. */
  candidatesOf(outcome: OutcomeRecord): Candidate[] {
    const until = outcome.happened ?? outcome.t;
    const found = new Map<string, Candidate>();
    const take = (done: Done, link: number, by: Candidate['by']) => {
      const there = found.get(done.id);
      if (done.t < until && (!there || there.link < link)) found.set(done.id, { done, link, by });
    };
    for (const id of outcome.links ?? []) {
      const done = this.#done.get(id);
      if (done && done.t < until) take(done, 1, 'link');
      else this.ignored.push({ outcome: outcome.id, link: id });
    }
    if (outcome.episode !== undefined) {
      for (const done of latest(this.#byEpisode.get(outcome.episode))) take(done, 1, 'episode');
    } else if (outcome.thread !== undefined) {
      for (const done of latest(this.#byThread.get(outcome.thread))) take(done, 1, 'thread');
    } else {
      for (const entity of outcome.entities ?? []) {
        for (const done of latest(this.#byEntity.get(entity))) take(done, LINK_BY_ENTITY, 'entity');
      }
    }
    return [...found.values()].sort((a, b) => order(a.done, b.done)).slice(-MOST_CANDIDATES);
  }

  save(): ThreadsSnapshot {
    const idsOf = (lists: Map<string, Done[]>) =>
      [...lists].map(([key, list]) => [key, list.map(({ id }) => id)] as const);
    return {
      done: [...this.#done.values()],
      episodes: idsOf(this.#byEpisode),
      entities: idsOf(this.#byEntity),
      ignored: [...this.ignored],
    };
  }

  static load(snapshot: ThreadsSnapshot): Threads {
    const threads = new Threads();
    for (const done of snapshot.done) threads.#add(done);
    const restore = (lists: Map<string, Done[]>, saved: ThreadsSnapshot['episodes']) => {
      for (const [key, ids] of saved)
        lists.set(
          key,
          ids.map((id) => threads.#done.get(id)!),
        );
    };
    restore(threads.#byEpisode, snapshot.episodes);
    restore(threads.#byEntity, snapshot.entities);
    threads.ignored.push(...snapshot.ignored);
    return threads;
  }
}

function latest(list: readonly Done[] | undefined): readonly Done[] {
  return list?.slice(-MOST_CANDIDATES) ?? [];
}

function order(a: Done, b: Done): number {
  if (a.t !== b.t) return a.t < b.t ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function push<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
