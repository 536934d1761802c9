/** A drawer for one file: what a service exports goes in, and is offered to be read again. */
import type { EngineApi } from '../../lib/engine/api.ts';
import type { ImportFiles } from '../../lib/engine/import-run.ts';

const LONGEST_WAIT_IN_MS = 600_000;

export interface OneFile extends ImportFiles {
  file: Blob;
}

export function oneFile(): OneFile {
  return {
    file: new Blob(),
    async offered() {
      return [{ path: 'retrace.ndjson.gz', file: this.file }];
    },
    read: async () => null,
    write: async () => undefined,
    drop: async () => undefined,
    async save(_, bytes) {
      this.file = await new Response(bytes).blob();
    },
    async saved() {
      return this.file;
    },
  };
}

/** Waits until what a service does by itself has come to a step. @throws Error if it failed, or takes ten minutes. */
export async function until(
  service: EngineApi,
  status: 'restoreStatus' | 'importStatus',
  step: 'ready' | 'done',
): Promise<void> {
  for (const start = performance.now(); performance.now() - start < LONGEST_WAIT_IN_MS; ) {
    const view = await service[status]();
    if (view.step === step) return;
    if (view.step === 'failed') throw new Error(view.problem ?? 'It failed.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`It was not ${step} within ten minutes.`);
}
