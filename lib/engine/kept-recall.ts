/**
 * The index, opened when it is first needed: its saved blocks, then what the log has besides. Of reduced history no blocks are saved: the
 * index is made from the log at each start, which holds the same words in fewer bytes.
 */
import type { EventLog } from '../log/event-log.ts';
import type { VectorTable } from '../models/vector-table.ts';
import { Recall, type RecallBlock } from '../recall/recall.ts';
import type { LogRecord } from '../records/record.ts';
import type { IndexRows } from '../store/index-rows.ts';

export interface KeptRecallOptions {
  readonly log: Pick<EventLog, 'readInOrder' | 'isReduced'>;
  readonly rows: IndexRows;
  readonly vectors: VectorTable;
  readonly pause: () => Promise<void>;
}

export class KeptRecall {
  readonly #options: KeptRecallOptions;
  #ready: Recall | null = null;
  #opening: Promise<Recall> | null = null;
  /** Answers while another is made of a log that was reduced. */
  #former: Recall | null = null;
  /** What came or went while the index was being opened. */
  #added: LogRecord[] = [];
  readonly #removed = new Set<string>();

  constructor(options: KeptRecallOptions) {
    this.#options = options;
  }

  /** The index if it is open; null while it is not. Never waits. */
  get ready(): Recall | null {
    return this.#ready ?? this.#former;
  }

  open(): Promise<Recall> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<Recall> {
    const { log, rows, vectors, pause } = this.#options;
    let recall = new Recall(vectors);
    try {
      if (log.isReduced) await rows.clear();
      for (const block of await rows.load()) recall.loadBlock(block as RecallBlock);
    } catch {
      // A block of another shape: the index is derived, so it is made again from the log.
      recall = new Recall(vectors);
      await rows.clear();
    }
    for await (const batch of log.readInOrder()) {
      for (const record of batch) if (!this.#removed.has(record.id)) recall.add(record);
      await pause();
    }
    for (const id of this.#removed) recall.remove(id);
    for (const record of this.#added) {
      // It may have been read with the content that it replaced.
      recall.remove(record.id);
      recall.add(record);
    }
    this.#added = [];
    this.#removed.clear();
    this.#ready = recall;
    this.#former = null;
    return recall;
  }

  /** The log was reduced: the index is made anew from it, if it was open; the one before answers until then. */
  async renew(): Promise<void> {
    const opening = this.#opening;
    if (!opening) return this.#options.rows.clear();
    this.#former = await opening;
    this.#ready = null;
    this.#opening = null;
    await this.open();
  }

  add(records: readonly LogRecord[]): void {
    if (this.#ready) for (const record of records) this.#ready.add(record);
    else {
      for (const { id } of records) this.#removed.delete(id);
      if (this.#opening) for (const record of records) this.#added.push(record);
    }
  }

  remove(ids: readonly string[]): void {
    if (this.#ready) for (const id of ids) this.#ready.remove(id);
    else {
      const gone = new Set(ids);
      for (const id of gone) this.#removed.add(id);
      this.#added = this.#added.filter(({ id }) => !gone.has(id));
    }
  }

  /** Writes the blocks that changed. */
  async save(): Promise<void> {
    if (!this.#ready || this.#options.log.isReduced) return;
    for (const number of this.#ready.takeChangedBlocks())
      await this.#options.rows.put(number, this.#ready.saveBlock(number));
  }
}
