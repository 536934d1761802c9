/**
 * Threads: what was done about each entity, in log order, and from that the candidates of an outcome.
 *
 * A candidate came before the outcome and belongs, or may belong, to its case. Certain are those named by the outcome's links
 * and those that share its episode or thread; the more or less probable ones share an entity with it or words, or were done
 * around its thread and had lost theirs. A candidate is not a cause.
 *
 * Work is bounded whatever the length of the log, the horizon is not: of long lists the latest are taken and some of all
 * ages before. Nothing of one space is ever a candidate in another.
 */
import type { Context, LogRecord, OutcomeRecord } from '../records/record.ts';
import { actOf, type Done } from './act-of.ts';
import { CarriedContext, type CarriedContextSnapshot } from './carried-context.ts';
import { ContentIndex, type ContentIndexSnapshot } from './content-index.ts';
import { countBelow } from './count-below.ts';
import { EntityTies, type EntityTiesSnapshot } from './entity-ties.ts';
import { isVisit } from './kinds-of-act.ts';
import { FAINTEST_LINK, linkByAgeAlone, linkProbability, type Tie } from './link-probability.ts';
import { LostActions, type LostActionsSnapshot } from './lost-actions.ts';
import { MadeThings, type MadeThingsSnapshot } from './made-things.ts';
import { sittingAfter } from './sittings.ts';
import { spreadOverAge } from './spread-over-age.ts';
import { copyOfThread, countGap, type Gaps, newThread, type ThreadNotes } from './thread-notes.ts';
import { timeStrata } from './time-strata.ts';

export type { Done, Lot } from './act-of.ts';

/** Most candidates of one outcome. Bounds the work of an outcome in a thread of any length. */
const MOST_CANDIDATES = 200;
/** Places among them kept for what is not certain, if there is so much. */
const ROOM_FOR_UNCERTAIN = 40;

export interface Candidate {
  readonly done: Done;
  /** Probability that it belongs to the outcome's case, in (0, 1]. */
  readonly link: number;
  /**
   * What ties it to the outcome most surely. `time`: nothing but when it was done (around the outcome's thread, having lost
   * its own; or, for an outcome without any tie, before it).
   */
  readonly by: 'link' | 'episode' | 'thread' | 'entity' | 'content' | 'time';
}

/** Why a link of an outcome was not followed. */
export interface IgnoredLink {
  readonly outcome: string;
  readonly link: string;
}

/** Plain data. What was done is named by its number: its place in `done`. */
export interface ThreadsSnapshot {
  readonly done: readonly Done[];
  readonly threads: readonly (readonly [place: string, notes: Readonly<ThreadNotes>])[];
  readonly gaps: Readonly<Gaps>;
  readonly episodes: readonly (readonly [place: string, done: readonly number[]])[];
  readonly entities: EntityTiesSnapshot;
  readonly lost: LostActionsSnapshot;
  readonly content: ContentIndexSnapshot;
  readonly context: CarriedContextSnapshot;
  readonly made: MadeThingsSnapshot<number>;
  readonly ignored: readonly IgnoredLink[];
}

interface Found {
  readonly link: number;
  readonly by: Candidate['by'];
}

export class Threads {
  readonly #done: Done[] = [];
  readonly #ms: number[] = [];
  readonly #numberOf = new Map<string, number>();
  readonly #certainOf: Candidate[] = [];
  readonly #bySpace = new Map<string, number[]>();
  readonly #threadAt = new Map<string, ThreadNotes>();
  readonly #threads: ThreadNotes[] = [];
  readonly #gaps: Gaps = { n: 0, sumOfLn: 0 };
  readonly #byEpisode = new Map<string, number[]>();
  #entities = new EntityTies();
  #content = new ContentIndex();
  #context = new CarriedContext();
  #made = new MadeThings<number>();
  #lost = new LostActions({ done: this.#done, ms: this.#ms, threads: this.#threads });
  /** Links to unknown or later records, or into another space, for the report. */
  readonly ignored: IgnoredLink[] = [];

