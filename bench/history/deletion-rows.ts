/** Rows of the benchmark about deletion: that it reaches everything, that nothing comes back, and how long it takes. */
import 'fake-indexeddb/auto';
import type { DeleteScope, EngineApi } from '../../lib/engine/api.ts';
import { openServiceForTests, type ServiceForTests } from '../../lib/engine/service-for-tests.ts';
import type { LogRecord } from '../../lib/records/record.ts';
import type { BenchmarkResult } from '../benchmark.ts';
import { workingLog } from '../foundation/working-log.ts';
import { deletableLog } from './deletable-log.ts';
import { deletionDigests } from './deletion-digests.ts';
import { oneFile, until } from './one-file.ts';

/** Of the proof by digests; of the same on whole services, which takes a hundred times as long. */
const LOGS = 1_000;
const SERVICES = 30;
/** Nothing of a time to come is taken from a file: the clock stands after all logs. */
const AFTER_ALL_LOGS_IN_MS = 20 * 365 * 86_400_000;
const EVENTS = 100_000;
/** Different texts of the large log: people repeat themselves, and how long the model takes is another figure. */
const DISTINCT_TEXTS = 300;

export async function deletionRows({
  quick,
  say,
}: {
  readonly quick: boolean;
  readonly say: (line: string) => void;
}): Promise<Pick<BenchmarkResult, 'figures' | 'targets'>> {
  const figures: Record<string, number> = {};
  const put = (more: Readonly<Record<string, number>>) => {
    for (const [key, figure] of Object.entries(more)) {
      figures[key] = Number(figure.toFixed(3));
      say(`${key} ${figures[key]}`);
    }
  };
  put(await proof(quick ? 10 : LOGS, say));
  put({ deletion_revived_in_service: await revivedInServices(quick ? 2 : SERVICES, say) });
  put(await timeOfLargeDeletions(quick ? 1_000 : EVENTS, quick ? 30 : DISTINCT_TEXTS));
  return {
    figures,
    targets: {
      deletion_unequal: { at_most: 0 },
      deletion_revived: { at_most: 0 },
      deletion_texts_left: { at_most: 0 },
      deletion_revived_in_service: { at_most: 0 },
      deletion_preview_ms: { at_most: 1_000 },
      deletion_person_matches_ms: { at_most: 1_000 },
      deletion_out_of_sight_ms: { at_most: 500 },
      deletion_done_s: { at_most: 20 },
    },
  };
}

/** digest(delete(S)) against digest(replay(log − S)), for every kind of scope. */
async function proof(logs: number, say: (line: string) => void): Promise<Record<string, number>> {
  const start = performance.now();
  const counts = { tried: 0, deleted: 0, unequal: 0, revived: 0, left: 0 };
  for await (const tried of deletionDigests(Array.from({ length: logs }, (_, i) => i + 1))) {
    counts.tried++;
    counts.deleted += tried.deleted;
    if (!tried.isSame) counts.unequal++;
    counts.revived += tried.revived;
    counts.left += tried.leaks.length;
    if (!tried.isSame || tried.revived > 0 || tried.leaks.length > 0) say(`seed ${tried.seed}, ${tried.scope}: wrong`);
  }
  return {
    deletion_logs: logs,
    deletion_tried: counts.tried,
    deletion_records: counts.deleted,
    deletion_unequal: counts.unequal,
    deletion_revived: counts.revived,
    deletion_texts_left: counts.left,
    deletion_proof_s: (performance.now() - start) / 1_000,
  };
}

/** Records that are there again after a backup from before was restored and imported, and all was captured once more. */
async function revivedInServices(services: number, say: (line: string) => void): Promise<number> {
  let revived = 0;
  for (let seed = 1; seed <= services; seed++) {
    const records = deletableLog(seed);
    const files = oneFile();
    const device = await openServiceForTests({ files, after: AFTER_ALL_LOGS_IN_MS });
    await device.service.append(records);
    await device.service.exportAll();
    const scopes: readonly DeleteScope[] = [
      { app: 'wiki.example' },
      { space: 'work' },
      { ids: records.filter((_, i) => i % 3 === 0).map(({ id }) => id) },
    ];
    await device.service.delete(scopes[seed % scopes.length]!);
    await device.service.settled();
    const gone = records.map(({ id }) => id).filter(await notIn(device, records));
    const before = await device.service.digest();

    await device.service.captured(records);
    await device.service.restore('it');
    await until(device.service, 'restoreStatus', 'done');
    await device.service.importLook('it', []);
    await until(device.service, 'importStatus', 'ready');
    await device.service.importStart();
    await until(device.service, 'importStatus', 'done');
    await device.service.settled();
    const back = (await device.log.get(gone)).size;
    if (back > 0 || gone.length === 0) say(`seed ${seed}: ${back} of ${gone.length} came back`);
    revived += back + Number((await device.service.digest()) !== before);
    device.log.close();
  }
  return revived;
}

async function notIn({ log }: ServiceForTests, records: readonly LogRecord[]): Promise<(id: string) => boolean> {
  const there = await log.get(records.map(({ id }) => id));
  return (id) => !there.has(id);
}

/** A site and a space of a large log: until no view has it, and until nothing has. */
async function timeOfLargeDeletions(events: number, distinct: number): Promise<Record<string, number>> {
  const { service, log } = await openServiceForTests({ model: 'real' });
  const records = [...workingLog(events, 1, { distinct })].map(
    (record, i): LogRecord => ({ ...record, ...(i % 3 === 0 && { space: 'work' }) }),
  );
  for (let i = 0; i < events; i += 5_000) await service.append(records.slice(i, i + 5_000));
  await service.settled();
  // Opens the index, so that deleting has to reach it.
  await service.deleteMatches({ topic: 'bridge ferry' });
  await service.settled();
  const half = records[Math.floor(events / 2)]!.t;
  const previews = [{ app: 'wiki.example' }, { space: 'work' }, { thread: records[9]!.thread! }, { from: half }];
  const preview = await slowest(previews.map((scope) => () => service.deletePreview(scope)));
  const person = await slowest([() => service.deleteMatches({ person: 'Ana' })]);
  const topic = await slowest([() => service.deleteMatches({ topic: 'bridge ferry' })]);
  const site = await timeOf(service, { app: 'wiki.example' });
  const space = await timeOf(service, { space: 'work' });
  log.close();
  return {
    deletion_preview_ms: preview,
    deletion_person_matches_ms: person,
    deletion_topic_matches_ms: topic,
    deletion_out_of_sight_ms: Math.max(site.outOfSight, space.outOfSight),
    deletion_done_s: Math.max(site.done, space.done) / 1_000,
  };
}

async function slowest(asks: readonly (() => Promise<unknown>)[]): Promise<number> {
  let longest = 0;
  for (const ask of asks) {
    const start = performance.now();
    await ask();
    longest = Math.max(longest, performance.now() - start);
  }
  return longest;
}

async function timeOf(service: EngineApi, scope: DeleteScope): Promise<{ outOfSight: number; done: number }> {
  const start = performance.now();
  await service.delete(scope);
  const outOfSight = performance.now() - start;
  await service.settled();
  return { outOfSight, done: performance.now() - start };
}
