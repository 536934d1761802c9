/**
 * What is worth keeping, measured: at a tenth of the bytes of a log as it lies, how much of credit and of recall is left, beside
 * what anybody would try first.
 *
 * - Credit: planted worlds with a text in every record. AUC of true causes, as `bench/credit` scores effects: |total|/se of types
 *   that have an effect against those of types that have none, mean over seeds. The loss is that of the world that loses most. Apart
 *   from them, chains with six acts of ten torn from thread and state: their words alone say what they were about.
 * - Recall: questions of four words on the same logs, one record each; and a year of a phone (LifeBench, one person), by words
 *   and time alone, and with vectors. R@10 is the share of a question's evidence among the first ten.
 * - What it costs the extension to do it itself (`reducing.ts`).
 *
 * Bytes are counted as `lib/keeping/bytes-of-log.ts` says; without a model there are no vectors to count. Losses are against the
 * whole log, asked in the same way. `share_with_all_texts` is what compact blocks take when nothing is reduced. Designed on seeds below 100 and on LifeBench's other person; reported on these.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reduceLog } from '../../lib/engine/reduce-log.ts';
import { blocksOf, bytesOfLog, bytesOfReduced, type WithVectors } from '../../lib/keeping/bytes-of-log.ts';
import { EMBEDDING_MODEL } from '../../lib/models/embedding-model.ts';
import { modelOnDisk } from '../../lib/models/load-model-from-disk.ts';
import { openOnnxEmbedder } from '../../lib/models/onnx-embedder.ts';
import { Vectors } from '../../lib/models/vectors.ts';
import { textToEmbed } from '../../lib/recall/document-of.ts';
import { Recall } from '../../lib/recall/recall.ts';
import { decodeBlock, encodeBlock, usesOfNames } from '../../lib/records/compact-block.ts';
import { NameTable } from '../../lib/records/name-table.ts';
import type { LogRecord } from '../../lib/records/record.ts';
import { cacheFolder, vectorFolder } from '../../scripts/vector-folder.ts';
import type { BenchmarkResult, Target } from '../benchmark.ts';
import { askTheProduct, effectAsk, effectsIn } from '../credit/ask-the-product.ts';
import { casesOfLog } from '../credit/cases-of-log.ts';
import { mean } from '../credit/family.ts';
import { areaUnderCurve, scoreEffects } from '../credit/score-effects.ts';
import { worldNamed } from '../credit/world-named.ts';
import { KEEP_RIVALS } from './keep-rivals.ts';
import { type PlantedQuestion, questionsOn, withoutThreads, withTexts } from './planted-texts.ts';
import { measureReducing } from './reducing.ts';

const SHARE_OF_BYTES = 0.1;
const EVENTS_TO_REDUCE = 100_000;
const K = 10;
const WORLDS = ['a', 'b', 'chain', 'delays', 'links-20-5', 'ratings', 'superstition'] as const;
const SEEDS = 3;
/** Rivals lose so much that one log a world shows it; to fit them takes most of the time. */
const SEEDS_OF_RIVALS = 1;
const BY_WORDS = 'chain by words';
/** A world, which share of its acts is torn from its thread, and on how many seeds. */
const PLACES: readonly (readonly [label: string, world: string, torn: number, seeds: number])[] = [
  ...WORLDS.map((world) => [world, world, 0, SEEDS] as const),
  [BY_WORDS, 'chain', 0.6, 2 * SEEDS],
];
const QUESTIONS_A_LOG = 100;
const DATA = join(import.meta.dirname, '../../../shared/data/lifebench');
const PERSON = 'songyajing';

export const KEEPING_TARGETS: Readonly<Record<string, Target>> = {
  keeping_credit_loss: { at_most: 0.01 },
  keeping_recall_loss: { at_most: 0.03 },
  keeping_year_loss: { at_most: 0.03 },
  keeping_year_with_vectors_loss: { at_most: 0.03 },
  keeping_largest_share_of_bytes: { at_most: SHARE_OF_BYTES },
  keeping_share_on_disk: { at_most: 0.12 },
  keeping_append_p99_ms_while_reducing: { at_most: 250 },
};

interface Options {
  readonly quick: boolean;
  readonly say: (line: string) => void;
  /** Seeds and person to design on, instead of those that are reported. */
  readonly tuning?: boolean;
}

/** A log kept in some way: its records, and the bytes they take of those of the whole. */
interface Kept {
  readonly records: readonly LogRecord[];
  readonly share: number;
}

