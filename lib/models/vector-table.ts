import { DIMENSIONS } from './embedder.ts';
import { HASH_BYTES, hashText } from './hash-text.ts';

const ROWS_PER_BLOCK = 256;

/**
 * All vectors in memory, in blocks of typed arrays, by the hash of their text.
 *
 * A text has a *slot* as soon as somebody asks for it, and a vector once it has been embedded; so an index can name a
 * text's vector before it exists. Equal texts share a slot. Slots live as long as the table: they are not stored.
 * 100,000 vectors take 38 MB and 8 MB of keys.
 */
export class VectorTable {
  #slots = new Map<string, number>();
  #vectors: Int8Array[] = [];
  #norms: Float32Array[] = [];
  #hashes: Uint8Array[] = [];

  /** Number of slots, with and without a vector. */
  get size(): number {
    return this.#slots.size;
  }

  slotOf(text: string): number {
    return this.slotOfHash(hashText(text));
  }

  /** The slot of a text that has one; asking makes none. */
  knownSlotOf(text: string): number | undefined {
    return this.#slots.get(keyOf(hashText(text)));
  }

  slotOfHash(hash: Uint8Array): number {
    const key = keyOf(hash);
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    const slot = this.#slots.size;
    this.#slots.set(key, slot);
    if (slot % ROWS_PER_BLOCK === 0) {
      this.#vectors.push(new Int8Array(ROWS_PER_BLOCK * DIMENSIONS));
      this.#norms.push(new Float32Array(ROWS_PER_BLOCK));
      this.#hashes.push(new Uint8Array(ROWS_PER_BLOCK * HASH_BYTES));
    }
    this.#hashes[blockOf(slot)]!.set(hash, rowOf(slot) * HASH_BYTES);
    return slot;
  }

  hashOf(slot: number): Uint8Array {
    const start = rowOf(slot) * HASH_BYTES;
    return this.#hashes[blockOf(slot)]!.subarray(start, start + HASH_BYTES);
  }

  has(slot: number): boolean {
    return this.#norms[blockOf(slot)]![rowOf(slot)]! > 0;
  }

  /** The vector of a slot, as a view that must not be written to. */
  at(slot: number): Int8Array | undefined {
    if (!this.has(slot)) return undefined;
    const start = rowOf(slot) * DIMENSIONS;
    return this.#vectors[blockOf(slot)]!.subarray(start, start + DIMENSIONS);
  }

  put(slot: number, vector: Int8Array): void {
    if (vector.length !== DIMENSIONS) {
      throw new RangeError(`A vector has ${DIMENSIONS} numbers, not ${vector.length}.`);
    }
    this.#vectors[blockOf(slot)]!.set(vector, rowOf(slot) * DIMENSIONS);
    this.#norms[blockOf(slot)]![rowOf(slot)] = norm(vector);
  }

  /** Takes a vector out again, so that nothing of a deleted text stays. Its slot may get a vector anew. */
  clear(slot: number): void {
    const start = rowOf(slot) * DIMENSIONS;
    this.#vectors[blockOf(slot)]!.fill(0, start, start + DIMENSIONS);
    this.#norms[blockOf(slot)]![rowOf(slot)] = 0;
  }

  /**
   * Cosine of the query to every slot, NaN where there is no vector yet. Brute force: 1e5 vectors take about 40 ms, and
   * no approximate index is needed below 3e5 (science 4.2). The products are integers, so the result is the same everywhere.
   */
  cosines(query: Int8Array): Float64Array {
    const result = new Float64Array(this.size);
    const length = norm(query);
    let slot = 0;
    for (let block = 0; slot < result.length; block++) {
      const vectors = this.#vectors[block]!;
      const norms = this.#norms[block]!;
      const rows = Math.min(ROWS_PER_BLOCK, result.length - slot);
      for (let row = 0; row < rows; row++, slot++) {
        const scale = norms[row]! * length;
        result[slot] = scale > 0 ? dot(query, vectors, row * DIMENSIONS) / scale : Number.NaN;
      }
    }
    return result;
  }
}

const keyOf = (hash: Uint8Array) => String.fromCharCode(...hash);
const blockOf = (slot: number) => Math.floor(slot / ROWS_PER_BLOCK);
const rowOf = (slot: number) => slot % ROWS_PER_BLOCK;

function norm(vector: Int8Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!;
  return Math.sqrt(sum);
}

/** Four sums at a time: the engines turn this into a loop that runs about twice as fast as the plain one. */
function dot(query: Int8Array, vectors: Int8Array, start: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < DIMENSIONS; i += 4) {
    const j = start + i;
    a = (a + Math.imul(query[i]!, vectors[j]!)) | 0;
    b = (b + Math.imul(query[i + 1]!, vectors[j + 1]!)) | 0;
    c = (c + Math.imul(query[i + 2]!, vectors[j + 2]!)) | 0;
    d = (d + Math.imul(query[i + 3]!, vectors[j + 3]!)) | 0;
  }
  return a + b + c + d;
}
