import { DIMENSIONS, type Embedder } from './embedder.ts';
import { HASH_BYTES } from './hash-text.ts';
import { VectorTable } from './vector-table.ts';

/** Vectors of a model as they are kept: hash and bytes of up to 200 texts a block, in the same order. */
export interface VectorBlock {
  readonly hashes: Uint8Array;
  readonly data: Int8Array;
}

/** Where vectors are kept between runs: the database, a folder of the user's, nowhere. */
export interface VectorKeep {
  /** All blocks of the model, in any order. */
  load(model: string): AsyncIterable<VectorBlock> | Iterable<VectorBlock>;
  append(model: string, block: VectorBlock): Promise<void>;
}

export interface VectorsOptions {
  /** Id of the model the vectors are of; kept ones of another model are not used. */
  readonly model: string;
  /** Opens the embedder when the first text without a vector comes; called again after it failed. */
  readonly open: () => Promise<Embedder>;
  readonly keep?: VectorKeep;
  /** Told when fresh vectors could not be written. They stay in use, and are written with the next block. */
  readonly onKeepFailed?: (error: unknown) => void;
}

/** `now` is a person waiting for a query; `later` is the backlog. */
export type Urgency = 'now' | 'later';

interface Job {
  readonly text: string;
  /** Null for a text that is only passing: a query or a draft, which is not kept. */
  slot: number | null;
  urgency: Urgency;
  readonly waiting: Set<Wait>;
}

interface Wait {
  readonly done: () => void;
  readonly failed: (reason: unknown) => void;
}

/** First in, first out, without moving what waits. */
class Queue {
  #jobs: Job[] = [];
  #head = 0;

  push(job: Job): void {
    this.#jobs.push(job);
  }

  shift(): Job | undefined {
    if (this.#head === this.#jobs.length) {
      this.#jobs = [];
      this.#head = 0;
      return undefined;
    }
    return this.#jobs[this.#head++];
  }
}

const VECTORS_PER_BLOCK = 200;
/** Queries and drafts whose vectors are held for a while, in memory only. */
const PASSING_AT_MOST = 64;
/** After this much work the queue lets the thread breathe, so that messages get through. */
const BREATH_AFTER_MS = 24;

/**
 * Vectors by text. Nothing is embedded twice: not while it is being embedded, not while it is in memory, not after a
 * restart if there is a keep. One text at a time, the urgent first. A blank text has no vector.
 */
export class Vectors {
  readonly model: string;
  readonly table = new VectorTable();
  readonly #open: () => Promise<Embedder>;
  readonly #keep: VectorKeep | undefined;
  readonly #onKeepFailed: (error: unknown) => void;
  #embedder: Promise<Embedder> | null = null;
  readonly #queues: Record<Urgency, Queue> = { now: new Queue(), later: new Queue() };
  readonly #jobs = new Map<string, Job>();
  readonly #passing = new Map<string, Int8Array>();
  #unwritten: number[] = [];
  #running: Promise<void> | null = null;

  constructor({ model, open, keep, onKeepFailed = () => undefined }: VectorsOptions) {
    this.model = model;
    this.#open = open;
    this.#keep = keep;
    this.#onKeepFailed = onKeepFailed;
  }

  /** Texts that wait to be embedded. */
  get backlog(): number {
    return this.#jobs.size;
  }

