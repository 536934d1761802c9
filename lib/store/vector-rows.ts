import { HASH_BYTES } from '../models/hash-text.ts';
import type { VectorBlock, VectorKeep } from '../models/vectors.ts';
import type { RetraceDatabase } from './open-database.ts';

/** Vectors kept in the database, up to 200 a row; a vector a row would be ten times slower to write. */
export interface VectorRows extends VectorKeep {
  /** Forgets the vectors of deleted texts, by the hash of the text. */
  remove(model: string, hashes: readonly Uint8Array[]): Promise<void>;
  /** What all vectors take, of whatever model. */
  bytes(): Promise<number>;
}

export function vectorRows(database: RetraceDatabase): VectorRows {
  const rowsOf = (model: string) => database.vectors.where('model').equals(model);
  return {
    async *load(model) {
      for (const { hashes, data } of await rowsOf(model).toArray()) yield { hashes, data };
    },
    async append(model, { hashes, data }) {
      await database.vectors.add({ model, hashes, data });
    },
    async bytes() {
      let bytes = 0;
      await database.vectors.each(({ hashes, data }) => {
        bytes += hashes.byteLength + data.byteLength;
      });
      return bytes;
    },
    async remove(model, gone) {
      const names = new Set(gone.map(nameOf));
      await database.transaction('rw', database.vectors, async () => {
        for (const row of await rowsOf(model).toArray()) {
          const kept = without(row, names);
          if (kept === null) continue;
          if (kept.hashes.length === 0) await database.vectors.delete(row.number);
          else await database.vectors.put({ ...row, ...kept });
        }
      });
    },
  };
}

/** The block without some texts; null if it has none of them. */
function without({ hashes, data }: VectorBlock, gone: ReadonlySet<string>): VectorBlock | null {
  const count = hashes.length / HASH_BYTES;
  const dimensions = data.length / count;
  const kept: number[] = [];
  for (let i = 0; i < count; i++) {
    if (!gone.has(nameOf(hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)))) kept.push(i);
  }
  if (kept.length === count) return null;
  const left = { hashes: new Uint8Array(kept.length * HASH_BYTES), data: new Int8Array(kept.length * dimensions) };
  for (const [to, from] of kept.entries()) {
    left.hashes.set(hashes.subarray(from * HASH_BYTES, (from + 1) * HASH_BYTES), to * HASH_BYTES);
    left.data.set(data.subarray(from * dimensions, (from + 1) * dimensions), to * dimensions);
  }
  return left;
}

function nameOf(hash: Uint8Array): string {
  return String.fromCharCode(...hash);
}
