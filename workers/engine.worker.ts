/** The engine's worker: opens the log, the model and the index, and exposes the service over Comlink. Wiring only. */
import * as Comlink from 'comlink';
import { filesOffered } from '../lib/browser/hand-over-files.ts';
import { privateFile } from '../lib/browser/private-file.ts';
import type { WorkerApi } from '../lib/browser/worker-engine.ts';
import type { EngineApi } from '../lib/engine/api.ts';
import { createBrokenService } from '../lib/engine/broken-service.ts';
import { Engine } from '../lib/engine/engine.ts';
import { createEngineService } from '../lib/engine/service.ts';
import { openCheckpoints } from '../lib/log/checkpoints.ts';
import { openEventLog } from '../lib/log/event-log.ts';
import { privateFileCanary } from '../lib/log/private-file-canary.ts';
import { dropPrivately, privateNote, savePrivately } from '../lib/log/private-note.ts';
import { chooseThreads } from '../lib/models/choose-threads.ts';
import { EMBEDDING_MODEL } from '../lib/models/embedding-model.ts';
import { packagedModel } from '../lib/models/load-packaged-model.ts';
import { openOnnxEmbedder } from '../lib/models/onnx-embedder.ts';
import { Vectors } from '../lib/models/vectors.ts';
import { indexRows } from '../lib/store/index-rows.ts';
import { openDatabase } from '../lib/store/open-database.ts';
import { sizesOfStores } from '../lib/store/sizes-of-stores.ts';
import { vectorRows } from '../lib/store/vector-rows.ts';

const BETWEEN_CHANGES_IN_MS = 250;

let listener: (() => void) | null = null;
let telling = false;

/** Many changes in a short time are told once. */
function changed(): void {
  if (telling) return;
  telling = true;
  setTimeout(() => {
    telling = false;
    listener?.();
  }, BETWEEN_CHANGES_IN_MS);
}

async function open(): Promise<EngineApi> {
  const database = await openDatabase({ name: 'retrace' });
  const log = await openEventLog({ database, canary: privateFileCanary(), locks: navigator.locks });
  const rows = vectorRows(database);
  const vectors = new Vectors({
    model: EMBEDDING_MODEL.id,
    keep: rows,
    open: () =>
      openOnnxEmbedder({
        source: packagedModel(new URL('/models/embedding/', self.location.origin)),
        runtime: new URL('/ort/', self.location.origin),
        threads: chooseThreads({
          sharedMemory: typeof SharedArrayBuffer !== 'undefined',
          cores: navigator.hardwareConcurrency,
        }),
      }),
  });
  return createEngineService({
    log,
    checkpoints: await openCheckpoints(database, Engine.version),
    vectors,
    vectorRows: rows,
    indexRows: indexRows(database),
    now: Date.now,
    midnight: () => new Date(new Date().setHours(0, 0, 0, 0)).toISOString(),
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    onChanged: changed,
    sizes: () => sizesOfStores(database),
    files: {
      offered: filesOffered,
      ...privateNote('import.json'),
      save: savePrivately,
      saved: privateFile,
      drop: dropPrivately,
    },
  });
}

// Exposed at once; calls wait until the log is open. One that cannot be opened answers with what is wrong.
const service = open().catch(createBrokenService);

const api = new Proxy({} as WorkerApi, {
  get(_, method) {
    if (method === 'onChanged') {
      return (told: () => void) => {
        listener = told;
      };
    }
    return async (...args: unknown[]) => {
      const call = (await service)[method as keyof EngineApi] as (...args: unknown[]) => Promise<unknown>;
      return call(...args);
    };
  },
});
Comlink.expose(api);
