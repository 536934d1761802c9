import type { VectorTable } from '../models/vector-table.ts';
import type { LogRecord } from '../records/record.ts';
import { averageWithNeighbours } from './average-with-neighbours.ts';
import { Bm25Index } from './bm25.ts';
import { documentOf } from './document-of.ts';
import { fuse, highest } from './fuse.ts';
import { BLOCK_SIZE, type LexicalBlock, type LexicalIndex } from './lexical-index.ts';
import { liftNamedDays } from './lift-named-days.ts';
import { dayOf, parseDatesInQuestion } from './parse-dates-in-question.ts';
import { SEEDS, spreadInTime } from './spread-in-time.ts';
import { wordsOf } from './words-of.ts';

export interface RecallQuery {
  readonly query: string;
  /** Vector of the query. Without it, or without vectors of the documents, words alone decide. */
  readonly vector?: Int8Array | undefined;
  /** How many hits at most. */
  readonly k: number;
  /** Only what happened before this instant. */
  readonly before?: string | undefined;
  /** Only what was known at this instant. */
  readonly at?: string | undefined;
  /** What "yesterday" is counted from: `at` if left out, else the latest record. */
  readonly now?: string | undefined;
  /** Only this space; null is the default one. Left out: all of them. */
  readonly space?: string | null | undefined;
  /** Further condition on a record, by its id. */
  readonly accept?: ((id: string) => boolean) | undefined;
}

export interface Hit {
  readonly id: string;
  /** 1 is the best match of words and meaning; time adds to it. Above 0. */
  readonly score: number;
  /** Share of the highest word score that any text could have, in [0, 1]. */
  readonly words: number;
  /** Cosine to the query; null where there is no vector. */
  readonly cosine: number | null;
}

/** Two hundred documents as they are saved. `removed` documents have an empty id. */
export interface RecallBlock {
  readonly version: 1;
  readonly ids: readonly string[];
  /** When known and when it happened, in ms. */
  readonly known: Float64Array;
  readonly happened: Float64Array;
  /** Thread and space by number in `names`; -1 for none. */
  readonly threads: Int16Array;
  readonly spaces: Int16Array;
  readonly names: readonly string[];
  /** 16 bytes of the SHA-256 of the embedded text of each document; zeros for none. */
  readonly hashes: Uint8Array;
  readonly words: LexicalBlock;
}

const HASH_BYTES = 16;
const NONE = -1;

/**
 * The index over everything that can be recalled. A function of the set of records: whatever the order of arrival, the
 * same set gives the same answers to the last bit. Equal scores stand in the order of their ids.
 *
 * How it scores (science 4.3): words (BM25) and meaning (cosines) fused; averaged with the neighbours in the same thread;
 * lifted on the days that the question names; spread to what happened near the best hits.
 *
 * 200 documents are a block; blocks are saved and loaded apart, and only the last one and those with a removal change.
 */
export class Recall {
  readonly #vectors: VectorTable | null;
  readonly #index: LexicalIndex;
  readonly #numbers = new Map<string, number>();
  readonly #names = new Map<string, number>();
  #ids: string[] = [];
  #known = new Float64Array(0);
  #happened = new Float64Array(0);
  #threads = new Int32Array(0);
  #spaces = new Int32Array(0);
  #slots = new Int32Array(0);
  /** Documents of each thread, in the order of (t, id). */
  readonly #lines = new Map<number, number[]>();
  /** All documents in order of when they happened; made when a search needs it. */
  #byTime: { readonly docs: Int32Array; readonly times: Float64Array } | null = null;
  readonly #changed = new Set<number>();

  /** @param vectors where the vectors of texts come from; they may arrive after the documents. */
  constructor(vectors: VectorTable | null = null, index: LexicalIndex = new Bm25Index()) {
    this.#vectors = vectors;
    this.#index = index;
  }

  /** Documents that can be found. */
  get size(): number {
    return this.#numbers.size;
  }

  /** Blocks that there are to save. */
  get blocks(): number {
    return Math.ceil(this.#ids.length / BLOCK_SIZE);
  }

  has(id: string): boolean {
    return this.#numbers.has(id);
  }

  /** Takes a record in. One that is there already, or that nobody would look for, changes nothing. */
  add(record: LogRecord): void {
    if (this.#numbers.has(record.id)) return;
    const indexed = documentOf(record);
    if (indexed === null) return;
    const doc = this.#index.add(wordsOf(indexed.words));
    const known = Date.parse(record.t);
    this.#place(doc, {
      id: record.id,
      known,
      happened: record.kind === 'outcome' && record.happened !== undefined ? Date.parse(record.happened) : known,
      thread: record.thread === undefined ? NONE : this.#nameOf(record.thread),
      space: record.space === undefined ? NONE : this.#nameOf(record.space),
      slot: indexed.meaning === '' || !this.#vectors ? NONE : this.#vectors.slotOf(indexed.meaning),
    });
    this.#changed.add(Math.floor(doc / BLOCK_SIZE));
  }