/** Everything, ours and, if they are asked for, every rival at a tenth of the bytes. */
function waysToKeep(
  records: readonly LogRecord[],
  counted: WithVectors,
  withRivals: boolean,
): ReadonlyMap<string, Kept> {
  const all = bytesOfLog(records, counted);
  const budget = SHARE_OF_BYTES * all;
  const ours = reduceLog(records, budget, counted);
  return new Map<string, Kept>([
    ['all', { records, share: 1 }],
    ['ours', { records: ours.records, share: ours.bytes / all }],
    ...Object.entries(withRivals ? KEEP_RIVALS : {}).map(([name, keep]): [string, Kept] => {
      const kept = keep(records, budget, counted);
      const bytes = name.endsWith('texts') ? bytesOfReduced(kept, counted) : bytesOfLog(kept, counted);
      return [name, { records: kept, share: bytes / all }];
    }),
  ]);
}

/** Figures by name, each over what was measured. */
type Measured = Map<string, number[]>;

function note(measured: Measured, name: string, figure: number): void {
  const there = measured.get(name);
  if (there) there.push(figure);
  else measured.set(name, [figure]);
}

async function measureWorlds({ quick, say, tuning }: Options, measured: Measured): Promise<void> {
  for (const [label, world, torn, seeds] of quick ? PLACES.slice(-2) : PLACES) {
    for (let i = 0; i < (quick ? 1 : seeds); i++) {
      const seed = (tuning ? 1 : 1_001) + i;
      const { records: bare, truth } = worldNamed(world).generate({ seed, outcomes: quick ? 60 : 300 });
      const records = withoutThreads(withTexts(bare, seed), torn, seed);
      const occurring = new Set(
        casesOfLog(bare, truth.outcomeType).flatMap(({ steps }) => steps.map(({ type }) => type)),
      );
      const total = new Map([...truth.total].filter(([type]) => occurring.has(type)));
      const questions = questionsOn(records, QUESTIONS_A_LOG, seed);
      const ofAll = { auc: 0, recall: 0 };
      for (const [way, kept] of waysToKeep(records, { vectors: true }, i < SEEDS_OF_RIVALS)) {
        const auc = await aucOf(kept.records, truth.outcomeType, total);
        const recall = shareFound(kept.records, questions);
        if (way === 'all') Object.assign(ofAll, { auc, recall });
        note(measured, `${way} auc ${label}`, auc);
        note(measured, `${way} auc loss ${label}`, ofAll.auc - auc);
        note(measured, `${way} recall`, recall);
        note(measured, `${way} recall loss`, ofAll.recall - recall);
        note(measured, `${way} share`, kept.share);
      }
    }
    say(`${label}: AUC ${told(measured, 'all', label)} of all, ${told(measured, 'ours', label)} at a tenth`);
  }
}

function told(measured: Measured, way: string, label: string): string {
  return mean(measured.get(`${way} auc ${label}`)!).toFixed(3);
}

/** A log of which no outcome is left says nothing: every type has the same score. */
async function aucOf(
  records: readonly LogRecord[],
  outcomeType: string,
  total: ReadonlyMap<string, number>,
): Promise<number> {
  const [said] = await askTheProduct(records, [effectAsk(outcomeType)]);
  if (said && 'error' in said) return areaUnderCurve(total, () => 0);
  return scoreEffects(effectsIn(said), total).auc!;
}

function shareFound(records: readonly LogRecord[], questions: readonly PlantedQuestion[]): number {
  const recall = new Recall();
  for (const record of records) recall.add(record);
  return mean(questions.map(({ query, gold }) => Number(recall.search({ query, k: K }).some(({ id }) => id === gold))));
}

/** A question about a year of a phone, and the items that are its evidence. */
interface YearQuestion {
  readonly query: string;
  readonly k: number;
  readonly gold: ReadonlySet<string>;
}

