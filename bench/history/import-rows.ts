/**
 * Rows of the benchmark about history that comes in: what is found in planted exports, that nothing is lost or comes in twice, what broken
 * files do, and what a large export costs each browser. `npm run build && npm run build:firefox` first.
 */
import 'fake-indexeddb/auto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServiceForTests } from '../../lib/engine/service-for-tests.ts';
import { read } from '../../lib/history/export-for-tests.ts';
import { mutatedExports } from '../../lib/history/mutated-exports.ts';
import { consequencesIn, type PlantedExport, plantedChatGpt, plantedClaude } from '../../lib/history/planted-talks.ts';
import type { LogRecord } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';
import { findBrowser } from '../../scripts/browsers/find-browser.ts';
import type { BenchmarkResult } from '../benchmark.ts';
import { costOfImport, goOnAfterEnds } from './import-in-browser.ts';
import { writeLargeExport } from './large-export.ts';
import { oneFile, until } from './one-file.ts';

/** Seeds that no test uses. */
const FIRST_SEED = 9_001;
const SEEDS = 40;
const TALKS = 200;
const MUTATED = 100_000;
const LARGE_IN_BYTES = 1.2e9;
/** Of the export whose import is ended and gone on with. */
const ENDED_IN_BYTES = 60e6;
const BROWSERS = ['chromium', 'firefox'] as const;

type Say = (line: string) => void;
type Figures = Readonly<Record<string, number>>;

