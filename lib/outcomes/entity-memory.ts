/**
 * What is remembered of each thing between two sights of it, wherever it is seen: its title, its state signals and who showed them
 * last, the contributions below it, the names it goes by, and what the user did there: their acts, and the words they wrote or
 * pasted, to see at the next sight whether those are still there. Derived from the log alone; nothing of one space is known in another.
 */
import { commits, isVisit, looksAtDraft, mayCommit, verbOf, writes } from '../linking/kinds-of-act.ts';
import { MadeThings, type MadeThingsSnapshot } from '../linking/made-things.ts';
import type { ActionRecord, LogRecord, ObservationRecord, OutcomeRecord } from '../records/record.ts';
import { shinglesOf, survivingShare } from '../records/shingles.ts';
import { EntityIndex, type EntityNames, isSpecific } from './entity-names.ts';

const MOST_EDITS = 20;
const MOST_ACTS = 16;
const MOST_NAMES = 32;
const MOST_REPLIES = 400;
const MOST_TOLD = 400;
const MOST_OWN_REPLIES = 40;
const MOST_EARLIER_VALUES = 4;
const MOST_TOLD_ELSEWHERE = 20;
const FEWEST_WORDS = 3;
const LONGEST_WORDS_OF_AN_ACT = 120;
/** What is made has its own page within this time. */
/** The same words sent after they were typed are one contribution: the later act made it. */
const SAME_WORDS_WITHIN_IN_MS = 10 * 60_000;
const SAME_WORDS_FROM = 0.8;

/** Prefix of the feature by which an observation says how much of an edit was still there. */
export const KEPT = 'kept:';
/** Prefix of the feature by which an observation says that it showed a contribution for the first time. */
export const REPLY = 'reply:';
/** Prefix of the feature by which an observation says that a contribution it showed is the user's own. */
export const OWN_REPLY = 'own-reply:';
/** Feature by which an observation says how many contributions it showed. */
export const REPLIES = 'replies';

/** An edit or a paste of the user's own, followed until its fate is known. */
export interface OwnEdit {
  readonly action: string;
  readonly t: string;
  readonly type: string;
  /** Hashes of its words; none where its text is not kept. */
  readonly shingles: readonly number[];
  /** Whether the edit itself removed words: then an earlier edit may have been undone by the user. */
  readonly removed: boolean;
  /** Of a paste: the copy it came from. */
  readonly from: string | null;
  /** Largest share of its words that was seen on the page afterwards; null: not seen yet. */
  seen: number | null;
  /** Revision the page showed when it was first seen. */
  revision: string | null;
  /** Of a paste: the share that was told last; null: nothing yet. */
  toldShare: number | null;
}

/** An act of the user's that changed the thing, or may have. */
export interface OwnAct {
  readonly id: string;
  readonly t: string;
  readonly type: string;
  /** Lower-case words of what it did and to what, to see which signals it explains. */
  readonly words: string;
}

/** One named signal of a thing's state, as it was seen last. */
export interface Signal {
  readonly value: string | number;
  readonly t: string;
  /** App that showed it. */
  readonly by: string;
  /** Values it had before, the latest last. */
  readonly was: readonly (string | number)[];
}

export interface EntityMemory {
  readonly thread: string;
  /** What must not mix; null is the default space. */
  readonly space: string | null;
  app: string | null;
  title: string | null;
  /** What kind of task a model found it to be, by its title, and when; null: not said. */
  task: { readonly t: string; readonly id: string; readonly name: string } | null;
  readonly signals: Map<string, Signal>;
  /** When its own page was last seen; null: never. */
  lastSeen: string | null;
  /** Contributions that were shown, by the hash of their key; null: none was ever looked for. */
  replies: Set<string> | null;
  /** Word hashes of contributions that a message told before the thing's own page did. */
  readonly toldElsewhere: (readonly number[])[];
  /** Those of them that are the user's own, with when they were first seen; the latest. */
  readonly ownReplies: Map<string, string>;
  /** Names by which it is known elsewhere. */
  readonly names: Set<string>;
  readonly edits: OwnEdit[];
  /** The latest acts that changed it, or may have. */
  readonly acts: OwnAct[];
  /** When the user first did something that changes things; null: they only looked. */
  firstAct: string | null;
  /** Outcomes already told, as `type action`: nothing is told twice. */
  readonly told: Set<string>;
}