function readYear(person: string): { readonly records: LogRecord[]; readonly questions: YearQuestion[] } {
  const lines = <T>(name: string) =>
    readFileSync(join(DATA, person, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as T);
  const answers = JSON.parse(readFileSync(join(DATA, person, 'answers.json'), 'utf8')) as Readonly<
    Record<string, { readonly gold: readonly string[] }>
  >;
  return {
    records: lines<LogRecord>('log.ndjson').filter(({ id }) => id !== undefined),
    questions: lines<{ id: string; query: string; k: number }>('ask.ndjson').map(({ id, query, k }) => ({
      query,
      k,
      gold: new Set(answers[id]!.gold),
    })),
  };
}

/** R@10 of a year; several utterances of one chat are one item. @param vectors null: by words and time alone. */
async function recallOfYear(
  records: readonly LogRecord[],
  questions: readonly YearQuestion[],
  vectors: Vectors | null,
): Promise<number> {
  const recall = new Recall(vectors?.table ?? null);
  for (const record of records) recall.add(record);
  await vectors?.ensure(records.flatMap((record) => textToEmbed(record) ?? []));
  const shares: number[] = [];
  for (const { query, k, gold } of questions) {
    const hits = recall.search({ query, k, vector: await vectors?.embedNow(query) });
    const items = [...new Set(hits.map(({ id }) => id.split('#')[0]!))].slice(0, K);
    shares.push(items.filter((item) => gold.has(item)).length / gold.size);
  }
  return mean(shares);
}

/** Events a second that are read from compact blocks and indexed, as at every start. */
function eventsReadASecond(records: readonly LogRecord[]): number {
  const blocks = blocksOf(records);
  const names = NameTable.of(usesOfNames(blocks));
  const written = blocks.map((block) => encodeBlock(block, names));
  const started = performance.now();
  const recall = new Recall();
  for (const block of written) for (const record of decodeBlock(block, names)) recall.add(record);
  return records.length / ((performance.now() - started) / 1_000);
}

async function measureYear({ say, tuning }: Options, measured: Measured): Promise<void> {
  const { records, questions } = readYear(tuning ? 'leimingxuan' : PERSON);
  const vectors = new Vectors({
    model: EMBEDDING_MODEL.id,
    open: () => openOnnxEmbedder({ source: modelOnDisk() }),
    keep: vectorFolder(cacheFolder()),
  });
  await vectors.load();
  for (const [name, used] of [
    ['year', null],
    ['year_with_vectors', vectors],
  ] as const) {
    const counted = { vectors: used !== null };
    for (const [way, kept] of waysToKeep(records, counted, true)) {
      const recall = await recallOfYear(kept.records, questions, used);
      note(measured, `${way} ${name}`, recall);
      note(measured, `${way} ${name} loss`, measured.get(`all ${name}`)![0]! - recall);
      note(measured, `${way} share`, kept.share);
      if (way === 'all')
        note(measured, `whole ${name}`, bytesOfReduced(records, counted) / bytesOfLog(records, counted));
      if (way !== 'ours') continue;
      note(measured, `texts ${name}`, kept.records.filter(({ form }) => form === undefined).length / records.length);
      note(measured, `read ${name}`, eventsReadASecond(kept.records));
    }
    say(
      `${name}: R@10 ${measured.get(`all ${name}`)![0]!.toFixed(3)}, ours ${measured.get(`ours ${name}`)![0]!.toFixed(3)}`,
    );
  }
  await vectors.close();
}

/** Figures and targets of what is worth keeping. The quick version is of one small log; its figures mean little. */
export async function measureKeeping(options: Options): Promise<BenchmarkResult> {
  const measured: Measured = new Map();
  const notes: string[] = [];
  if (options.quick) notes.push('a year of a phone: not in the quick version');
  else if (existsSync(DATA)) await measureYear(options, measured);
  else notes.push('a year of a phone: its data is not beside the repository');
  await measureWorlds(options, measured);
  const reducing = await measureReducing(options.quick ? 2_000 : EVENTS_TO_REDUCE, options.say);

  const figures: Record<string, number> = {};
  const figure = (name: string, value: number) => {
    if (Number.isFinite(value)) figures[`keeping_${name}`] = Number(value.toFixed(4));
  };
  const of = (name: string) => mean(measured.get(name) ?? []);
  const labels = PLACES.map(([label]) => label).filter((label) => measured.has(`all auc ${label}`));
  for (const way of ['ours', ...Object.keys(KEEP_RIVALS)]) {
    const suffix = way === 'ours' ? '' : `_of_${way}`;
    const lossIn = (label: string) => of(`${way} auc loss ${label}`);
    const losses = labels.filter((label) => label !== BY_WORDS).map(lossIn);
    figure(`credit_loss${suffix}`, Math.max(...losses));
    figure(`credit_mean_loss${suffix}`, mean(losses));
    figure(`credit_by_words_loss${suffix}`, lossIn(BY_WORDS));
    for (const name of ['recall', 'year', 'year_with_vectors'])
      figure(`${name}_loss${suffix}`, of(`${way} ${name} loss`));
  }
  for (const label of labels) {
    figure(`auc_of_all_${label.replaceAll(/\W+/g, '_')}`, of(`all auc ${label}`));
    figure(`auc_${label.replaceAll(/\W+/g, '_')}`, of(`ours auc ${label}`));
  }
  for (const name of ['recall', 'year', 'year_with_vectors']) {
    figure(`${name}_at_10_of_all`, of(`all ${name}`));
    figure(`${name}_at_10`, of(`ours ${name}`));
    figure(`${name}_share_with_all_texts`, of(`whole ${name}`));
    figure(`${name}_whole_records`, of(`texts ${name}`));
    figure(`${name}_events_read_a_second`, Math.round(of(`read ${name}`)));
  }
  figure('share_on_disk', reducing.shareOnDisk);
  figure('reducing_s', reducing.seconds);
  figure('append_p99_ms_while_reducing', reducing.appendP99Ms);
  figure('append_max_ms_while_reducing', reducing.appendMaxMs);
  figure('delete_ms_of_reduced', reducing.deleteMs);
  figure('open_ms_of_reduced', reducing.openMs);
  figure('index_s_of_reduced', reducing.indexSeconds);
  figure('largest_share_of_bytes', Math.max(...(measured.get('ours share') ?? [])));
  return { figures, targets: KEEPING_TARGETS, notes };
}
