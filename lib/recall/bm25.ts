import { BLOCK_SIZE, type LexicalBlock, type LexicalIndex, type LexicalScores } from './lexical-index.ts';

/** science 4.1 */
const K1 = 1.5;
const B = 0.75;

const COUNT_AT_MOST = 255;
const LENGTH_AT_MOST = 65_535;

/** A document of a block that can still change: term numbers and counts. */
interface OpenDoc {
  readonly terms: Uint32Array;
  readonly counts: Uint8Array;
}

/** Postings by term number, ascending. */
interface SealedPostings {
  readonly terms: Uint32Array;
  readonly starts: Uint32Array;
  readonly docs: Uint8Array;
  readonly counts: Uint8Array;
}

interface Block {
  sealed: SealedPostings | null;
  open: OpenDoc[] | null;
  lengths: Uint16Array;
}

/**
 * BM25 in the form that stays positive in small stores (science 4.1):
 * Σ_w ln(1 + (N − df + ½)/(df + ½)) · tf (k1 + 1)/(tf + k1 (1 − b + b · len/avg)), k1 = 1.5, b = .75.
 *
 * N, df and avg are taken over the accepted documents of each query: asked as of an earlier moment, or in one space, the
 * answer is that of an index which holds nothing else.
 */
export class Bm25Index implements LexicalIndex {
  readonly #numbers = new Map<string, number>();
  readonly #terms: string[] = [];
  readonly #blocks: Block[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(words: readonly string[]): number {
    const doc = this.#size++;
    if (doc % BLOCK_SIZE === 0) this.#blocks.push({ sealed: null, open: [], lengths: new Uint16Array(0) });
    const block = this.#blocks.at(-1)!;
    const counts = new Map<number, number>();
    for (const word of words) {
      const term = this.#numberOf(word);
      counts.set(term, Math.min(COUNT_AT_MOST, (counts.get(term) ?? 0) + 1));
    }
    this.#open(block).push({ terms: Uint32Array.from(counts.keys()), counts: Uint8Array.from(counts.values()) });
    const lengths = new Uint16Array(block.lengths.length + 1);
    lengths.set(block.lengths);
    lengths[block.lengths.length] = Math.min(LENGTH_AT_MOST, words.length);
    block.lengths = lengths;
    return doc;
  }

  remove(doc: number): void {
    const block = this.#blocks[Math.floor(doc / BLOCK_SIZE)]!;
    this.#open(block)[doc % BLOCK_SIZE] = { terms: new Uint32Array(0), counts: new Uint8Array(0) };
    block.lengths[doc % BLOCK_SIZE] = 0;
  }

  score(words: readonly string[], accepts: Uint8Array): LexicalScores {
    const scores = new Float64Array(this.#size);
    const { documents, meanLength } = this.#count(accepts);
    let best = 0;
    // Sorted, so that sums are made in one order whatever the order of the words.
    for (const word of [...new Set(words)].sort()) {
      const term = this.#numbers.get(word);
      const frequency = term === undefined ? 0 : this.#frequency(term, accepts);
      const idf = Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
      best += idf * (K1 + 1);
      if (term === undefined || frequency === 0) continue;
      this.#postings(term, (doc, count, length) => {
        if (accepts[doc] === 0) return;
        scores[doc]! += (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / meanLength));
      });
    }
    return { scores, best };
  }

  holding(words: readonly string[]): Uint8Array {
    const held = new Uint32Array(this.#size);
    const terms = [...new Set(words)].map((word) => this.#numbers.get(word));
    for (const term of terms) {
      if (term !== undefined) this.#postings(term, (doc) => held[doc]!++);
    }
    return Uint8Array.from(held, (count) => (count > 0 && count === terms.length ? 1 : 0));
  }

  saveBlock(number: number): LexicalBlock {
    const block = this.#blocks[number]!;
    const { terms, starts, docs, counts } = this.#seal(block);
    const order = Array.from(terms, (term, i) => ({ word: this.#terms[term]!, i })).sort((a, b) =>
      a.word < b.word ? -1 : 1,
    );
    return {
      terms: order.map(({ word }) => word),
      lengths: block.lengths.slice(),
      ...inOrder(
        order.map(({ i }) => i),
        { starts, docs, counts },
      ),
    };
  }

  loadBlock(saved: LexicalBlock): void {
    if (this.#size % BLOCK_SIZE !== 0) throw new RangeError('A block can only follow full blocks.');
    const numbers = saved.terms.map((word) => this.#numberOf(word));
    const order = numbers.map((_, i) => i).sort((a, b) => numbers[a]! - numbers[b]!);
    this.#blocks.push({
      sealed: { terms: Uint32Array.from(order, (i) => numbers[i]!), ...inOrder(order, saved) },
      open: null,
      lengths: saved.lengths.slice(),
    });
    this.#size += saved.lengths.length;
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.#terms.length);
    return this.#terms.push(word) - 1;
  }

  #count(accepts: Uint8Array): { documents: number; meanLength: number } {
    let documents = 0;
    let sum = 0;
    this.#blocks.forEach(({ lengths }, block) => {
      for (let i = 0; i < lengths.length; i++) {
        if (accepts[block * BLOCK_SIZE + i] === 0) continue;
        documents++;
        sum += lengths[i]!;
      }
    });
    return { documents, meanLength: sum === 0 ? 1 : sum / documents };
  }

  #frequency(term: number, accepts: Uint8Array): number {
    let frequency = 0;
    this.#postings(term, (doc) => {
      frequency += accepts[doc]!;
    });
    return frequency;
  }

  #postings(term: number, visit: (doc: number, count: number, length: number) => void): void {
    for (let number = 0; number < this.#blocks.length; number++) {
      const block = this.#blocks[number]!;
      const { terms, starts, docs, counts } = block.sealed ?? this.#seal(block);
      const at = find(terms, term);
      if (at < 0) continue;
      for (let i = starts[at]!; i < starts[at + 1]!; i++) {
        visit(number * BLOCK_SIZE + docs[i]!, counts[i]!, block.lengths[docs[i]!]!);
      }
    }
  }

  /** The documents of a block one by one, to add to or take from. */
  #open(block: Block): OpenDoc[] {
    if (block.open) {
      block.sealed = null;
      return block.open;
    }
    const { terms, starts, docs, counts } = block.sealed!;
    const lists = Array.from(block.lengths, () => ({ terms: [] as number[], counts: [] as number[] }));
    for (let at = 0; at < terms.length; at++) {
      for (let i = starts[at]!; i < starts[at + 1]!; i++) {
        lists[docs[i]!]!.terms.push(terms[at]!);
        lists[docs[i]!]!.counts.push(counts[i]!);
      }
    }
    block.open = lists.map((list) => ({ terms: Uint32Array.from(list.terms), counts: Uint8Array.from(list.counts) }));
    block.sealed = null;
    return block.open;
  }

  #seal(block: Block): SealedPostings {
    if (block.sealed) return block.sealed;
    const open = block.open!;
    const perTerm = new Map<number, number>();
    let postings = 0;
    for (const { terms } of open) {
      postings += terms.length;
      for (const term of terms) perTerm.set(term, (perTerm.get(term) ?? 0) + 1);
    }
    const terms = Uint32Array.from(perTerm.keys()).sort();
    const starts = new Uint32Array(terms.length + 1);
    const next = new Map<number, number>();
    terms.forEach((term, i) => {
      next.set(term, starts[i]!);
      starts[i + 1] = starts[i]! + perTerm.get(term)!;
    });
    const docs = new Uint8Array(postings);
    const counts = new Uint8Array(postings);
    open.forEach((entry, doc) => {
      entry.terms.forEach((term, i) => {
        const place = next.get(term)!;
        next.set(term, place + 1);
        docs[place] = doc;
        counts[place] = entry.counts[i]!;
      });
    });
    block.sealed = { terms, starts, docs, counts };
    // A full block hardly ever changes: the second form would only take memory.
    if (open.length === BLOCK_SIZE) block.open = null;
    return block.sealed;
  }
}

/** Postings of a block with its terms put in another order. */
function inOrder(
  order: readonly number[],
  from: Pick<SealedPostings, 'starts' | 'docs' | 'counts'>,
): Pick<SealedPostings, 'starts' | 'docs' | 'counts'> {
  const starts = new Uint32Array(order.length + 1);
  const docs = new Uint8Array(from.docs.length);
  const counts = new Uint8Array(from.counts.length);
  let end = 0;
  order.forEach((term, i) => {
    const first = from.starts[term]!;
    const last = from.starts[term + 1]!;
    docs.set(from.docs.subarray(first, last), end);
    counts.set(from.counts.subarray(first, last), end);
    end += last - first;
    starts[i + 1] = end;
  });
  return { starts, docs, counts };
}

/** Index of a number in a sorted list, -1 if it is not there. */
function find(sorted: Uint32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle]!;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
