/**
 * What is remembered of each thread's entity between two visits: its title and state, and the user's own edits with
 * the words they added, to see at the next visit whether those are still there. Derived from the log alone.
 */
import type { Context, LogRecord } from '../records/record.ts';
import { shinglesOf } from '../records/shingles.ts';

const MOST_EDITS = 20;
const FEWEST_WORDS = 3;
/** Prefix of the feature by which an observation says how much of an edit was still there. */
export const KEPT = 'kept:';

/** An edit of the user's own, followed until its fate is known. */
export interface OwnEdit {
  readonly action: string;
  readonly t: string;
  readonly type: string;
  readonly shingles: readonly number[];
  /** Whether the edit itself removed words: then an earlier edit may have been undone by the user. */
  readonly removed: boolean;
  /** Largest share of its words that was seen on the page afterwards; null: not seen yet. */
  seen: number | null;
  /** Revision the page showed when it was first seen. */
  revision: string | null;
}

export interface EntityMemory {
  readonly thread: string;
  title: string | null;
  state: Context;
  /** When its page was last seen; null: never. */
  lastSeen: string | null;
  readonly edits: OwnEdit[];
  /** Outcomes already told, as `type action`: nothing is told twice. */
  readonly told: Set<string>;
}

export interface EntitiesSnapshot {
  readonly entities: readonly (Omit<EntityMemory, 'told'> & { readonly told: readonly string[] })[];
}

export class Entities {
  readonly #byThread = new Map<string, EntityMemory>();

  apply(record: LogRecord): void {
    const { thread } = record;
    if (thread === undefined) return;
    if (record.kind === 'action') this.#applyEdit(record, thread);
    else if (record.kind === 'observation' && record.features?.sighting === 1) this.#applySighting(record, thread);
    else if (record.kind === 'outcome') {
      const entity = this.#byThread.get(thread);
      for (const link of record.links ?? []) entity?.told.add(`${record.type} ${link}`);
    }
  }

  #applyEdit(record: LogRecord & { kind: 'action' }, thread: string): void {
    const words = record.features?.added_words ?? 0;
    const removed = (record.features?.removed_words ?? 0) > 0;
    if (words < FEWEST_WORDS && !removed) return;
    const shingles = words < FEWEST_WORDS || record.text === undefined ? [] : shinglesOf(record.text);
    const entity = this.#entity(thread);
    entity.edits.push({
      action: record.id,
      t: record.t,
      type: record.type,
      shingles,
      removed,
      seen: null,
      revision: null,
    });
    if (entity.edits.length > MOST_EDITS) entity.edits.shift();
  }

  #applySighting(record: LogRecord & { kind: 'observation' }, thread: string): void {
    const entity = this.#entity(thread);
    entity.title = record.text ?? entity.title;
    entity.state = { ...entity.state, ...record.context };
    entity.lastSeen = record.t;
    const revision = record.context?.revision;
    for (const edit of entity.edits) {
      const kept = record.features?.[KEPT + edit.action];
      if (kept === undefined) continue;
      edit.seen = Math.max(edit.seen ?? 0, kept);
      if (revision !== undefined) edit.revision ??= String(revision);
    }
  }

  #entity(thread: string): EntityMemory {
    let entity = this.#byThread.get(thread);
    if (!entity) {
      entity = { thread, title: null, state: {}, lastSeen: null, edits: [], told: new Set() };
      this.#byThread.set(thread, entity);
    }
    return entity;
  }

  of(thread: string): EntityMemory | undefined {
    return this.#byThread.get(thread);
  }

  /** The name a thread's page gave it last; null if it was never seen. */
  titleOf(thread: string | null | undefined): string | null {
    return thread ? (this.#byThread.get(thread)?.title ?? null) : null;
  }

  all(): Iterable<EntityMemory> {
    return this.#byThread.values();
  }

  save(): EntitiesSnapshot {
    return {
      entities: [...this.#byThread.values()].map((entity) => ({
        ...entity,
        edits: entity.edits.map((edit) => ({ ...edit })),
        told: [...entity.told],
      })),
    };
  }

  static load(snapshot: EntitiesSnapshot): Entities {
    const entities = new Entities();
    for (const saved of snapshot.entities) {
      entities.#byThread.set(saved.thread, {
        ...saved,
        edits: saved.edits.map((edit) => ({ ...edit })),
        told: new Set(saved.told),
      });
    }
    return entities;
  }
}