  /** Takes in everything kept of this model. A block of the wrong size is left aside: its texts are embedded anew. */
  async load(): Promise<void> {
    if (!this.#keep) return;
    for await (const { hashes, data } of this.#keep.load(this.model)) {
      const count = hashes.length / HASH_BYTES;
      if (data.length !== count * DIMENSIONS) continue;
      for (let i = 0; i < count; i++) {
        const slot = this.table.slotOfHash(hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
        this.table.put(slot, data.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS));
      }
    }
  }

  /** The vector of a text, if it has one: kept, or of a query or draft that passed lately. */
  get(text: string): Int8Array | undefined {
    const slot = this.table.knownSlotOf(text);
    return (slot === undefined ? undefined : this.table.at(slot)) ?? this.#passing.get(text);
  }

  /**
   * Resolves when every text that is not blank has a vector.
   * @throws ModelFailure if the model cannot be opened; the signal's reason if it is aborted. What was embedded until
   *   then is kept.
   */
  async ensure(texts: readonly string[], signal?: AbortSignal, urgency: Urgency = 'later'): Promise<void> {
    signal?.throwIfAborted();
    const waits: Promise<void>[] = [];
    for (const text of new Set(texts)) {
      if (text.trim() === '') continue;
      const slot = this.table.slotOf(text);
      if (this.table.has(slot)) continue;
      const passed = this.#passing.get(text);
      if (passed) this.#store(slot, passed);
      else waits.push(this.#await(text, slot, urgency, signal));
    }
    if (waits.length === 0 && this.#unwritten.length < VECTORS_PER_BLOCK) return;
    this.#running ??= this.#run();
    await Promise.all(waits);
  }

  /**
   * The vector of a query or a draft, ahead of the backlog. It is not written down, and soon forgotten: what somebody typed
   * and did not send is nobody's record.
   */
  async embedNow(text: string, signal?: AbortSignal): Promise<Int8Array | undefined> {
    signal?.throwIfAborted();
    const known = this.get(text);
    if (known || text.trim() === '') return known;
    const wait = this.#await(text, null, 'now', signal);
    this.#running ??= this.#run();
    await wait;
    return this.get(text);
  }

  /** Forgets the vector of a deleted text here; the kept blocks are the keep's to clean. */
  forget(text: string): void {
    this.#passing.delete(text);
    const slot = this.table.knownSlotOf(text);
    if (slot === undefined) return;
    this.table.clear(slot);
    this.#unwritten = this.#unwritten.filter((other) => other !== slot);
  }

  /** Forgets the vectors of all texts but those of some slots. @returns hashes of the texts that had one. */
  forgetAllBut(slots: ReadonlySet<number>): Uint8Array[] {
    const gone: Uint8Array[] = [];
    for (let slot = 0; slot < this.table.size; slot++) {
      if (slots.has(slot) || !this.table.has(slot)) continue;
      this.table.clear(slot);
      gone.push(this.table.hashOf(slot));
    }
    this.#unwritten = this.#unwritten.filter((slot) => slots.has(slot));
    return gone;
  }

  /** Waits for the queue, writes what is not written yet, and closes the model. */
  async close(): Promise<void> {
    await this.#running;
    await this.#write(1);
    const embedder = await this.#embedder?.catch(() => null);
    this.#embedder = null;
    await embedder?.dispose();
  }

  #store(slot: number, vector: Int8Array): void {
    this.table.put(slot, vector);
    this.#unwritten.push(slot);
  }

  #await(text: string, slot: number | null, urgency: Urgency, signal: AbortSignal | undefined): Promise<void> {
    let job = this.#jobs.get(text);
    if (job) job.slot ??= slot;
    if (!job) {
      job = { text, slot, urgency, waiting: new Set() };
      this.#jobs.set(text, job);
      this.#queues[urgency].push(job);
    } else if (urgency === 'now' && job.urgency === 'later') {
      // It stays in the other queue as well; whoever comes second finds it done.
      job.urgency = 'now';
      this.#queues.now.push(job);
    }
    const { waiting } = job;
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        waiting.delete(wait);
        signal?.removeEventListener('abort', onAbort);
        finish();
      };
      const wait: Wait = { done: () => settle(resolve), failed: (reason) => settle(() => reject(reason)) };
      const onAbort = () => wait.failed(signal?.reason);
      waiting.add(wait);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  async #run(): Promise<void> {
    let breath = performance.now();
    // New jobs may come while the last block is written: look again before stopping.
    while (this.#jobs.size > 0) {
      for (let job = this.#next(); job; job = this.#next()) {
        await this.#embed(job);
        if (this.#unwritten.length >= VECTORS_PER_BLOCK) await this.#write(VECTORS_PER_BLOCK);
        if (performance.now() - breath > BREATH_AFTER_MS) {
          await new Promise((resolve) => setTimeout(resolve, 0));
          breath = performance.now();
        }
      }
      await this.#write(1);
    }
    this.#running = null;
  }

  /** The next job that somebody still waits for. */
  #next(): Job | undefined {
    for (;;) {
      const job = this.#queues.now.shift() ?? this.#queues.later.shift();
      if (!job) return undefined;
      if (this.#jobs.get(job.text) !== job) continue;
      if (job.waiting.size > 0) return job;
      this.#jobs.delete(job.text);
    }
  }

  async #embed(job: Job): Promise<void> {
    try {
      this.#embedder ??= this.#open();
      const embedder = await this.#embedder;
      const vector = await embedder.embed(job.text);
      if (job.slot === null) this.#pass(job.text, vector);
      else this.#store(job.slot, vector);
      this.#jobs.delete(job.text);
      for (const wait of [...job.waiting]) wait.done();
    } catch (error) {
      // One text that fails fails alone; a model that does not open fails all, and is tried anew with the next request.
      this.#jobs.delete(job.text);
      for (const wait of [...job.waiting]) wait.failed(error);
      const broken = await this.#embedder?.then(
        () => false,
        () => true,
      );
      if (!broken) return;
      this.#embedder = null;
      for (const other of this.#jobs.values()) for (const wait of [...other.waiting]) wait.failed(error);
    }
  }

  #pass(text: string, vector: Int8Array): void {
    this.#passing.set(text, vector);
    if (this.#passing.size <= PASSING_AT_MOST) return;
    const [oldest] = this.#passing.keys();
    this.#passing.delete(oldest!);
  }

  /** Writes blocks while at least so many vectors are unwritten. */
  async #write(atLeast: number): Promise<void> {
    if (!this.#keep) {
      this.#unwritten = [];
      return;
    }
    while (this.#unwritten.length >= atLeast) {
      const slots = this.#unwritten.slice(0, VECTORS_PER_BLOCK);
      const hashes = new Uint8Array(slots.length * HASH_BYTES);
      const data = new Int8Array(slots.length * DIMENSIONS);
      slots.forEach((slot, i) => {
        hashes.set(this.table.hashOf(slot), i * HASH_BYTES);
        data.set(this.table.at(slot)!, i * DIMENSIONS);
      });
      try {
        await this.#keep.append(this.model, { hashes, data });
      } catch (error) {
        this.#onKeepFailed(error);
        return;
      }
      const written = new Set(slots);
      this.#unwritten = this.#unwritten.filter((slot) => !written.has(slot));
    }
  }
}