/** What is remembered of an act that made something. */
interface Made {
  readonly act: OwnAct;
  readonly edit: OwnEdit | null;
}

type Saved<T> = {
  readonly [K in keyof T]: T[K] extends Set<infer V> | null ? readonly V[] | Exclude<T[K], Set<V>> : T[K];
};

export interface EntitiesSnapshot {
  readonly entities: readonly (Omit<Saved<EntityMemory>, 'signals' | 'ownReplies'> & {
    readonly signals: readonly (readonly [string, Signal])[];
    readonly ownReplies: readonly (readonly [string, string])[];
  })[];
  readonly made: MadeThingsSnapshot<Made>;
}

export class Entities {
  readonly #byThread = new Map<string, EntityMemory>();
  /** Those of one thread, of whatever space, in the order they were met. */
  readonly #spacesOf = new Map<string, EntityMemory[]>();
  readonly #index = new EntityIndex<EntityMemory>();
  #made = new MadeThings<Made>();

  apply(record: LogRecord): void {
    const { thread } = record;
    switch (record.kind) {
      case 'action':
        this.#applyAct(record);
        break;
      case 'observation':
        if (thread === undefined) break;
        if (record.features?.sighting === 1) this.#applySighting(record, thread);
        else if (record.features?.mention === 1) this.#applySignals(this.#entity(thread, record.space), record);
        break;
      case 'outcome':
        if (thread !== undefined) this.#applyOutcome(record, this.of(thread, record.space));
        break;
      case 'annotation': {
        const name = record.context?.task;
        if (thread === undefined || typeof name !== 'string') break;
        this.#entity(thread, record.space).task ??= { t: record.t, id: record.id, name };
        break;
      }
    }
  }

