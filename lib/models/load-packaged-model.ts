import type { ModelSource } from './embedding-model.ts';

/**
 * Reads the model from the extension's own files: the only place of the product that fetches anything.
 * @param folder address of the folder inside the package, such as `new URL('/models/embedding/', self.location.origin)`.
 */
export function packagedModel(folder: URL): ModelSource {
  return async (name) => {
    const response = await fetch(new URL(name, folder));
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}