export async function importRows({
  quick,
  say,
}: {
  readonly quick: boolean;
  readonly say: Say;
}): Promise<BenchmarkResult> {
  const figures: Record<string, number> = {};
  const targets: Record<string, BenchmarkResult['targets'][string]> = {
    import_branches_precision: { at_least: 1 },
    import_branches_recall: { at_least: 1 },
    import_ratings_precision: { at_least: 1 },
    import_ratings_recall: { at_least: 1 },
    import_messages_unaccounted: { at_most: 0 },
    import_broken_exceptions: { at_most: 0 },
    import_broken_unaccounted: { at_most: 0 },
    import_broken_links: { at_most: 0 },
    import_twice_new: { at_most: 0 },
    import_after_live_new: { at_most: 0 },
  };
  const notes: string[] = [];
  const put = (more: Figures) => {
    for (const [key, figure] of Object.entries(more)) {
      figures[key] = Number(figure.toFixed(3));
      say(`${key} ${figures[key]}`);
    }
  };
  put(await foundOfPlanted(quick ? 2 : SEEDS));
  put(await broken(quick ? 1_000 : MUTATED, say));
  put(await again(quick ? 40 : TALKS));
  if (quick) return { figures, targets };

  const folder = mkdtempSync(join(tmpdir(), 'retrace-import-'));
  try {
    const [large, ended] = [join(folder, 'large.zip'), join(folder, 'ended.zip')];
    const made = await writeLargeExport(large, LARGE_IN_BYTES, FIRST_SEED);
    await writeLargeExport(ended, ENDED_IN_BYTES, FIRST_SEED + 1);
    put({ import_large_mb: made.bytes / 1e6, import_large_messages: made.messages });
    for (const browser of BROWSERS) {
      Object.assign(targets, targetsOf(browser));
      const found = findBrowser(browser, false);
      if ('missing' in found) {
        notes.push(`${browser}: ${found.missing}`);
        continue;
      }
      const cost = await costOfImport(browser, large, made);
      put({
        [`import_${browser}_look_s`]: cost.lookSeconds,
        [`import_${browser}_s`]: cost.keepSeconds,
        [`import_${browser}_memory_mb`]: cost.memoryMb,
        [`import_${browser}_unaccounted`]: cost.unaccounted,
      });
      const goneOn = await goOnAfterEnds(browser, ended);
      put({
        [`import_${browser}_cancel_ms`]: Math.max(cost.cancelMs, goneOn.cancelMs),
        [`import_${browser}_gone_on_unequal`]: Number(!goneOn.isSame),
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { figures, targets, notes };
}

function targetsOf(browser: string): Record<string, BenchmarkResult['targets'][string]> {
  return {
    [`import_${browser}_s`]: { at_most: 120 },
    [`import_${browser}_memory_mb`]: { at_most: 400 },
    [`import_${browser}_unaccounted`]: { at_most: 0 },
    [`import_${browser}_cancel_ms`]: { at_most: 1_000 },
    [`import_${browser}_gone_on_unequal`]: { at_most: 0 },
  };
}

const filesOf = ({ talks, ratings }: PlantedExport) => ({
  'conversations.json': JSON.stringify(talks),
  'ratings.json': JSON.stringify(ratings),
});

/** What was planted in exports of two products against what is found in them. */
async function foundOfPlanted(seeds: number): Promise<Figures> {
  const counts = { branches: { planted: 0, found: 0, right: 0 }, ratings: { planted: 0, found: 0, right: 0 } };
  let unaccounted = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
    for (const plant of [plantedChatGpt, plantedClaude]) {
      const made = plant(seed, TALKS);
      const { records, report } = await read(filesOf(made));
      const kept = Object.values(report.messages).reduce((sum, each) => sum + each, 0);
      unaccounted += Math.abs(made.messages - kept);
      const of = (each: string) => (each.startsWith('rate ') ? counts.ratings : counts.branches);
      for (const each of made.planted) of(each).planted++;
      const found = consequencesIn(records);
      for (const each of found) of(each).found++;
      // Found twice, it is right once.
      for (const each of new Set(found)) if (made.planted.has(each)) of(each).right++;
    }
  }
  const { branches, ratings } = counts;
  return {
    import_planted: branches.planted + ratings.planted,
    import_branches_precision: branches.right / branches.found,
    import_branches_recall: branches.right / branches.planted,
    import_ratings_precision: ratings.right / ratings.found,
    import_ratings_recall: ratings.right / ratings.planted,
    import_messages_unaccounted: unaccounted,
  };
}

/** Files of all formats with something broken: no error, each message accounted for, and no record of half a talk. */
async function broken(files: number, say: Say): Promise<Figures> {
  const counts = { exceptions: 0, unaccounted: 0, links: 0 };
  let tried = 0;
  for (const text of mutatedExports(FIRST_SEED, files)) {
    if (++tried % 20_000 === 0) say(`${tried} broken files`);
    try {
      const { records, report } = await read({ 'broken.json': text });
      const kept = Object.values(report.messages).reduce((sum, each) => sum + each, 0);
      counts.unaccounted += Math.abs(report.seen - kept);
      const ids = new Set(records.map(({ id }) => id));
      for (const { links = [] } of records) counts.links += links.filter((id) => !ids.has(id)).length;
    } catch (error) {
      if (counts.exceptions++ === 0) say(`the first exception: ${String(error)}`);
    }
  }
  return {
    import_broken_files: files,
    import_broken_exceptions: counts.exceptions,
    import_broken_unaccounted: counts.unaccounted,
    import_broken_links: counts.links,
  };
}

/** The same export a second time, and one of talks that were recorded live. */
async function again(talks: number): Promise<Figures> {
  const { 'conversations.json': text } = filesOf(plantedChatGpt(FIRST_SEED, talks));
  const files = oneFile();
  files.file = new Blob([text]);
  const first = await openServiceForTests({ files });
  const imported = async ({ service }: typeof first) => {
    await service.importLook('it', []);
    await until(service, 'importStatus', 'ready');
    await service.importStart();
    await until(service, 'importStatus', 'done');
    return (await service.importStatus()).kept;
  };
  const kept = await imported(first);
  const twice = await imported(first);
  const { records } = await read({ 'conversations.json': text });
  const after = await openServiceForTests({ files });
  await after.service.append(asRecordedLive(records));
  const afterLive = await imported(after);
  await Promise.all([first, after].map(({ service }) => service.settled()));
  first.log.close();
  after.log.close();
  return { import_again_records: kept, import_twice_new: twice, import_after_live_new: afterLive };
}

/** What the recorder would have made of the same talks: other ids, and times of its own clock. */
function asRecordedLive(records: readonly LogRecord[]): LogRecord[] {
  const random = seededRandom(FIRST_SEED);
  const ids = new Map(records.map(({ id }, i) => [id, `live-${i}`]));
  return records.map((record) => {
    const isAnswer = record.kind === 'statement' && record.role === 'assistant';
    const later = isAnswer ? random() * 5_000 : random() * 2_000 - 1_000;
    return {
      ...record,
      id: ids.get(record.id)!,
      t: new Date(Date.parse(record.t) + later).toISOString(),
      ...(record.links && { links: record.links.map((id) => ids.get(id) ?? id) }),
    };
  });
}