  #applyAct(record: ActionRecord): void {
    const { thread, type } = record;
    if (thread !== undefined && isVisit(record)) this.#adopt(record, this.#entity(thread, record.space));
    const edit = editOf(record);
    const act: OwnAct = { id: record.id, t: record.t, type, words: wordsOf(record) };
    const isKnown = thread !== undefined && this.of(thread, record.space)?.lastSeen != null;
    this.#made.act(record, isKnown, { act, edit });
    if (thread === undefined || (!edit && !commits(type) && !mayCommit(type))) return;
    const entity = this.#entity(thread, record.space);
    entity.app ??= record.app ?? null;
    this.#name(entity, record.entities);
    this.#own(entity, act, edit);
  }

  #own(entity: EntityMemory, act: OwnAct, edit: OwnEdit | null): void {
    if (commits(act.type) || edit) entity.firstAct ??= act.t;
    if (commits(act.type) || mayCommit(act.type)) {
      entity.acts.push(act);
      if (entity.acts.length > MOST_ACTS) entity.acts.shift();
    }
    if (!edit) return;
    const again = entity.edits.findIndex((earlier) => isSameContribution(earlier, edit));
    if (again >= 0) entity.edits.splice(again, 1);
    entity.edits.push({ ...edit });
    if (entity.edits.length > MOST_EDITS) entity.edits.shift();
  }

  #applySighting(record: ObservationRecord, thread: string): void {
    const entity = this.#entity(thread, record.space);
    this.#adopt(record, entity);
    entity.app = record.app ?? entity.app;
    entity.title = record.text ?? entity.title;
    entity.lastSeen = record.t;
    // What was missing, and was written since, is there now: it can be gone another time.
    const gone = entity.signals.get('gone');
    if (gone && record.context?.gone === undefined && entity.acts.some(({ t, type }) => t > gone.t && commits(type)))
      entity.signals.delete('gone');
    this.#applySignals(entity, record);
    const revision = record.context?.revision;
    for (const [name, share] of Object.entries(record.features ?? {})) {
      if (name === REPLIES) entity.replies ??= new Set();
      else if (name.startsWith(REPLY)) {
        entity.replies ??= new Set();
        add(entity.replies, name.slice(REPLY.length), MOST_REPLIES);
      } else if (name.startsWith(OWN_REPLY)) {
        const { ownReplies } = entity;
        const hash = name.slice(OWN_REPLY.length);
        if (!ownReplies.has(hash)) ownReplies.set(hash, record.t);
        if (ownReplies.size > MOST_OWN_REPLIES) ownReplies.delete(ownReplies.keys().next().value!);
      } else if (name.startsWith(KEPT)) {
        const edit = entity.edits.find(({ action }) => action === name.slice(KEPT.length));
        if (!edit) continue;
        edit.seen = Math.max(edit.seen ?? 0, share);
        if (revision !== undefined) edit.revision ??= String(revision);
      }
    }
  }

  /** What made a thing before it had a page is one's own act on it. */
  #adopt(record: LogRecord, entity: EntityMemory): void {
    const made = this.#made.page(record, entity.lastSeen === null);
    if (made) this.#own(entity, made.act, made.edit);
  }

  #applySignals(entity: EntityMemory, record: ObservationRecord): void {
    this.#name(entity, record.entities);
    for (const [name, value] of Object.entries(record.context ?? {})) {
      const before = entity.signals.get(name);
      const was =
        before && before.value !== value
          ? [...before.was, before.value].slice(-MOST_EARLIER_VALUES)
          : (before?.was ?? []);
      entity.signals.set(name, { value, t: record.t, by: record.app ?? '', was });
    }
  }

  #applyOutcome(record: OutcomeRecord, entity: EntityMemory | undefined): void {
    if (!entity) return;
    if (record.context?.noticed_in !== undefined && verbOf(record.type) === 'receive' && record.text !== undefined) {
      entity.toldElsewhere.push(shinglesOf(record.text));
      if (entity.toldElsewhere.length > MOST_TOLD_ELSEWHERE) entity.toldElsewhere.shift();
    }
    for (const link of record.links ?? []) {
      add(entity.told, `${record.type} ${link}`, MOST_TOLD);
      const kept = record.features?.kept;
      if (kept === undefined) continue;
      for (const edit of entity.edits) if (edit.action === link) edit.toldShare = kept;
    }
  }

  #name(entity: EntityMemory, names: readonly string[] | undefined): void {
    for (const name of names ?? []) {
      if (entity.names.has(name) || entity.names.size >= MOST_NAMES) continue;
      entity.names.add(name);
      this.#index.add(name, entity);
    }
  }

  #entity(thread: string, space: string | undefined): EntityMemory {
    let entity = this.of(thread, space);
    if (!entity) {
      entity = {
        thread,
        space: space ?? null,
        app: null,
        title: null,
        task: null,
        signals: new Map(),
        lastSeen: null,
        replies: null,
        toldElsewhere: [],
        ownReplies: new Map(),
        names: new Set(),
        edits: [],
        acts: [],
        firstAct: null,
        told: new Set(),
      };
      this.#keep(entity);
    }
    return entity;
  }

  #keep(entity: EntityMemory): void {
    const { thread, space } = entity;
    this.#byThread.set(keyOf(thread, space), entity);
    const there = this.#spacesOf.get(thread);
    if (there) there.push(entity);
    else this.#spacesOf.set(thread, [entity]);
  }

  of(thread: string, space?: string | null): EntityMemory | undefined {
    return this.#byThread.get(keyOf(thread, space));
  }

  /**
   * The thing acted on that goes by some of these names, in one space; undefined if there is none, or more than one that fits
   * equally well.
   */
  named(names: EntityNames, space: string | null): EntityMemory | undefined {
    const shared = new Map<EntityMemory, number>();
    for (const name of names.filter(isSpecific)) {
      for (const entity of this.#index.of(name, space)) {
        if (entity.firstAct !== null) shared.set(entity, (shared.get(entity) ?? 0) + 1);
      }
    }
    const [best, next] = [...shared].sort(([, a], [, b]) => b - a);
    return best && (!next || next[1] < best[1]) ? best[0] : undefined;
  }

  /** The name a thread's page gave it last; null if it was never seen. @param space left out: wherever it was seen. */
  titleOf(thread: string | null | undefined, space?: string | null): string | null {
    if (!thread) return null;
    const there = this.of(thread, space);
    if (there || space !== undefined) return there?.title ?? null;
    return this.#spacesOf.get(thread)?.find(({ title }) => title)?.title ?? null;
  }

  all(): Iterable<EntityMemory> {
    return this.#byThread.values();
  }

  save(): EntitiesSnapshot {
    return {
      entities: [...this.#byThread.values()].map((entity) => ({
        ...entity,
        signals: [...entity.signals],
        replies: entity.replies && [...entity.replies],
        toldElsewhere: [...entity.toldElsewhere],
        ownReplies: [...entity.ownReplies],
        names: [...entity.names],
        edits: entity.edits.map((edit) => ({ ...edit })),
        acts: [...entity.acts],
        told: [...entity.told],
      })),
      made: this.#made.save(),
    };
  }

  static load(snapshot: EntitiesSnapshot): Entities {
    const entities = new Entities();
    for (const saved of snapshot.entities) {
      const entity: EntityMemory = {
        ...saved,
        signals: new Map(saved.signals),
        toldElsewhere: [...saved.toldElsewhere],
        replies: saved.replies && new Set(saved.replies),
        ownReplies: new Map(saved.ownReplies),
        names: new Set(saved.names),
        edits: saved.edits.map((edit) => ({ ...edit })),
        acts: [...saved.acts],
        told: new Set(saved.told),
      };
      entities.#keep(entity);
      for (const name of entity.names) entities.#index.add(name, entity);
    }
    entities.#made = new MadeThings(snapshot.made);
    return entities;
  }
}

