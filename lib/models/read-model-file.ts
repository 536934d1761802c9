import type { ModelFile, ModelSource } from './embedding-model.ts';
import { modelCorrupt, modelMissing } from './model-failure.ts';

/**
 * The bytes of a model file, after its size and its SHA-256 were checked.
 * @throws ModelFailure `model-missing` or `model-corrupt`.
 */
export async function readModelFile(source: ModelSource, file: ModelFile): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await source(file.name).catch((cause: unknown) => {
    throw modelMissing(file.name, cause);
  });
  if (bytes.byteLength !== file.bytes) {
    throw modelCorrupt(file.name, `it has ${bytes.byteLength} bytes instead of ${file.bytes}`);
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== file.sha256) throw modelCorrupt(file.name, 'its SHA-256 is not the one it was released with');
  return bytes;
}
