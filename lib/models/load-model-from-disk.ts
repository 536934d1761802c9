/** For Node only (replay, benchmarks, tests); nothing the extension's worker imports may import this file. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelSource } from './embedding-model.ts';

/** Where the packaged model lies in the repository. */
export const MODEL_FOLDER = join(import.meta.dirname, '../../public/models/embedding');

/** Reads the model's files from a folder. */
export function modelOnDisk(folder: string = MODEL_FOLDER): ModelSource {
  return async (name) => new Uint8Array(await readFile(join(folder, name)));
}
