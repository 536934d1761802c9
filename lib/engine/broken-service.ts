import { StoreError } from '../store/store-error.ts';
import type { EngineApi, Problem } from './api.ts';

/**
 * What stands in when the log cannot be opened: says what is wrong and refuses everything else with the same words.
 * Nothing is deleted or overwritten; the next start tries again.
 */
export function createBrokenService(error: unknown): EngineApi {
  const problem: Problem =
    error instanceof StoreError
      ? error.problem
      : {
          code: 'engine-stopped',
          what: `Retrace could not start: ${error instanceof Error ? error.message : String(error)}`,
          safe: 'Everything recorded before is safe. What you do now is not recorded.',
          todo: 'Close the browser and start it again.',
        };
  const refuse = () => Promise.reject(new Error(`${problem.what} ${problem.safe} ${problem.todo}`));
  return {
    append: refuse,
    captured: refuse,
    sighting: refuse,
    status: async () => ({ ready: false, events: 0, rebuilding: null, embedder: 'loading', problem }),
    now: refuse,
    you: refuse,
    outcome: refuse,
    timeline: refuse,
    deleteMatches: refuse,
    deletePreview: refuse,
    delete: refuse,
    sizes: refuse,
    undoDelete: refuse,
    retention: refuse,
    retain: refuse,
    keeping: refuse,
    keepWithin: refuse,
    offer: async () => null,
    offerUsed: refuse,
    ask: refuse,
    importLook: refuse,
    importStart: refuse,
    importPause: refuse,
    importStop: refuse,
    importStatus: refuse,
    talks: refuse,
    isWorking: async () => false,
    onBattery: async () => undefined,
    exportAll: refuse,
    newRecoveryKey: refuse,
    beliefsFile: refuse,
    restore: refuse,
    restoreStop: refuse,
    restoreStatus: refuse,
    recordedSites: refuse,
    digest: refuse,
    digests: refuse,
    settled: async () => undefined,
  };
}
