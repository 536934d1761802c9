/** The canary in a file of the origin's private file system: outside the database, and reachable from the worker. */
import type { Canary, CanaryState } from './canary.ts';

const NAME = 'canary.json';

export function privateFileCanary(): Canary {
  return {
    async read() {
      try {
        const folder = await navigator.storage.getDirectory();
        const file = await (await folder.getFileHandle(NAME)).getFile();
        const state: unknown = JSON.parse(await file.text());
        return isState(state) ? state : null;
      } catch {
        // No file yet, or one that was cut while it was written: then there is nothing to compare with.
        return null;
      }
    },
    async write(state) {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle(NAME, { create: true });
      // Written to a copy and swapped when closed, so a kill leaves the old state or the new one.
      const stream = await handle.createWritable();
      await stream.write(JSON.stringify(state));
      await stream.close();
    },
  };
}

function isState(value: unknown): value is CanaryState {
  const state = value as CanaryState | null;
  return typeof state?.events === 'number' && typeof state.blocks === 'number';
}
