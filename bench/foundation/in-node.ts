/** The figures of the foundation that need no browser. */
import 'fake-indexeddb/auto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Engine } from '../../lib/engine/engine.ts';
import { LiveEngine } from '../../lib/engine/live-engine.ts';
import { createMemoryCanary } from '../../lib/log/canary.ts';
import { openCheckpoints } from '../../lib/log/checkpoints.ts';
import { openEventLog } from '../../lib/log/event-log.ts';
import { EMBEDDING_MODEL } from '../../lib/models/embedding-model.ts';
import { hashText } from '../../lib/models/hash-text.ts';
import { modelOnDisk } from '../../lib/models/load-model-from-disk.ts';
import { openOnnxEmbedder } from '../../lib/models/onnx-embedder.ts';
import { textToEmbed } from '../../lib/recall/document-of.ts';
import { openDatabase } from '../../lib/store/open-database.ts';
import { vectorFolder } from '../../scripts/vector-folder.ts';
import { quantile } from '../benchmark.ts';
import { workingLog } from './working-log.ts';

const ROOT = join(import.meta.dirname, '../..');
const VECTORS_IN_A_BLOCK = 200;

export function contentScriptKilobytes(): number {
  const file = join(ROOT, '.output/chrome-mv3/content-scripts/capture.js');
  return existsSync(file) ? gzipSync(readFileSync(file)).length / 1_024 : Number.NaN;
}

/** Milliseconds for a text of 32 tokens, one thread: the median over different texts, after warming up. */
export async function embeddingMs(texts: number): Promise<number> {
  const embedder = await openOnnxEmbedder({ source: modelOnDisk(), threads: 1 });
  const words =
    'bridge ferry harbour winter board ticket review answer garden library museum poster river school station'.split(
      ' ',
    );
  const times: number[] = [];
  for (let i = 0; i < texts + 5; i++) {
    let text = `number ${i}`;
    for (let k = 0; embedder.tokenize(text).length < 32; k++) text += ` ${words[(i * 7 + k) % words.length]}`;
    const start = performance.now();
    await embedder.embed(text);
    if (i >= 5) times.push(performance.now() - start);
  }
  await embedder.dispose();
  return quantile(times, 0.5);
}

/** Seconds for storing, deriving and digesting a log: store and engine alone. */
export async function storeAndEngineSeconds(events: number): Promise<number> {
  const records = [...workingLog(events, 1)];
  const database = await openDatabase({ name: `bench-${Date.now()}` });
  const start = performance.now();
  const log = await openEventLog({ database, canary: createMemoryCanary() });
  await log.append(records);
  const live = new LiveEngine({
    read: (after) => log.readInOrder(after),
    checkpoints: await openCheckpoints(database, Engine.version),
    size: () => log.count,
    changes: () => log.changes,
    pause: () => Promise.resolve(),
  });
  await live.start();
  live.engine.digest();
  const seconds = (performance.now() - start) / 1_000;
  log.close();
  return seconds;
}

/** Seconds for `npm run replay` over a log whose vectors are all kept, with recall and context among the asks. */
export async function replaySeconds(events: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-bench-'));
  try {
    const records = [...workingLog(events, 2)];
    writeFileSync(join(folder, 'log.ndjson'), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    const asks = [
      { id: 1, ask: 'recall', query: 'bridge opening in winter', k: 10 },
      { id: 2, ask: 'context', prompt: 'Write about the ferry timetable' },
      { id: 3, ask: 'effect', outcome_type: 'wiki:revert:edit' },
      ...Array.from({ length: 20 }, (_, i) => ({
        id: 10 + i,
        ask: 'recall',
        query: `review ${i}`,
        at: records[Math.floor(((i + 1) * events) / 22)]!.t,
      })),
    ];
    writeFileSync(join(folder, 'ask.ndjson'), asks.map((ask) => `${JSON.stringify(ask)}\n`).join(''));
    await keepVectors(folder, [
      ...new Set([
        ...records.flatMap((record) => textToEmbed(record) ?? []),
        ...asks.map((ask) => ask.query ?? ask.prompt ?? ''),
      ]),
    ]);
    const start = performance.now();
    execFileSync(
      process.execPath,
      [
        join(ROOT, 'scripts/replay.ts'),
        '--in',
        join(folder, 'log.ndjson'),
        '--ask',
        join(folder, 'ask.ndjson'),
        '--out',
        join(folder, 'out.ndjson'),
      ],
      {
        env: { ...process.env, XDG_CACHE_HOME: folder },
      },
    );
    return (performance.now() - start) / 1_000;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Fills the folder of kept vectors with made-up ones: how long the model takes is another figure. */
async function keepVectors(cache: string, texts: readonly string[]): Promise<void> {
  const keep = vectorFolder(join(cache, 'retrace'));
  const { dimensions, id } = EMBEDDING_MODEL;
  for (let from = 0; from < texts.length; from += VECTORS_IN_A_BLOCK) {
    const part = texts.slice(from, from + VECTORS_IN_A_BLOCK);
    const hashes = Uint8Array.from(part.flatMap((text) => [...hashText(text)]));
    const data = Int8Array.from({ length: part.length * dimensions }, (_, i) => ((i * 31 + from * 7) % 21) - 10);
    await keep.append(id, { hashes, data });
  }
}