  /** Takes one record in log order. */
  apply(record: LogRecord): void {
    if (!isSeen(record)) return;
    const space = record.space ?? null;
    const ms = Date.parse(record.t);
    const isNew = record.thread !== undefined && !this.#threadAt.has(keyOf(record.thread, space));
    const thread = record.thread === undefined ? null : this.#thread(record.thread, space);
    if (thread && (isVisit(record) || isSighting(record))) this.#adopt(record, thread, isNew);
    if (thread) thread.sitting = sittingAfter(thread.sitting, record, ms);
    const state = this.#context.take(placesOf(record), record);
    const act = actOf(record);
    const number = act === null ? null : this.#done.length;
    if (act !== null) {
      this.#add({
        id: record.id,
        t: record.t,
        ...act,
        thread: record.thread ?? null,
        app: record.app ?? null,
        space,
        state,
        features: record.features ?? null,
        entities: record.entities ?? NONE,
        episode: record.episode ?? null,
        sitting: thread?.sitting?.sitting ?? 0,
      });
    }
    if (number !== null) {
      if (record.kind === 'action') this.#made.act(record, (thread?.done.length ?? 0) > 0, number);
      this.#place(number, thread, record, ms);
    }
    const isOutcome = record.kind === 'outcome';
    if (isOutcome && thread === null) this.#entities.countCase(space);
    if (isOutcome && thread) thread.lastOutcome = ms;
    if (record.entities?.length) {
      this.#entities.add(record.entities, space, thread?.number ?? null, number, isOutcome);
    }
    // What was read or seen in a thread stands for what was done in it last.
    const standsFor = number ?? (record.kind === 'observation' ? thread?.done.at(-1) : undefined);
    if (record.text && standsFor !== undefined) this.#content.add(record.text, space, standsFor);
  }

  #add(done: Done): void {
    const number = this.#done.length;
    this.#done.push(done);
    this.#ms.push(Date.parse(done.t));
    this.#numberOf.set(done.id, number);
    push(this.#bySpace, done.space ?? '', number);
  }

  #place(number: number, thread: ThreadNotes | null, record: LogRecord, ms: number): void {
    if (record.episode !== undefined) push(this.#byEpisode, keyOf(record.episode, record.space ?? null), number);
    if (thread) {
      countGap(thread, this.#gaps, ms);
      thread.done.push(number);
      this.#lost.addKept(number, thread, record.context ?? NOTHING);
    } else if (record.episode === undefined && !record.entities?.length) this.#lost.addLost(number);
  }

  /** What made a thing before it had a page of its own was done in its thread. */
  #adopt(record: LogRecord, thread: ThreadNotes, isNew: boolean): void {
    const made = this.#made.page(record, isNew);
    if (made === null) return;
    thread.done.push(made);
    countGap(thread, this.#gaps, this.#ms[made]!);
  }

  #thread(thread: string, space: string | null): ThreadNotes {
    const place = keyOf(thread, space);
    let notes = this.#threadAt.get(place);
    if (!notes) {
      notes = newThread(this.#threads.length, this.#gaps);
      this.#threads.push(notes);
      this.#threadAt.set(place, notes);
      this.#entities.countCase(space);
    }
    return notes;
  }

  /** An action or decision by id. */
  done(id: string): Done | undefined {
    const number = this.#numberOf.get(id);
    return number === undefined ? undefined : this.#done[number];
  }

  /** Everything done in a thread so far, in log order. */
  inThread(thread: string, space: string | null = null): readonly Done[] {
    return this.#threadAt.get(keyOf(thread, space))?.done.map((number) => this.#done[number]!) ?? [];
  }

  /**
   * The episode of something done: the one it names, else its sitting, as `thread#sitting` (a pause of more than 30 minutes in a
   * thread starts the next). Null for what is not known or has neither.
   */
  episodeOf(id: string): string | null {
    const done = this.done(id);
    if (!done) return null;
    return done.episode ?? (done.thread === null ? null : `${done.thread}#${done.sitting}`);
  }

  /** State as of a record that was not applied yet: what it says, else what was said before it in its thread or episode. */
  stateAsOf(record: LogRecord): Context {
    return this.#context.asOf(placesOf(record), record);
  }

  /** The candidates of an outcome, in log order, at most 200. Links that lead nowhere are noted in `ignored`. */
  candidatesOf(outcome: OutcomeRecord): Candidate[] {
    const until = this.#numberUntil(outcome);
    const space = outcome.space ?? null;
    const certain = new Map<number, Found>();
    for (const id of new Set(outcome.links)) {
      const number = this.#numberOf.get(id);
      if (number !== undefined && number < until && this.#done[number]!.space === space) {
        certain.set(number, { link: 1, by: 'link' });
      } else this.ignored.push({ outcome: outcome.id, link: id });
    }
    if (outcome.episode !== undefined) {
      this.#takeAll(
        certain,
        this.#byEpisode.get(keyOf(outcome.episode, space)) ?? [],
        until,
        MOST_CANDIDATES,
        'episode',
      );
      return this.#inOrder(certain);
    }
    const thread = outcome.thread === undefined ? null : (this.#threadAt.get(keyOf(outcome.thread, space)) ?? null);
    const tied = certain.size > 0 || (thread !== null && countBelow(thread.done, until) > 0);
    const uncertain = this.#uncertain(outcome, thread, tied, until);
    for (const number of certain.keys()) uncertain.delete(number);
    if (thread) {
      const room = MOST_CANDIDATES - Math.min(ROOM_FOR_UNCERTAIN, uncertain.size);
      this.#takeAll(certain, thread.done, until, room, 'thread');
    }
    const room = Math.max(0, MOST_CANDIDATES - certain.size);
    const surest = [...uncertain].sort(([m, a], [n, b]) => b.link - a.link || n - m).slice(0, room);
    for (const [number, found] of surest) if (!certain.has(number)) certain.set(number, found);
    if (certain.size === 0 && outcome.thread === undefined) this.#takeByAge(certain, outcome, until);
    return this.#inOrder(certain);
  }

  /** How many things were done before an outcome: those with lower numbers. */
  #numberUntil({ id, t, happened }: OutcomeRecord): number {
    const known = happened === undefined || happened >= t;
    let low = 0;
    let high = this.#done.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const done = this.#done[middle]!;
      // In the log equal times are ordered by id; of what happened at the same moment nobody knows which was first.
      const before = known ? done.t < t || (done.t === t && done.id < id) : done.t < happened;
      if (before) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #takeAll(into: Map<number, Found>, list: readonly number[], until: number, room: number, by: Candidate['by']): void {
    for (const at of spreadOverAge(countBelow(list, until), room)) {
      const number = list[at]!;
      if (!into.has(number)) into.set(number, { link: 1, by });
    }
  }

  /** What may belong to the case by its entities, its words, or by having lost its thread; not what is in the thread. */
  #uncertain(outcome: OutcomeRecord, thread: ThreadNotes | null, tied: boolean, until: number): Map<number, Found> {
    const space = outcome.space ?? null;
    const ties = new Map<number, Pick<Tie, 'entities' | 'words'>>();
    if (outcome.entities?.length) {
      for (const [number, entities] of this.#entities.find(outcome.entities, space, thread?.number ?? null, until)) {
        ties.set(number, { entities });
      }
    }
    if (outcome.text) {
      const accepts = (number: number) => number < until;
      for (const { item, similarity, cases } of this.#content.find(outcome.text, space, accepts, this.#caseOf)) {
        ties.set(item, { ...ties.get(item), words: { similarity, cases } });
      }
    }
    const found = new Map<number, Found>();
    const from = Date.parse(outcome.happened ?? outcome.t);
    for (const [number, tie] of ties) {
      if (outcome.thread !== undefined && this.#done[number]!.thread === outcome.thread) continue;
      const link = linkProbability({ ...tie, tied, ageInMs: from - this.#ms[number]! });
      if (link >= FAINTEST_LINK) found.set(number, { link, by: tie.entities ? 'entity' : 'content' });
    }
    for (const { done, link } of thread ? this.#lost.find(thread, until) : []) {
      if (link >= FAINTEST_LINK && link > (found.get(done)?.link ?? 0)) found.set(done, { link, by: 'time' });
    }
    return found;
  }

  /** One number a case: the thread's, or what stands alone by itself. */
  readonly #caseOf = (number: number): number => {
    const { thread, space } = this.#done[number]!;
    return thread === null ? -1 - number : this.#threadAt.get(keyOf(thread, space))!.number;
  };

  #takeByAge(into: Map<number, Found>, outcome: OutcomeRecord, until: number): void {
    const list = this.#bySpace.get(outcome.space ?? '') ?? [];
    const from = Date.parse(outcome.happened ?? outcome.t);
    const sameApp = (number: number) => outcome.app !== undefined && this.#done[number]!.app === outcome.app;
    const picked = timeStrata(
      countBelow(list, until),
      from,
      (at) => this.#ms[list[at]!]!,
      (at) => Number(sameApp(list[at]!)),
      outcome.id,
    );
    for (const at of picked) {
      const number = list[at]!;
      into.set(number, { link: linkByAgeAlone(from - this.#ms[number]!, sameApp(number)), by: 'time' });
    }
  }

  /** What is in a thread is a candidate of every outcome of it, in the same way: one object for all. */
  #certain(number: number): Candidate {
    this.#certainOf[number] ??= { done: this.#done[number]!, link: 1, by: 'thread' };
    return this.#certainOf[number]!;
  }

  #inOrder(found: ReadonlyMap<number, Found>): Candidate[] {
    return [...found]
      .sort(([a], [b]) => a - b)
      .slice(-MOST_CANDIDATES)
      .map(([number, { link, by }]) =>
        by === 'thread' ? this.#certain(number) : { done: this.#done[number]!, link, by },
      );
  }

  save(): ThreadsSnapshot {
    return {
      done: [...this.#done],
      threads: [...this.#threadAt].map(([place, notes]) => [place, copyOfThread(notes)] as const),
      gaps: { ...this.#gaps },
      episodes: [...this.#byEpisode].map(([place, done]) => [place, [...done]] as const),
      entities: this.#entities.save(),
      lost: this.#lost.save(),
      content: this.#content.save(),
      context: this.#context.save(),
      made: this.#made.save(),
      ignored: [...this.ignored],
    };
  }

  static load(snapshot: ThreadsSnapshot): Threads {
    const threads = new Threads();
    for (const done of snapshot.done) threads.#add(done);
    for (const [place, saved] of snapshot.threads) {
      const notes = copyOfThread(saved);
      threads.#threadAt.set(place, notes);
      threads.#threads[notes.number] = notes;
    }
    Object.assign(threads.#gaps, snapshot.gaps);
    for (const [place, done] of snapshot.episodes) threads.#byEpisode.set(place, [...done]);
    threads.#entities = EntityTies.load(snapshot.entities);
    threads.#content = ContentIndex.load(snapshot.content);
    threads.#made = new MadeThings(snapshot.made);
    threads.#context = CarriedContext.load(snapshot.context);
    threads.#lost = LostActions.load(snapshot.lost, {
      done: threads.#done,
      ms: threads.#ms,
      threads: threads.#threads,
    });
    threads.ignored.push(...snapshot.ignored);
    return threads;
  }
}

const NONE: readonly never[] = [];
const NOTHING: Context = {};

/** Whether a record shows something of a case. What a model said, settings and verdicts do not. */
function isSeen({ kind }: LogRecord): boolean {
  return (
    kind === 'action' || kind === 'outcome' || kind === 'decision' || kind === 'observation' || kind === 'statement'
  );
}

/** A look at a thing's own page. */
function isSighting(record: LogRecord): boolean {
  return record.kind === 'observation' && record.features?.sighting === 1;
}

/** Where a record's context is carried on: its thread, and its episode. */
function placesOf({ thread, episode, space }: LogRecord): string[] {
  const places: string[] = [];
  if (thread !== undefined) places.push(`t${keyOf(thread, space ?? null)}`);
  if (episode !== undefined) places.push(`e${keyOf(episode, space ?? null)}`);
  return places;
}

/** One name in one space; a name cannot hold a line break, so that no two meet. */
function keyOf(name: string, space: string | null): string {
  return `${space ?? ''}\n${name}`;
}

function push(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
