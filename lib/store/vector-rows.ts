import type { RetraceDatabase } from './open-database.ts';

const VECTORS_IN_A_ROW = 200;
const HASH_BYTES = 16;

/** Vectors of one model on disk, up to 200 a row; a vector a row would be ten times slower to write. */
export interface VectorRows {
  /** All vectors: the hash of the text (16 bytes, hex) and its bytes. */
  load(): Promise<Map<string, Int8Array>>;
  /** Adds vectors. Hash by hash they are new; writing one twice does no harm. */
  add(vectors: ReadonlyMap<string, Int8Array>): Promise<void>;
  remove(hashes: ReadonlySet<string>): Promise<void>;
}

export function openVectorRows(database: RetraceDatabase, model: string, dimensions: number): VectorRows {
  const rows = () => database.vectors.where('model').equals(model);

  const write = (vectors: ReadonlyMap<string, Int8Array>) => {
    const entries = [...vectors];
    const made: { model: string; hashes: Uint8Array; data: Int8Array }[] = [];
    for (let from = 0; from < entries.length; from += VECTORS_IN_A_ROW) {
      const part = entries.slice(from, from + VECTORS_IN_A_ROW);
      const hashes = new Uint8Array(part.length * HASH_BYTES);
      const data = new Int8Array(part.length * dimensions);
      part.forEach(([hash, vector], i) => {
        hashes.set(bytesOf(hash), i * HASH_BYTES);
        data.set(vector, i * dimensions);
      });
      made.push({ model, hashes, data });
    }
    return database.vectors.bulkAdd(made as never[]);
  };

  return {
    async load() {
      const vectors = new Map<string, Int8Array>();
      await rows().each(({ hashes, data }) => {
        for (let i = 0; i * HASH_BYTES < hashes.length; i++) {
          vectors.set(
            hexOf(hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)),
            data.subarray(i * dimensions, (i + 1) * dimensions),
          );
        }
      });
      return vectors;
    },
    async add(vectors) {
      await write(vectors);
    },
    async remove(hashes) {
      await database.transaction('rw', database.vectors, async () => {
        for (const row of await rows().toArray()) {
          const kept = new Map<string, Int8Array>();
          for (let i = 0; i * HASH_BYTES < row.hashes.length; i++) {
            const hash = hexOf(row.hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
            if (!hashes.has(hash)) kept.set(hash, row.data.slice(i * dimensions, (i + 1) * dimensions));
          }
          if (kept.size * HASH_BYTES === row.hashes.length) continue;
          await database.vectors.delete(row.number);
          await write(kept);
        }
      });
    },
  };
}

function bytesOf(hex: string): Uint8Array {
  const bytes = new Uint8Array(HASH_BYTES);
  for (let i = 0; i < HASH_BYTES; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
