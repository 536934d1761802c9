/**
 * The engine kept up with a log that grows: applies what is new in log order, and goes back to the last checkpoint when
 * something arrives from the past or is deleted.
 *
 *     up to date ──new record at the end──▶ up to date
 *         │                                     ▲
 *         └──late record, deletion──▶ rebuilding (in slices; the old state answers meanwhile)
 *
 * While history comes in, late records are only noted: they are built in once, when it is released.
 */
import { type CheckpointKeeper, countsToSave } from '../log/checkpoints.ts';
import { compareInLogOrder, inLogOrder, type Position } from '../records/order.ts';
import type { LogRecord } from '../records/record.ts';
import { Engine, type EngineSnapshot } from './engine.ts';

/** Distance of the checkpoints, in events. Checkpoints stand at log positions, never at times. */
export const EVENTS_BETWEEN_CHECKPOINTS = 5_000;
/** Longest piece of work before the thread may do something else. */
const SLICE_IN_MS = 12;

/** Where records are read in log order. */
export type ReadInOrder = (after: Position | null) => AsyncIterable<readonly LogRecord[]>;

export interface LiveEngineOptions {
  readonly read: ReadInOrder;
  readonly checkpoints: CheckpointKeeper;
  /** Records in the log; for the progress of a rebuild. */
  readonly size: () => number;
  /** Rises whenever the log changes behind its newest record; a state from before is not saved. */
  readonly changes: () => number;
  /** Lets the thread breathe. */
  readonly pause: () => Promise<void>;
  /** Distance of the checkpoints, in events, where it is not to be `EVENTS_BETWEEN_CHECKPOINTS`. */
  readonly checkpointEvery?: number;
  readonly onChanged?: () => void;
  /** A checkpoint could not be kept: the next start will take longer, nothing else. */
  readonly onCheckpointFailed?: (error: unknown) => void;
  /** The log could not be read on: the state stays that of before. */
  readonly onRebuildFailed?: (error: unknown) => void;
}

export class LiveEngine {
  #engine = new Engine();
  readonly #options: LiveEngineOptions;
  #rebuilding: number | null = null;
  /** Where the log changed since the rebuild under way began; undefined: nowhere. */
  #goBackTo: Position | undefined;
  #working: Promise<void> | null = null;
  #refitting: Promise<void> | null = null;
  /** `changes` of the log that the state is of. */
  #stateOf = 0;
  #holds = 0;
  /** The first of the late records that came while held. */
  #lateWhileHeld: Position | null = null;
  /** Records stored while a rebuild reads the log: its reader may or may not meet them. */
  readonly #arrived = new Map<string, LogRecord>();

  constructor(options: LiveEngineOptions) {
    this.#options = options;
  }

