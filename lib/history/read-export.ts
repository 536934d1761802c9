/**
 * History in: files of any product's export become records, a batch at a time (design: ownership.md, section 1). Reading knows nothing
 * of where the records go: a preview counts them, an import keeps them, the headless command writes them. The same files give the same
 * records, so that reading them again adds nothing.
 */
import { redactRecord } from '../privacy/redact.ts';
import type { WordFilter } from '../privacy/redact-words.ts';
import type { LogRecord } from '../records/record.ts';
import { validateRecord } from '../records/validate-record.ts';
import { ExportProblem } from './export-problem.ts';
import { isLoose, type Loose } from './loose.ts';
import type { ExportFile, OpenedExport } from './open-export.ts';
import {
  isChatGptComparison,
  isChatGptRating,
  isChatGptTalk,
  readChatGptComparison,
  readChatGptRating,
  readChatGptTalk,
} from './read-chatgpt.ts';
import {
  isClaudeMemories,
  isClaudeProject,
  isClaudeRating,
  isClaudeTalk,
  readClaudeMemories,
  readClaudeProject,
  readClaudeRating,
  readClaudeTalk,
} from './read-claude.ts';
import { isGeminiActivity, readGeminiActivity } from './read-gemini.ts';
import { isLetta, isMem0, readLetta, readMem0, readPasted } from './read-memories.ts';
import { isOwnHeader, linesIn, readOwnLine } from './read-own-log.ts';
import { type Conversation, type Rating, recordsOfConversation } from './records-of-conversation.ts';
import { type SplitPart, splitJsonArray } from './split-json-array.ts';
import { StatedOnce } from './stated-words.ts';

/** Records of a batch, at least; talks are never cut. */
const BATCH = 1_000;

/** What a file holds, told by its content. */
export type Held =
  | 'chatgpt'
  | 'chatgpt-ratings'
  | 'chatgpt-comparisons'
  | 'claude'
  | 'claude-projects'
  | 'claude-memories'
  | 'claude-ratings'
  | 'gemini'
  | 'mem0'
  | 'letta'
  | 'pasted'
  | 'retrace'
  | 'other';

/** Where a reading stands: all before it is read. */
export interface Cursor {
  readonly path: string;
  /** Elements of that file that are done. */
  readonly elements: number;
}

export interface ReadBatch {
  readonly records: readonly LogRecord[];
  /** To go on after this batch. */
  readonly cursor: Cursor;
  /** Share of the bytes that are read, in [0, 1]. */
  readonly done: number;
}

/** What was found; grows while it is read. */
export interface ImportReport {
  /** Files by what they hold. */
  readonly files: Record<string, number>;
  /** Files that were not read, by reason. */
  readonly passedOver: Record<string, number>;
  conversations: number;
  /** Messages by what they were taken for; the sum is all of them. */
  readonly messages: Record<string, number>;
  /** Records by kind and type: `action chat.prompt`. */
  readonly records: Record<string, number>;
  /** Secrets that were taken out, by kind. */
  readonly redacted: Record<string, number>;
  /** What was wrong and is left aside or mended, by kind. */
  readonly faults: Record<string, number>;
  first: string | null;
  last: string | null;
  /** Of files that could not be read to their end. */
  readonly problems: string[];
}

export interface ReadOptions {
  /** Goes on after it: what was read before is passed over. */
  readonly from?: Cursor | null;
  /** The user's words that are never stored. */
  readonly words?: WordFilter | null;
  readonly signal?: AbortSignal;
}

export function emptyReport(): ImportReport {
  return {
    files: {},
    passedOver: {},
    conversations: 0,
    messages: {},
    records: {},
    redacted: {},
    faults: {},
    first: null,
    last: null,
    problems: [],
  };
}

/**
 * Reads an export. What stands beside the talks (ratings, memories) is read first, then the talks in the order of the files.
 * @throws the signal's reason when aborted. A file that cannot be read to its end is a problem in the report, not an error.
 */
