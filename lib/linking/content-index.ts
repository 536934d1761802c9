/**
 * Reads back from memory what an outcome's words are about (the rule of temporal value transport, Hung et al. 2019: credit
 * what is read, however long ago it was written). Lexical, because the engine is pure: an inverted index of rare words.
 *
 * Postings are chains in flat arrays, latest first. A word that has become common says nothing and is forgotten.
 */
import { wordHashesOf } from './rare-words.ts';

/** Texts a word may stand in before it counts as common, and the share of all texts. */
const MOST_TEXTS_OF_A_WORD = 128;
const LARGEST_SHARE = 1 / 3;
/** Words in common must be rarer together than one text in 20: about the 95th percentile of random pairs. */
const FEWEST_NATS = Math.log(20);
const LEAST_SIMILARITY = 0.2;
const MOST_HITS = 50;
/** Texts of all words together that one search goes through, the rarest words first. */
const MOST_POSTINGS = 512;
/** Hits this close to one another in similarity are as good as each other. */
const AS_SIMILAR = 0.8;
const END = -1;
const COMMON = -2;

export interface ContentHit {
  /** What the text was stored with. */
  readonly item: number;
  /** Cosine over rare words weighted by idf as of now, in [0, 1]. */
  readonly similarity: number;
  /** Different cases whose text is about as similar or more. */
  cases: number;
}

export interface ContentIndexSnapshot {
  /** Texts in each space; the default one is ''. */
  readonly sizes: readonly (readonly [space: string, texts: number])[];
  readonly words: Int32Array;
  readonly heads: Int32Array;
  readonly frequencies: Int32Array;
  readonly texts: Int32Array;
  readonly previous: Int32Array;
  /** Place of the word of each posting. */
  readonly places: Int32Array;
  readonly items: Int32Array;
  /** First posting of each text. */
  readonly starts: Int32Array;
}

export class ContentIndex {
  readonly #sizes = new Map<string, number>();
  /** Word to its place in heads and frequencies. */
  readonly #places = new Map<number, number>();
  readonly #heads = new Ints();
  readonly #frequencies = new Ints();
  readonly #texts = new Ints();
  readonly #previous = new Ints();
  readonly #postedPlaces = new Ints();
  readonly #items = new Ints();
  readonly #starts = new Ints();
  #sums = { dots: new Float64Array(0), nats: new Float64Array(0) };