  get #checkpointEvery(): number {
    return this.#options.checkpointEvery ?? EVENTS_BETWEEN_CHECKPOINTS;
  }

  /** The state to answer from: as of the last completed step. */
  get engine(): Engine {
    return this.#engine;
  }

  /** Share done of a rebuild; null when up to date. */
  get rebuilding(): number | null {
    return this.#rebuilding;
  }

  /** Loads the newest checkpoint and applies what came after it. */
  start(): Promise<void> {
    this.#working ??= this.#work(undefined);
    return this.#working;
  }

  /** Takes records that were just stored. In order they are applied at once; one from the past starts a rebuild. */
  take(records: readonly LogRecord[]): void {
    if (this.#working) {
      // Built in when it is released: hundreds of thousands are not held in memory until then.
      if (this.#holds > 0) for (const record of records) this.#noteLate(record);
      else for (const record of records) this.#arrived.set(record.id, record);
      return;
    }
    const late = this.#apply(records);
    if (late && this.#holds > 0) this.#noteLate(late);
    else if (late) this.goBackTo(late);
    else this.#options.onChanged?.();
    this.#refitting ??= this.#refit();
  }

  /**
   * Takes records of the past that were just stored. While held they are only noted, even where one of them is the newest so far: more of
   * them come before it.
   */
  takeHistory(records: readonly LogRecord[]): void {
    if (this.#holds === 0) this.take(records);
    else for (const record of records) this.#noteLate(record);
  }

  /**
   * From now on late records are only noted, until all that hold have released; then they are built in once. For an import: each of its
   * batches is from the past.
   */
  hold(): () => void {
    this.#holds++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds--;
      const late = this.#lateWhileHeld;
      if (this.#holds > 0 || late === null) return;
      this.#lateWhileHeld = null;
      this.goBackTo(late);
    };
  }

  #noteLate(record: Position): void {
    const noted = this.#lateWhileHeld;
    if (noted === null || compareInLogOrder(record, noted) < 0) this.#lateWhileHeld = { t: record.t, id: record.id };
  }

  /** Does the refits that are due, in slices. Whoever asks or learns before they are done finishes them: the result is the same. */
  async #refit(): Promise<void> {
    try {
      // Whatever waits for an answer goes first.
      await this.#options.pause();
      let slice = performance.now();
      while (this.#engine.refitStep()) {
        if (performance.now() - slice < SLICE_IN_MS) continue;
        await this.#options.pause();
        slice = performance.now();
      }
    } finally {
      this.#refitting = null;
    }
  }

  /** Applies records after the position; returns the first that lies before it. */
  #apply(records: Iterable<LogRecord>): Position | null {
    for (const record of inLogOrder(records)) {
      const { position } = this.#engine;
      if (position !== null && compareInLogOrder(record, position) <= 0) return record;
      this.#engine.apply(record);
      if (this.#engine.count % this.#checkpointEvery === 0) void this.#keep(this.#engine, this.#stateOf);
    }
    return null;
  }

  /** The log changed at a position: everything derived from there on is built anew. */
  goBackTo(position: Position): void {
    if (this.#goBackTo === undefined || compareInLogOrder(position, this.#goBackTo) < 0) {
      this.#goBackTo = { t: position.t, id: position.id };
    }
    if (this.#working) return;
    this.#working = this.#work(this.#goBackTo);
    this.#working.catch((error: unknown) => this.#options.onRebuildFailed?.(error));
  }

  /** Records were removed: they are forgotten, and what was learnt from the first of them on is built anew. */
  drop(ids: readonly string[], earliest: Position): void {
    for (const id of ids) this.#arrived.delete(id);
    this.goBackTo(earliest);
  }

  /** Resolves when the state is that of the whole log. */
  async settled(): Promise<void> {
    while (this.#working || this.#refitting) await (this.#working ?? this.#refitting);
  }

  /** Rebuilds until the log has stood still for as long as a rebuild took. */
  async #work(from: Position | undefined): Promise<void> {
    let before = from;
    try {
      for (;;) {
        this.#goBackTo = undefined;
        const whole = await this.#rebuild(before);
        if (!whole) {
          before = this.#goBackTo;
          continue;
        }
        const late = this.#apply(this.#arrived.values());
        this.#arrived.clear();
        if (!late) return;
        if (this.#holds > 0) {
          this.#noteLate(late);
          return;
        }
        before = late;
      }
    } finally {
      this.#working = null;
      this.#rebuilding = null;
      this.#options.onChanged?.();
    }
  }

  /** Builds a second state from the last checkpoint before a position, then swaps. False: the log changed behind it. */
  async #rebuild(before: Position | undefined): Promise<boolean> {
    const { checkpoints, read, size, pause, changes } = this.#options;
    const stateOf = changes();
    this.#rebuilding = 0;
    if (before) await checkpoints.dropFrom(before);
    const checkpoint = await checkpoints.latest();
    const engine = checkpoint ? Engine.load(checkpoint.snapshot as EngineSnapshot) : new Engine();
    const end = size();
    const toSave = countsToSave(engine.count, end, this.#checkpointEvery);
    let slice = performance.now();
    for await (const batch of read(engine.position)) {
      for (const record of batch) {
        engine.apply(record);
        this.#arrived.delete(record.id);
        while (engine.refitStep()) {
          if (performance.now() - slice < SLICE_IN_MS) continue;
          await pause();
          slice = performance.now();
        }
        const isDue = engine.count > end ? engine.count % this.#checkpointEvery === 0 : toSave.has(engine.count);
        if (isDue) await this.#keep(engine, stateOf);
        if (performance.now() - slice < SLICE_IN_MS) continue;
        this.#rebuilding = Math.min(1, engine.count / Math.max(1, size()));
        await pause();
        if (this.#goBackTo) return false;
        slice = performance.now();
      }
    }
    if (this.#goBackTo) return false;
    this.#engine = engine;
    this.#stateOf = stateOf;
    return true;
  }

  async #keep(engine: Engine, stateOf: number): Promise<void> {
    const { position, count } = engine;
    // A state of the log as it was: what changed since has dropped it already, and it must not come back.
    if (position === null || this.#options.changes() !== stateOf) return;
    // What is noted before its end is not in it, and at a start nobody would know.
    const noted = this.#lateWhileHeld;
    if (noted !== null && compareInLogOrder(noted, position) <= 0) return;
    try {
      await this.#options.checkpoints.save({ position, count, snapshot: engine.save() });
    } catch (error) {
      this.#options.onCheckpointFailed?.(error);
    }
  }
}
