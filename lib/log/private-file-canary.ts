/** The canary in a file of the origin's private file system: outside the database, and reachable from the worker. */
import type { Canary, CanaryState } from './canary.ts';
import { privateNote } from './private-note.ts';

export function privateFileCanary(): Canary {
  const note = privateNote('canary.json');
  return {
    async read() {
      // No file yet, or one that was cut while it was written: then there is nothing to compare with.
      const state = await note.read();
      return isState(state) ? state : null;
    },
    write: (state) => note.write(state),
  };
}

function isState(value: unknown): value is CanaryState {
  const state = value as CanaryState | null;
  return typeof state?.events === 'number' && typeof state.blocks === 'number';
}