/** The words an act brought to a thing, if it brought any, or took some away; what was only looked at did not. A paste is followed also where its words are not kept. */
function editOf(record: ActionRecord): OwnEdit | null {
  const { type, text, features } = record;
  const pasted = verbOf(type) === 'paste';
  if (looksAtDraft(type)) return null;
  const words = features?.added_words ?? 0;
  const removed = (features?.removed_words ?? 0) > 0;
  if (!pasted && words < FEWEST_WORDS && !removed) return null;
  const shingles = (pasted || words >= FEWEST_WORDS) && text !== undefined ? shinglesOf(text) : [];
  return {
    action: record.id,
    t: record.t,
    type,
    shingles,
    removed,
    from: pasted ? (record.links?.at(-1) ?? null) : null,
    seen: null,
    revision: null,
    toldShare: null,
  };
}

/** Typed, then sent: the same words by two acts. What was pasted stays what it is. */
function isSameContribution(earlier: OwnEdit, later: OwnEdit): boolean {
  if (earlier.shingles.length === 0 || later.shingles.length === 0) return false;
  if (verbOf(earlier.type) === 'paste' || verbOf(later.type) === 'paste' || !writes(later.type)) return false;
  if (earlier.seen !== null || Date.parse(later.t) - Date.parse(earlier.t) > SAME_WORDS_WITHIN_IN_MS) return false;
  return survivingShare(earlier.shingles, new Set(later.shingles)) >= SAME_WORDS_FROM;
}

function wordsOf({ type, text, context }: ActionRecord): string {
  const short = text !== undefined && text.length <= 60 ? text : '';
  return `${type.replace(/[:_-]/g, ' ')} ${context?.field ?? ''} ${short}`
    .toLowerCase()
    .slice(0, LONGEST_WORDS_OF_AN_ACT);
}

function add<V>(set: Set<V>, value: V, most: number): void {
  set.add(value);
  if (set.size > most) set.delete(set.values().next().value!);
}

/** One name in one space; a name cannot hold a line break, so that no two meet. */
function keyOf(thread: string, space: string | null | undefined): string {
  return `${space ?? ''}\n${thread}`;
}
