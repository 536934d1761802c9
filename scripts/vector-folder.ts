import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { HASH_BYTES } from '../lib/models/hash-text.ts';
import type { VectorKeep } from '../lib/models/vectors.ts';

/** Folder of the user's for what can be computed again: XDG on Linux, its like elsewhere. */
export function cacheFolder(): string {
  if (process.env.XDG_CACHE_HOME) return join(process.env.XDG_CACHE_HOME, 'retrace');
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/retrace');
  if (process.platform === 'win32' && process.env.LOCALAPPDATA) return join(process.env.LOCALAPPDATA, 'retrace');
  return join(homedir(), '.cache/retrace');
}

/**
 * Vectors kept in a folder, one file a block: how many, their hashes, their bytes. Files are written whole and then
 * renamed, so that two runs at once do no harm; a file that is cut is left aside.
 */
export function vectorFolder(folder: string): VectorKeep {
  const of = (model: string) => join(folder, 'vectors', model);
  let written = 0;
  return {
    *load(model) {
      let names: string[] = [];
      try {
        names = readdirSync(of(model)).filter((name) => name.endsWith('.vectors'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
      for (const name of names) {
        const bytes = readFileSync(join(of(model), name));
        if (bytes.length < 4) continue;
        const count = bytes.readUInt32LE(0);
        const hashes = bytes.subarray(4, 4 + count * HASH_BYTES);
        const data = bytes.subarray(4 + count * HASH_BYTES);
        if (hashes.length !== count * HASH_BYTES) continue;
        yield { hashes: new Uint8Array(hashes), data: new Int8Array(data.buffer, data.byteOffset, data.length) };
      }
    },
    async append(model, { hashes, data }) {
      mkdirSync(of(model), { recursive: true });
      const count = Buffer.alloc(4);
      count.writeUInt32LE(hashes.length / HASH_BYTES);
      const name = join(of(model), `${Date.now()}-${process.pid}-${written++}`);
      writeFileSync(
        `${name}.part`,
        Buffer.concat([count, hashes, Buffer.from(data.buffer, data.byteOffset, data.byteLength)]),
      );
      renameSync(`${name}.part`, `${name}.vectors`);
    },
  };
}
