/** Vectors of texts that nothing has any more: they are forgotten in memory and on disk. */
import { hashText } from '../../models/hash-text.ts';
import type { Vectors } from '../../models/vectors.ts';
import { textToEmbed } from '../../recall/document-of.ts';
import type { LogRecord } from '../../records/record.ts';
import type { VectorRows } from '../../store/vector-rows.ts';

export interface ForgottenTextsParts {
  readonly vectors: Vectors;
  readonly rows: VectorRows;
  readonly readLog: () => AsyncIterable<readonly LogRecord[]>;
  /** What is said of the user in words of its own, by beliefs and lessons as they are now. */
  readonly said: () => readonly string[];
}

export class ForgottenTexts {
  readonly #parts: ForgottenTextsParts;

  constructor(parts: ForgottenTextsParts) {
    this.#parts = parts;
  }

  said(): readonly string[] {
    return this.#parts.said();
  }

  /** Forgets those of the texts that neither a record nor a belief nor a lesson has. */
  async forget(texts: readonly string[]): Promise<void> {
    const { vectors, rows } = this.#parts;
    const gone = new Set(texts);
    for (const text of this.#parts.said()) gone.delete(text);
    if (gone.size === 0) return;
    for await (const there of this.#textsOfLog()) for (const text of there) gone.delete(text);
    for (const text of gone) vectors.forget(text);
    await rows.remove(vectors.model, [...gone].map(hashText));
  }

  /** Forgets every vector whose text neither a record nor a belief nor a lesson has. */
  async forgetStray(): Promise<void> {
    const { vectors, rows } = this.#parts;
    const had = new Set<number | undefined>();
    for (const text of this.#parts.said()) had.add(vectors.table.knownSlotOf(text));
    for await (const there of this.#textsOfLog()) for (const text of there) had.add(vectors.table.knownSlotOf(text));
    const slots = Array.from({ length: vectors.table.size }, (_, slot) => slot);
    const stray = slots.filter((slot) => vectors.table.has(slot) && !had.has(slot));
    const hashes = stray.map((slot) => vectors.table.hashOf(slot).slice());
    for (const slot of stray) vectors.table.clear(slot);
    await rows.remove(vectors.model, hashes);
  }

  async *#textsOfLog(): AsyncGenerator<string[]> {
    for await (const batch of this.#parts.readLog()) yield batch.flatMap((record) => textToEmbed(record) ?? []);
  }
}