export async function* readExport(
  opened: OpenedExport,
  report: ImportReport,
  { from = null, words = null, signal }: ReadOptions = {},
): AsyncGenerator<ReadBatch> {
  for (const [reason, count] of opened.passedOver) add(report.passedOver, reason, count);
  const kinds = new Map<ExportFile, Held>();
  for (const file of opened.files) {
    signal?.throwIfAborted();
    const held = await heldIn(file, report);
    kinds.set(file, held);
    add(report.files, held);
  }
  const ofKind = (...wanted: Held[]) => opened.files.filter((file) => wanted.includes(kinds.get(file)!));
  const total = opened.files.reduce((sum, { size }) => sum + size, 0) || 1;
  let bytes = 0;
  const counted = async function* (file: ExportFile): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.read()) {
      signal?.throwIfAborted();
      bytes += chunk.length;
      yield chunk;
    }
  };

  const ratings = new Map<string, Rating[]>();
  for (const file of ofKind('chatgpt-ratings', 'chatgpt-comparisons', 'claude-ratings')) {
    for await (const line of elementsOf(file)) {
      const read = isChatGptRating(line)
        ? readChatGptRating(line)
        : isChatGptComparison(line)
          ? readChatGptComparison(line)
          : isClaudeRating(line)
            ? readClaudeRating(line)
            : null;
      if (!read) add(report.faults, 'ratings that say neither good nor bad');
      else ratings.set(read.talk, [...(ratings.get(read.talk) ?? []), read.rating]);
    }
  }
  const stated = new StatedOnce();
  let isPastFrom = from === null;
  let batch: LogRecord[] = [];
  let cursor: Cursor = { path: '', elements: 0 };
  const full = function* (least: number): Generator<ReadBatch> {
    if (batch.length < least) return;
    yield { records: batch, cursor, done: Math.min(1, bytes / total) };
    batch = [];
  };

  for (const file of ofKind('chatgpt', 'claude', 'gemini', 'retrace')) {
    const held = kinds.get(file)!;
    const skip = !isPastFrom && from?.path === file.path ? from.elements : 0;
    if (!isPastFrom && from?.path !== file.path) {
      // It was read before; what is said in it outside of prompts is needed again.
      if (held !== 'chatgpt') continue;
    }
    const isDone = !isPastFrom && from?.path !== file.path;
    isPastFrom ||= from?.path === file.path;
    let elements = 0;
    if (held === 'retrace') {
      for await (const line of safely(linesIn(unzipped(file, counted(file))))) {
        if (++elements <= skip) continue;
        const own = readOwnLine(line);
        if (own?.refused) add(report.faults, own.refused.reason);
        if (own?.record) take(own.record);
        cursor = { path: file.path, elements };
        yield* full(BATCH);
      }
      continue;
    }
    if (held === 'gemini') {
      const lines: Loose[] = [];
      for await (const line of elementsOf(file)) if (isLoose(line)) lines.push(line);
      const { records, tally } = readGeminiActivity(lines);
      for (const [what, count] of Object.entries(tally)) add(report.messages, what, count);
      for (const record of records) take(cleaned(record));
      cursor = { path: file.path, elements: lines.length };
      yield* full(BATCH);
      continue;
    }
    for await (const element of elementsOf(file)) {
      elements++;
      if (!isLoose(element)) {
        add(report.faults, 'parts that are no talk');
        continue;
      }
      const read = isChatGptTalk(element)
        ? readChatGptTalk(element, ratings.get(nameOf(element)))
        : isClaudeTalk(element)
          ? readClaudeTalk(element, [...(ratings.get(nameOf(element)) ?? []), ...(ratings.get('') ?? [])])
          : null;
      if (!read) {
        add(report.faults, 'parts that are no talk');
        continue;
      }
      for (const each of read.stated) stated.add(each);
      if (elements <= skip || isDone) continue;
      ratings.delete(nameOf(element));
      report.conversations++;
      for (const [what, count] of Object.entries(read.tally)) add(report.messages, what, count);
      takeTalk(read.talk);
      cursor = { path: file.path, elements };
      yield* full(BATCH);
    }
  }
  for (const rating of [...ratings.values()].flat()) {
    if (rating.id.startsWith('claude/') && rating.time === null) continue;
    takeTalk(lone(rating));
  }
  for (const file of ofKind('claude-projects', 'claude-memories', 'mem0', 'letta', 'pasted')) {
    const held = kinds.get(file)!;
    if (held === 'pasted') {
      const { stated: all, tally } = readPasted(await textOf(counted(file)));
      for (const each of all) stated.add(each);
      for (const [what, count] of Object.entries(tally)) add(report.messages, what, count);
      continue;
    }
    for await (const element of elementsOf(file)) {
      const memories = isMem0(element) ? readMem0(element) : isLetta(element) ? readLetta(element) : null;
      for (const [what, count] of Object.entries(memories?.tally ?? {})) add(report.messages, what, count);
      for (const each of memories?.stated ?? []) stated.add(each);
      if (isClaudeProject(element)) for (const each of readClaudeProject(element)) stated.add(each);
      if (isClaudeMemories(element)) for (const each of readClaudeMemories(element)) stated.add(each);
    }
  }
  const newest = report.last === null ? 0 : Date.parse(report.last);
  for (const record of stated.records(newest)) take(cleaned(record));
  cursor = { path: '\uffff', elements: 0 };
  yield* full(1);

  function takeTalk(talk: Conversation): void {
    const { records, tree } = recordsOfConversation(talk);
    for (const [fault, count] of Object.entries(tree.faults)) if (count > 0) add(report.faults, fault, count);
    const ids = new Set<string>();
    for (const record of records) {
      if (ids.has(record.id)) continue;
      ids.add(record.id);
      take(cleaned(record));
    }
  }

  /** A rating of a talk that is not in the export. */
  function lone(rating: Rating): Conversation {
    const source = rating.id.startsWith('claude/') ? 'claude' : 'chatgpt';
    const app = source === 'claude' ? 'claude.ai' : 'chatgpt.com';
    return {
      source,
      app,
      thread: `${app}/chat:unknown`,
      prefix: `${source}/m/`,
      title: '',
      nodes: [],
      leaf: null,
      start: null,
      ratings: [rating],
    };
  }

  function cleaned(record: LogRecord): LogRecord {
    const clean = redactRecord(record, words);
    if (clean.text !== record.text) {
      for (const [mark] of (clean.text ?? '').matchAll(/\[(?:card|iban|key|secret|code|word)\]/g)) {
        add(report.redacted, mark.slice(1, -1));
      }
    }
    return clean;
  }

  function take(record: LogRecord): void {
    const checked = validateRecord(record);
    if (!checked.ok) {
      add(report.faults, checked.reason);
      return;
    }
    add(report.records, 'type' in record && record.type ? `${record.kind} ${record.type}` : record.kind);
    const { t } = checked.record;
    if (report.first === null || t < report.first) report.first = t;
    if (report.last === null || t > report.last) report.last = t;
    batch.push(checked.record);
  }

  /** The parsed elements of a JSON file, or the file itself as the only one. */
  async function* elementsOf(file: ExportFile): AsyncGenerator<unknown> {
    for await (const part of safely(splitJsonArray(counted(file)))) {
      const value = parsed(part, report);
      if (value !== undefined) yield value;
      if (part.is === 'cut') {
        report.problems.push(`${file.path} ends before it is whole. All that comes before its end was read.`);
      }
    }
  }

  /** What can be read of a file; where it breaks off, the report says so. */
  async function* safely<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* parts;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (!(error instanceof ExportProblem)) throw error;
      report.problems.push(error.message);
      add(report.faults, 'files that cannot be read to their end');
    }
  }
}

