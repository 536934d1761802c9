/** `npm run replay -- --in LOG --digest`: what is derived from a log, as one number and as one a store (docs/replay.md). */
import { digestsOf } from '../../lib/engine/digests.ts';
import { Engine } from '../../lib/engine/engine.ts';
import { VectorTable } from '../../lib/models/vector-table.ts';
import { Recall } from '../../lib/recall/recall.ts';
import type { LogRecord } from '../../lib/records/record.ts';

/** Lines `digest  store`, `all` first, then the stores by name. @param records in log order. */
export function digestLines(records: readonly LogRecord[]): string[] {
  const engine = new Engine();
  const recall = new Recall(new VectorTable());
  for (const record of records) {
    engine.apply(record);
    recall.add(record);
  }
  const { all, stores } = digestsOf(engine, recall);
  return [['all', all] as const, ...Object.entries(stores)].map(([name, digest]) => `${digest}  ${name}`);
}