  /** Takes a record out, with every word of it, also from the block as it will be saved. */
  remove(id: string): void {
    const doc = this.#numbers.get(id);
    if (doc === undefined) return;
    this.#index.remove(doc);
    this.#numbers.delete(id);
    const lines = this.#lines.get(this.#threads[doc]!);
    lines?.splice(lines.indexOf(doc), 1);
    this.#ids[doc] = '';
    this.#known[doc] = 0;
    this.#happened[doc] = 0;
    this.#threads[doc] = NONE;
    this.#spaces[doc] = NONE;
    this.#slots[doc] = NONE;
    this.#byTime = null;
    this.#changed.add(Math.floor(doc / BLOCK_SIZE));
  }

  /** Ids of what holds every word of a text, by their stems. */
  holding(text: string): ReadonlySet<string> {
    const held = this.#index.holding(wordsOf(text));
    return new Set(this.#ids.filter((id, doc) => id !== '' && held[doc] === 1));
  }

  search(query: RecallQuery): Hit[] {
    const count = this.#ids.length;
    const accepts = this.#accepted(query);
    const words = wordsOf(query.query);
    const lexical = this.#index.score(words, accepts);
    const cosines = this.#cosines(query.vector);
    const scores = this.#withNeighbours(fuse(lexical.scores, cosines, accepts), accepts);
    this.#liftNamedDays(scores, accepts, query);
    this.#spread(scores, accepts);

    for (let doc = 0; doc < count; doc++) if (scores[doc]! <= 0) accepts[doc] = 0;
    return this.#best(scores, accepts, query.k).map((doc) => ({
      id: this.#ids[doc]!,
      score: scores[doc]!,
      words: lexical.best > 0 ? lexical.scores[doc]! / lexical.best : 0,
      cosine: cosines === null || Number.isNaN(cosines[doc]!) ? null : cosines[doc]!,
    }));
  }

  /** Numbers of the blocks that changed since this was last asked, ascending. */
  takeChangedBlocks(): number[] {
    const changed = [...this.#changed].sort((a, b) => a - b);
    this.#changed.clear();
    return changed;
  }

  saveBlock(block: number): RecallBlock {
    const first = block * BLOCK_SIZE;
    const last = Math.min(first + BLOCK_SIZE, this.#ids.length);
    const texts = [...this.#names.keys()];
    const names = new Map<number, number>();
    const local = (name: number) => {
      if (name === NONE) return NONE;
      if (!names.has(name)) names.set(name, names.size);
      return names.get(name)!;
    };
    const hashes = new Uint8Array((last - first) * HASH_BYTES);
    for (let doc = first; doc < last; doc++) {
      const slot = this.#slots[doc]!;
      if (slot !== NONE) hashes.set(this.#vectors!.hashOf(slot), (doc - first) * HASH_BYTES);
    }
    return {
      version: 1,
      ids: this.#ids.slice(first, last),
      known: this.#known.slice(first, last),
      happened: this.#happened.slice(first, last),
      threads: Int16Array.from(this.#threads.subarray(first, last), local),
      spaces: Int16Array.from(this.#spaces.subarray(first, last), local),
      names: [...names.keys()].map((name) => texts[name]!),
      hashes,
      words: this.#index.saveBlock(block),
    };
  }

  /** Appends a saved block; blocks are loaded in the order of their numbers, into a Recall that has nothing else. */
  loadBlock(saved: RecallBlock): void {
    this.#index.loadBlock(saved.words);
    const names = saved.names.map((name) => this.#nameOf(name));
    saved.ids.forEach((id, i) => {
      const hash = saved.hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
      this.#place(this.#ids.length, {
        id,
        known: saved.known[i]!,
        happened: saved.happened[i]!,
        thread: names[saved.threads[i]!] ?? NONE,
        space: names[saved.spaces[i]!] ?? NONE,
        slot: this.#vectors && hash.some((byte) => byte !== 0) ? this.#vectors.slotOfHash(hash) : NONE,
      });
    });
  }

  #place(
    doc: number,
    entry: { id: string; known: number; happened: number; thread: number; space: number; slot: number },
  ): void {
    if (doc >= this.#known.length) this.#grow(Math.max(1024, 2 * doc));
    this.#ids[doc] = entry.id;
    this.#known[doc] = entry.known;
    this.#happened[doc] = entry.happened;
    this.#threads[doc] = entry.thread;
    this.#spaces[doc] = entry.space;
    this.#slots[doc] = entry.slot;
    this.#byTime = null;
    if (entry.id === '') return;
    this.#numbers.set(entry.id, doc);
    if (entry.thread === NONE) return;
    const lines = this.#lines.get(entry.thread);
    if (!lines) {
      this.#lines.set(entry.thread, [doc]);
      return;
    }
    let at = lines.length;
    while (at > 0 && this.#compareInLog(lines[at - 1]!, doc) > 0) at--;
    lines.splice(at, 0, doc);
  }

  #grow(capacity: number): void {
    const grown = <A extends Float64Array | Int32Array>(from: A, into: A): A => {
      into.set(from);
      return into;
    };
    this.#known = grown(this.#known, new Float64Array(capacity));
    this.#happened = grown(this.#happened, new Float64Array(capacity));
    this.#threads = grown(this.#threads, new Int32Array(capacity));
    this.#spaces = grown(this.#spaces, new Int32Array(capacity));
    this.#slots = grown(this.#slots, new Int32Array(capacity));
  }

  #nameOf(name: string): number {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    this.#names.set(name, this.#names.size);
    return this.#names.size - 1;
  }

  #compareInLog(a: number, b: number): number {
    return this.#known[a]! - this.#known[b]! || (this.#ids[a]! < this.#ids[b]! ? -1 : 1);
  }

  #accepted({ at, before, space, accept }: RecallQuery): Uint8Array {
    const count = this.#ids.length;
    const accepts = new Uint8Array(count);
    const knownUntil = at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at);
    const happenedBefore = before === undefined ? Number.POSITIVE_INFINITY : Date.parse(before);
    const inSpace = space === undefined || space === null ? NONE : (this.#names.get(space) ?? Number.NaN);
    for (let doc = 0; doc < count; doc++) {
      const id = this.#ids[doc]!;
      if (id === '' || this.#known[doc]! > knownUntil || this.#happened[doc]! >= happenedBefore) continue;
      if (space !== undefined && this.#spaces[doc]! !== inSpace) continue;
      if (accept && !accept(id)) continue;
      accepts[doc] = 1;
    }
    return accepts;
  }

  #cosines(vector: Int8Array | undefined): Float64Array | null {
    if (!vector || !this.#vectors) return null;
    const bySlot = this.#vectors.cosines(vector);
    const cosines = new Float64Array(this.#ids.length);
    for (let doc = 0; doc < cosines.length; doc++) {
      const slot = this.#slots[doc]!;
      cosines[doc] = slot === NONE ? Number.NaN : bySlot[slot]!;
    }
    return cosines;
  }

  #withNeighbours(scores: Float64Array, accepts: Uint8Array): Float64Array {
    const averaged = scores.slice();
    for (const lines of this.#lines.values()) {
      const docs = lines.filter((doc) => accepts[doc] === 1);
      if (docs.length < 2) continue;
      averageWithNeighbours(docs.map((doc) => scores[doc]!)).forEach((score, i) => {
        averaged[docs[i]!] = score;
      });
    }
    return averaged;
  }

  #liftNamedDays(scores: Float64Array, accepts: Uint8Array, { query, at, now }: RecallQuery): void {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    let latest = Number.NEGATIVE_INFINITY;
    for (let doc = 0; doc < scores.length; doc++) {
      if (accepts[doc] === 0) continue;
      first = Math.min(first, this.#happened[doc]!);
      last = Math.max(last, this.#happened[doc]!);
      latest = Math.max(latest, this.#known[doc]!);
    }
    if (!Number.isFinite(first)) return;
    const asked = now ?? at;
    const moment = asked === undefined ? latest : Date.parse(asked);
    const lifts = liftNamedDays(parseDatesInQuestion(query, moment, { first, last }));
    if (lifts.size === 0) return;
    for (let doc = 0; doc < scores.length; doc++) {
      if (accepts[doc] === 1) scores[doc]! += lifts.get(dayOf(this.#happened[doc]!)) ?? 0;
    }
  }

  #spread(scores: Float64Array, accepts: Uint8Array): void {
    const seeds = this.#best(scores, accepts, SEEDS).map((doc) => ({ ms: this.#happened[doc]!, score: scores[doc]! }));
    const { docs, times } = this.#inTime();
    const added = spreadInTime(seeds, times);
    for (let i = 0; i < docs.length; i++) scores[docs[i]!]! += accepts[docs[i]!] === 1 ? added[i]! : 0;
  }

  #inTime(): { readonly docs: Int32Array; readonly times: Float64Array } {
    if (!this.#byTime) {
      const docs = Int32Array.from(this.#ids.keys());
      // Records mostly come in the order in which they happened: then there is nothing to sort.
      const sorted = docs.every((doc) => doc === 0 || this.#happened[doc - 1]! <= this.#happened[doc]!);
      if (!sorted) docs.sort((a, b) => this.#happened[a]! - this.#happened[b]!);
      this.#byTime = { docs, times: Float64Array.from(docs, (doc) => this.#happened[doc]!) };
    }
    return this.#byTime;
  }

  /** The k best accepted documents, best first, equal ones by id. */
  #best(scores: Float64Array, accepts: Uint8Array, k: number): number[] {
    if (k <= 0) return [];
    return highest(scores, accepts, k)
      .sort((a, b) => scores[b]! - scores[a]! || (this.#ids[a]! < this.#ids[b]! ? -1 : 1))
      .slice(0, k);
  }
}