function nameOf(talk: Loose): string {
  const name = talk.conversation_id ?? talk.id ?? talk.uuid;
  return typeof name === 'string' ? name : 'unnamed';
}

function parsed(part: SplitPart, report: ImportReport): unknown {
  if (part.is === 'cut') return undefined;
  if (part.is === 'too-long') {
    add(report.faults, `parts of more than ${Math.floor(part.bytes / 1e6)} MB`);
    return undefined;
  }
  try {
    return JSON.parse(part.json);
  } catch {
    add(report.faults, 'parts that are no JSON');
    return undefined;
  }
}

/** What a file holds, by its first part. */
async function heldIn(file: ExportFile, report: ImportReport): Promise<Held> {
  try {
    if (/\.(?:txt|md)$/i.test(file.path)) {
      const first = await firstLine(file);
      if (first === null) return 'other';
      return isOwnHeader(first) ? 'retrace' : 'pasted';
    }
    if (/\.(?:ndjson|jsonl)(?:\.gz)?$|\.json\.gz$/i.test(file.path)) {
      const first = await firstLine(file);
      return first !== null && isOwnHeader(first) ? 'retrace' : 'other';
    }
    for await (const part of splitJsonArray(file.read())) {
      const value = parsed(part, emptyReport());
      if (value === undefined) return 'other';
      return part.is === 'whole' && isOwnHeader(part.json) ? 'retrace' : heldBy(value);
    }
    return 'other';
  } catch (error) {
    if (!(error instanceof ExportProblem)) throw error;
    report.problems.push(error.message);
    return 'other';
  }
}

function heldBy(value: unknown): Held {
  if (isChatGptTalk(value)) return 'chatgpt';
  if (isClaudeTalk(value)) return 'claude';
  if (isChatGptRating(value)) return 'chatgpt-ratings';
  if (isChatGptComparison(value)) return 'chatgpt-comparisons';
  if (isClaudeMemories(value)) return 'claude-memories';
  if (isClaudeProject(value)) return 'claude-projects';
  if (isGeminiActivity(value)) return 'gemini';
  if (isLetta(value)) return 'letta';
  if (isMem0(value)) return 'mem0';
  return isClaudeRating(value) ? 'claude-ratings' : 'other';
}

async function firstLine(file: ExportFile): Promise<string | null> {
  for await (const line of linesIn(unzipped(file, file.read()))) return line;
  return null;
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const lines: string[] = [];
  for await (const line of linesIn(bytes)) lines.push(line);
  return lines.join('\n');
}

/** Bytes without gzip, where the name says that they are in one. A stream that is cut gives what is whole. */
async function* unzipped(file: ExportFile, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (!/\.gz$/i.test(file.path)) {
    yield* bytes;
    return;
  }
  const source = bytes[Symbol.asyncIterator]();
  const stream = new ReadableStream<BufferSource>({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value as Uint8Array<ArrayBuffer>);
    },
    cancel: () => void source.return?.(undefined),
  });
  const reader = stream.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch {
    throw new ExportProblem(
      file.path,
      'cannot be unpacked to its end.',
      'It was cut short or is damaged; all whole lines were read.',
    );
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function add(counts: Record<string, number>, what: string, by = 1): void {
  counts[what] = (counts[what] ?? 0) + by;
}
