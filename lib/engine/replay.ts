/**
 * The headless engine: a log in, answers out (replay contract). The same engine and index as in the extension; asks with
 * `at` are answered in one pass over the log.
 */
import type { IgnoredLink } from '../linking/threads.ts';
import type { Vectors } from '../models/vectors.ts';
import { textToEmbed } from '../recall/document-of.ts';
import { Recall } from '../recall/recall.ts';
import type { LogRecord } from '../records/record.ts';
import { instantOf } from '../records/validate-record.ts';
import { answer, needsVectors } from './answer.ts';
import type { Answer, AnswerSources, Ask } from './answers/ask.ts';
import { Engine } from './engine.ts';

export interface ReplayOptions {
  /** In log order. */
  readonly records: readonly LogRecord[];
  /** Parsed ask lines in file order; null for one that could not be read, with the reason. */
  readonly asks: readonly (Ask | { readonly unreadable: string })[];
  readonly vectors: Vectors;
  /** What counts as now for asks without `at`; the end of the log if left out. */
  readonly now?: string;
  readonly seed: number;
}

export interface Replayed {
  /** In the order of the asks. */
  readonly answers: readonly Answer[];
  /** Links of outcomes that lead to no earlier action or decision. */
  readonly ignored: readonly IgnoredLink[];
}

export async function replay({ records, asks, vectors, now, seed }: ReplayOptions): Promise<Replayed> {
  const readable = asks.filter((ask): ask is Ask => !('unreadable' in ask));
  const indexed = readable.some(needsVectors);
  const recall = new Recall(vectors.table);
  if (indexed) {
    for (const record of records) recall.add(record);
    await vectors.ensure(records.flatMap((record) => textToEmbed(record) ?? []));
  }
  const byId = new Map(records.map((record) => [record.id, record]));
  const end = now ?? records.at(-1)?.t ?? new Date(0).toISOString();
  const engine = new Engine();
  const sources = (at: string | null): AnswerSources => ({
    engine,
    recall,
    vectors,
    at,
    now: at ?? end,
    seed,
    get: async (ids) => {
      const found = new Map<string, LogRecord>();
      for (const id of ids) {
        const record = byId.get(id);
        if (record && (at === null || record.t <= at)) found.set(id, record);
      }
      return found;
    },
  });

  const answers = new Map<number, Answer>();
  const later: number[] = [];
  const timed: { readonly i: number; readonly at: string }[] = [];
  for (const [i, ask] of asks.entries()) {
    if ('unreadable' in ask) answers.set(i, { id: null, error: ask.unreadable });
    else if (ask.at === undefined || ask.at === null) later.push(i);
    else {
      const at = instantOf(ask.at);
      if (at === null) answers.set(i, { id: ask.id ?? null, error: '“at” must be an ISO instant' });
      else timed.push({ i, at });
    }
  }
  timed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.i - b.i));

  let next = 0;
  const answerUpTo = async (bound: string | null) => {
    for (; next < timed.length && (bound === null || timed[next]!.at < bound); next++) {
      const { i, at } = timed[next]!;
      answers.set(i, await answer(asks[i] as Ask, sources(at)));
    }
  };
  for (const record of records) {
    if (next < timed.length && timed[next]!.at < record.t) await answerUpTo(record.t);
    engine.apply(record);
  }
  await answerUpTo(null);
  for (const i of later) answers.set(i, await answer(asks[i] as Ask, sources(null)));
  return { answers: asks.map((_, i) => finite(answers.get(i)!) as Answer), ignored: engine.threads.ignored };
}

/** Answers hold finite numbers only; one that is not would be a fault of ours, and must not break the reader's JSON. */
function finite(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : 0;
  if (Array.isArray(value)) return value.map(finite);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, finite(member)]));
}
