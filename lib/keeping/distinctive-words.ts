/**
 * The words of a text by which it is found, and how much each tells.
 *
 * A word tells its surprisal, ln(1 + (N − df + ½)/(df + ½)) nats (the idf by which `recall/bm25.ts` weighs it; Robertson and
 * Zaragoza, *The Probabilistic Relevance Framework*, 2009): what a text adds that is new against all that is kept is the sum of
 * it over its words, and that sum is, to first order, the score it can still get.
 */
import { documentOf } from '../recall/document-of.ts';
import { wordsOf } from '../recall/words-of.ts';
import type { LogRecord } from '../records/record.ts';

/** The same runs that `wordsOf` splits a text into. */
const RUN = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
/** A longer run is a key or an address: nobody asks for it by heart. */
const LONGEST_WORD = 32;

export interface TellingWord {
  /** As it stands in a summary: lower case, and read by the index as the very stem it stands for. */
  readonly word: string;
  /** Nats. */
  readonly tells: number;
  /** Texts it stands in, of all. */
  readonly texts: number;
}

export class DistinctiveWords {
  readonly #texts = new Map<string, number>();
  /** For each stem the shortest word that the log has for it: one stem is one name, whatever its endings. */
  readonly #shortest = new Map<string, string>();
  readonly #stemsOf = new Map<string, readonly string[]>();
  #count = 0;

  /** @param records the whole log, reduced records among them: what was taken away tells nothing any more. */
  constructor(records: Iterable<LogRecord> = []) {
    for (const record of records) this.take(record);
  }

  /** The next record of the log. */
  take(record: LogRecord): void {
    if (!record.text || documentOf(record) === null) return;
    this.#count++;
    for (const [stem, word] of this.#wordsIn(record.text)) {
      this.#texts.set(stem, (this.#texts.get(stem) ?? 0) + 1);
      const known = this.#shortest.get(stem);
      if (known === undefined || word.length < known.length || (word.length === known.length && word < known)) {
        this.#shortest.set(stem, word);
      }
    }
  }

  /** The words of a record's text, the most telling first; none for what no index holds. What its names say already is left out. */
  of(record: LogRecord): TellingWord[] {
    if (!record.text) return [];
    const named = documentOf({ ...record, text: '' });
    const without = new Set(named === null ? [] : wordsOf(named.words));
    return [...this.#wordsIn(record.text).keys()]
      .filter((stem) => !without.has(stem))
      .map((stem) => {
        const texts = this.#texts.get(stem) ?? 0;
        return {
          word: this.#shortest.get(stem) ?? stem,
          tells: Math.log(1 + (this.#count - texts + 0.5) / (texts + 0.5)),
          texts,
        };
      })
      .sort((a, b) => b.tells - a.tells || (a.word < b.word ? -1 : 1));
  }

  /** Each stem of a text with the shortest word it stands there as. */
  #wordsIn(text: string): Map<string, string> {
    const found = new Map<string, string>();
    for (const [run] of text.matchAll(RUN)) {
      for (const word of this.#wordsOfRun(run)) {
        const stem = this.#stemOf(word);
        const there = stem === null ? '' : found.get(stem);
        if (stem !== null && (there === undefined || word.length < there.length)) found.set(stem, word);
      }
    }
    return found;
  }

  /** A run is a word, but in scripts without spaces: there the index says what the words are. */
  #wordsOfRun(run: string): readonly string[] {
    const word = run.toLowerCase();
    return this.#stems(word).length > 1 ? this.#stems(word) : [word];
  }

  /** Null for a word that the index would read as nothing, or as something else. */
  #stemOf(word: string): string | null {
    const stems = this.#stems(word);
    return stems.length === 1 && word.length <= LONGEST_WORD ? stems[0]! : null;
  }

  #stems(word: string): readonly string[] {
    let stems = this.#stemsOf.get(word);
    if (!stems) {
      stems = wordsOf(word);
      this.#stemsOf.set(word, stems);
    }
    return stems;
  }
}