  /** Adds a text that stands for an item. */
  add(text: string, space: string | null, item: number): void {
    const words = wordHashesOf(text, space);
    if (words.length === 0) return;
    this.#sizes.set(space ?? '', (this.#sizes.get(space ?? '') ?? 0) + 1);
    const textNumber = this.#items.length;
    this.#items.push(item);
    this.#starts.push(this.#texts.length);
    for (const word of words) {
      let place = this.#places.get(word);
      if (place === undefined) {
        place = this.#heads.length;
        this.#places.set(word, place);
        this.#heads.push(END);
        this.#frequencies.push(0);
      }
      const frequency = this.#frequencies.at(place) + 1;
      this.#frequencies.set(place, frequency);
      if (this.#heads.at(place) === COMMON) continue;
      if (frequency > MOST_TEXTS_OF_A_WORD) {
        this.#heads.set(place, COMMON);
        continue;
      }
      this.#texts.push(textNumber);
      this.#postedPlaces.push(place);
      this.#previous.push(this.#heads.at(place));
      this.#heads.set(place, this.#texts.length - 1);
    }
  }

  /**
   * Items whose text shares rare words with this one, the most similar first, at most 50.
   * @param accepts whether an item may be read at all; others count in no way.
   * @param caseOf what parts one case from another.
   */
  find(text: string, space: string | null, accepts: (item: number) => boolean, caseOf: (item: number) => number) {
    const size = this.#sizes.get(space ?? '') ?? 0;
    const { dots, nats } = this.#scratch();
    const touched: number[] = [];
    let squares = 0;
    const read: { readonly place: number; readonly frequency: number; readonly idf: number }[] = [];
    for (const word of size === 0 ? [] : wordHashesOf(text, space)) {
      const place = this.#places.get(word);
      if (place !== undefined && this.#heads.at(place) === COMMON) continue;
      const frequency = place === undefined ? 0 : this.#frequencies.at(place);
      const idf = Math.log((size + 1) / Math.max(1, frequency));
      squares += idf * idf;
      if (place !== undefined && frequency <= LARGEST_SHARE * (size + 1)) read.push({ place, frequency, idf });
    }
    read.sort((a, b) => a.frequency - b.frequency || a.place - b.place);
    let postings = 0;
    for (const { place, frequency, idf } of read) {
      postings += frequency;
      if (postings > MOST_POSTINGS) break;
      for (let at = this.#heads.at(place); at >= 0; at = this.#previous.at(at)) {
        const found = this.#texts.at(at);
        if (nats[found] === 0) touched.push(found);
        dots[found]! += idf * idf;
        nats[found]! += idf;
      }
    }
    const best = new Map<number, number>();
    for (const found of touched) {
      const dot = dots[found]!;
      const enough = nats[found]! >= FEWEST_NATS;
      dots[found] = 0;
      nats[found] = 0;
      if (!enough) continue;
      const similarity = Math.min(1, dot / Math.sqrt(squares * this.#squaresOf(found, size)));
      const item = this.#items.at(found);
      if (similarity < LEAST_SIMILARITY || similarity <= (best.get(item) ?? 0) || !accepts(item)) continue;
      best.set(item, similarity);
    }
    const hits: ContentHit[] = [...best]
      .map(([item, similarity]) => ({ item, similarity, cases: 1 }))
      .sort((a, b) => b.similarity - a.similarity || b.item - a.item);
    // The crowd is counted before the cut: a text that hundreds share must not look like one of fifty.
    const cases = new Set<number>();
    let counted = 0;
    for (const hit of hits) {
      while (counted < hits.length && hits[counted]!.similarity >= AS_SIMILAR * hit.similarity) {
        cases.add(caseOf(hits[counted++]!.item));
      }
      hit.cases = cases.size;
    }
    return hits.slice(0, MOST_HITS);
  }

  /** Sums by text, all 0 between two searches: faster than maps, and made only for what is searched. */
  #scratch(): { readonly dots: Float64Array; readonly nats: Float64Array } {
    if (this.#sums.dots.length < this.#items.length) {
      const length = Math.max(1_024, this.#items.length * 2);
      this.#sums = { dots: new Float64Array(length), nats: new Float64Array(length) };
    }
    return this.#sums;
  }

  /** Squared length of a text's vector, by what its rare words are worth now. */
  #squaresOf(text: number, size: number): number {
    const end = text + 1 < this.#starts.length ? this.#starts.at(text + 1) : this.#texts.length;
    let squares = 0;
    for (let at = this.#starts.at(text); at < end; at++) {
      const place = this.#postedPlaces.at(at);
      if (this.#heads.at(place) !== COMMON) squares += Math.log((size + 1) / this.#frequencies.at(place)) ** 2;
    }
    return squares;
  }

  save(): ContentIndexSnapshot {
    const words = [...this.#places.keys()];
    return {
      sizes: [...this.#sizes],
      words: Int32Array.from(words),
      heads: this.#heads.save(),
      frequencies: this.#frequencies.save(),
      texts: this.#texts.save(),
      previous: this.#previous.save(),
      places: this.#postedPlaces.save(),
      items: this.#items.save(),
      starts: this.#starts.save(),
    };
  }

  static load(snapshot: ContentIndexSnapshot): ContentIndex {
    const index = new ContentIndex();
    for (const [space, texts] of snapshot.sizes) index.#sizes.set(space, texts);
    for (const [place, word] of snapshot.words.entries()) index.#places.set(word, place);
    index.#heads.load(snapshot.heads);
    index.#frequencies.load(snapshot.frequencies);
    index.#texts.load(snapshot.texts);
    index.#previous.load(snapshot.previous);
    index.#postedPlaces.load(snapshot.places);
    index.#items.load(snapshot.items);
    index.#starts.load(snapshot.starts);
    return index;
  }
}

/** A list of integers in four bytes each. */
class Ints {
  #values = new Int32Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(i: number): number {
    return this.#values[i]!;
  }

  set(i: number, value: number): void {
    this.#values[i] = value;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#values = grown(this.#values);
    this.#values[this.#length++] = value;
  }

  save(): Int32Array {
    return this.#values.slice(0, this.#length);
  }

  load(values: Int32Array): void {
    this.#values = Int32Array.from(values);
    this.#length = values.length;
  }
}

function grown(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(64, values.length * 2));
  larger.set(values);
  return larger;
}
