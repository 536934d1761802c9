/** The service with a database in memory, a clock that is moved by hand, and no model unless one is asked for. */
import { createMemoryCanary } from '../log/canary.ts';
import { openCheckpoints } from '../log/checkpoints.ts';
import { type EventLog, openEventLog } from '../log/event-log.ts';
import { EMBEDDING_MODEL } from '../models/embedding-model.ts';
import { modelOnDisk } from '../models/load-model-from-disk.ts';
import { openOnnxEmbedder } from '../models/onnx-embedder.ts';
import { Vectors } from '../models/vectors.ts';
import { indexRows } from '../store/index-rows.ts';
import { openDatabase } from '../store/open-database.ts';
import { sizesOfStores } from '../store/sizes-of-stores.ts';
import { vectorRows } from '../store/vector-rows.ts';
import type { EngineApi } from './api.ts';
import { Engine } from './engine.ts';
import type { ImportFiles } from './import-run.ts';
import { createEngineService } from './service.ts';

let names = 0;
const NO_FILES: ImportFiles = {
  offered: async () => null,
  read: async () => null,
  write: async () => undefined,
  save: async () => undefined,
  saved: async () => new Blob(),
  drop: async () => undefined,
};

/** A drawer for one file: what is exported goes in, and is offered to be read again. */
export function drawerForTests(): ImportFiles & { bytes: Uint8Array<ArrayBuffer> } {
  return {
    ...NO_FILES,
    bytes: new Uint8Array(0),
    async offered() {
      return [{ path: 'retrace.ndjson.gz', file: new Blob([this.bytes]) }];
    },
    async save(_, bytes) {
      this.bytes = new Uint8Array(await new Response(bytes).arrayBuffer());
    },
    async saved() {
      return new Blob([this.bytes]);
    },
  };
}

export interface ServiceForTests {
  readonly name: string;
  readonly log: EventLog;
  readonly service: EngineApi;
  readonly pass: (ms: number) => void;
}

/** @param name of a database to open again; `after` so many ms, if the clock is to have gone on. */
export async function openServiceForTests(
  options: {
    readonly name?: string;
    readonly model?: 'none' | 'real';
    readonly files?: ImportFiles;
    readonly after?: number;
    readonly pause?: () => Promise<void>;
  } = {},
): Promise<ServiceForTests> {
  const {
    name = `test-${names++}`,
    model = 'none',
    files = NO_FILES,
    after = 0,
    pause = () => Promise.resolve(),
  } = options;
  const database = await openDatabase({ name });
  const log = await openEventLog({ database, canary: createMemoryCanary() });
  const rows = vectorRows(database);
  let clock = Date.UTC(2026, 2, 2, 12) + after;
  const service = createEngineService({
    log,
    checkpoints: await openCheckpoints(database, Engine.version),
    vectors: new Vectors({
      model: model === 'none' ? 'none' : EMBEDDING_MODEL.id,
      keep: rows,
      open: () =>
        model === 'none'
          ? Promise.reject(new Error('no model in this test'))
          : openOnnxEmbedder({ source: modelOnDisk() }),
    }),
    vectorRows: rows,
    indexRows: indexRows(database),
    now: () => clock,
    midnight: () => '2026-03-02T00:00:00.000Z',
    pause,
    onChanged: () => undefined,
    files,
    sizes: () => sizesOfStores(database),
  });
  return { name, log, service, pass: (ms) => (clock += ms) };
}
