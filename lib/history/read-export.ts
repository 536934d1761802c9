/**
 * History in: files of any product's export become records, a batch at a time (docs/history.md). Reading knows nothing of where the
 * records go: a preview counts them, an import keeps them, the headless command writes them. The same files give the same records, so
 * reading them again adds nothing.
 */
import { hashRecord } from '../privacy/hash-personal-ids.ts';
import { redactRecord } from '../privacy/redact.ts';
import type { WordFilter } from '../privacy/redact-words.ts';
import type { LogRecord, TombstoneRecord } from '../records/record.ts';
import { validateRecord } from '../records/validate-record.ts';
import { detectFormat, type Held } from './detect-format.ts';
import { ExportProblem } from './export-problem.ts';
import { addCount, addRecord, addRedactions, addTally, type ImportReport } from './import-report.ts';
import { cutText, isLoose, type Loose } from './loose.ts';
import { Tally } from './message-tally.ts';
import type { ExportFile, OpenedExport } from './open-export.ts';
import { outlineOf, type TalkOutline } from './outline-talk.ts';
import { Ratings } from './ratings.ts';
import {
  CHATGPT,
  chatGptTalkId,
  isChatGptComparison,
  isChatGptRating,
  isChatGptTalk,
  readChatGptComparison,
  readChatGptRating,
  readChatGptTalk,
} from './read-chatgpt.ts';
import {
  CLAUDE,
  claudeTalkId,
  isClaudeMemories,
  isClaudeProject,
  isClaudeRating,
  isClaudeTalk,
  readClaudeMemories,
  readClaudeProject,
  readClaudeRating,
  readClaudeTalk,
} from './read-claude.ts';
import { GeminiOutline } from './read-gemini.ts';
import { isLetta, isMem0, readLetta, readMem0, readPasted } from './read-memories.ts';
import { keysOfOwnLog, linesIn, OwnLog } from './read-own-log.ts';
import type { ReadTalk } from './read-talk.ts';
import { instant, recordsOfTalk, type Talk } from './records-of-talk.ts';
import { type SplitPart, splitJsonArray } from './split-json-array.ts';
import { StatedOnce } from './stated-words.ts';

export { emptyReport, type ImportReport } from './import-report.ts';

/** Records of a batch, at least; talks are never cut. */
const BATCH = 2_000;
/** Texts longer than this are kept by their beginning. */
const LONGEST_TEXT = 8_000;
/** A pasted list is read whole. */
const LONGEST_PASTE = 4_000_000;

/** Where a reading stands: all before it is read. */
export interface Cursor {
  readonly path: string;
  /** Elements of that file that are done. */
  readonly elements: number;
}

export interface ReadBatch {
  readonly records: readonly LogRecord[];
  /** The talks whose records these are, for a preview. */
  readonly talks: readonly TalkOutline[];
  /** To go on after this batch. */
  readonly cursor: Cursor;
  /** Share of the bytes that are read, in [0, 1]. */
  readonly done: number;
}

export interface ReadOptions {
  /** Goes on after it: what was read before is passed over. One that fits none of the files begins anew. */
  readonly from?: Cursor | null;
  /** The user's words that are never stored. */
  readonly words?: WordFilter | null;
  /** Where the account of the export belongs, if not to the default one. */
  readonly space?: string;
  /** With the device's key, e-mail addresses, phone numbers and account names are hashed here; without, whoever stores does it. */
  readonly key?: Uint8Array;
  readonly signal?: AbortSignal;
}

/** Behind every file: what is known only at the end is done, too. */
const AT_THE_END = '\uffff';

/**
 * What our own logs among the files say was deleted, for whoever keeps records: it holds for all of them, and stands behind them.
 */
export async function tombstonesIn(opened: OpenedExport): Promise<TombstoneRecord[]> {
  const found: TombstoneRecord[] = [];
  await inOwnLogs(opened, async (file) => {
    const log = new OwnLog();
    for await (const bytes of linesIn(file.read())) {
      const line = log.read(bytes);
      if (line.is === 'record' && line.record.kind === 'tombstone') found.push(line.record);
    }
  });
  return found;
}

/** Keys that our own logs among the files bring. */
export async function keysIn(opened: OpenedExport, signal?: AbortSignal): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  await inOwnLogs(
    opened,
    async (file) => {
      for (const key of await keysOfOwnLog(file.read())) found.push(key);
    },
    signal,
  );
  return found;
}

async function inOwnLogs(
  { files }: OpenedExport,
  look: (file: ExportFile) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  for (const file of files) {
    signal?.throwIfAborted();
    try {
      if ((await detectFormat(file)) === 'retrace') await look(file);
    } catch (error) {
      // What is wrong with a file is told when it is read for its records.
      if (!(error instanceof ExportProblem)) throw error;
    }
  }
}

/**
 * Reads an export: first the ratings beside the talks, then the talks in the order of the files, then what was said outside of them.
 * @throws the signal's reason when aborted. A file that cannot be read to its end is a problem in the report, not an error.
 */
export async function* readExport(
  opened: OpenedExport,
  report: ImportReport,
  options: ReadOptions = {},
): AsyncGenerator<ReadBatch> {
  yield* new Reading(opened, report, options).batches();
}

class Reading {
  readonly #opened: OpenedExport;
  readonly #report: ImportReport;
  readonly #options: ReadOptions;
  readonly #from: Cursor | null;
  readonly #held = new Map<ExportFile, Held>();
  readonly #ratings = new Ratings();
  readonly #stated = new StatedOnce();
  readonly #total: number;
  #bytes = 0;
  #records: LogRecord[] = [];
  #talks: TalkOutline[] = [];
  #cursor: Cursor = { path: '', elements: 0 };
  /** When undated words were known at the latest, in epoch milliseconds. */
  #newest = 0;

  constructor(opened: OpenedExport, report: ImportReport, options: ReadOptions) {
    this.#opened = opened;
    this.#report = report;
    this.#options = options;
    const { from = null } = options;
    const isKnown = from !== null && (from.path === AT_THE_END || opened.files.some(({ path }) => path === from.path));
    this.#from = isKnown ? from : null;
    this.#total = opened.files.reduce((sum, { size }) => sum + size, 0) || 1;
  }

  async *batches(): AsyncGenerator<ReadBatch> {
    if (this.#from?.path === AT_THE_END) return;
    await this.#detect();
    await this.#readRatings();
    for (const file of this.#filesOf('chatgpt', 'claude', 'gemini', 'retrace')) {
      const done = this.#doneIn(file);
      const held = this.#held.get(file);
      if (held === 'retrace') yield* this.#readOwnLog(file, done);
      else if (held === 'gemini') yield* this.#readGemini(file, done);
      else yield* this.#readTalks(file, done);
    }
    for (const { talk, rating } of this.#ratings.left()) {
      const { pack, app } = rating.id.startsWith('claude/') ? CLAUDE : CHATGPT;
      addCount(this.#report.faults, 'ratings of talks that are not in the export');
      this.#takeTalk({
        pack,
        app,
        thread: `${app}/chat:${talk}`,
        title: '',
        nodes: [],
        leaf: null,
        start: null,
        ratings: [rating],
      });
    }
    await this.#readStated();
    for (const record of this.#stated.records(this.#newest)) this.#take(this.#cleaned(record));
    this.#cursor = { path: AT_THE_END, elements: 0 };
    yield* this.#batch(1);
  }

  /** What each file holds. */
  async #detect(): Promise<void> {
    const { files, passedOver } = this.#report;
    // Gone on with, a report has counted them already.
    for (const counts of [files, passedOver]) for (const name of Object.keys(counts)) delete counts[name];
    for (const [reason, count] of this.#opened.passedOver) addCount(passedOver, reason, count);
    for (const file of this.#opened.files) {
      this.#options.signal?.throwIfAborted();
      let held: Held = 'other';
      await this.#safely(async () => {
        held = await detectFormat(file);
      });
      this.#held.set(file, held);
      if (held === 'other') addCount(passedOver, 'of a format that is not read');
      else if (held === 'browsing') addCount(passedOver, 'visits of a browser');
      else addCount(files, held);
    }
  }

  #filesOf(...wanted: readonly Held[]): readonly ExportFile[] {
    return this.#opened.files.filter((file) => wanted.includes(this.#held.get(file)!));
  }

  /** How many elements of a file were done before this run began. */
  #doneIn(file: ExportFile): number {
    if (this.#from === null) return 0;
    const files = this.#filesOf('chatgpt', 'claude', 'gemini', 'retrace');
    const place = files.findIndex(({ path }) => path === this.#from!.path);
    const mine = files.indexOf(file);
    return mine < place ? Number.POSITIVE_INFINITY : mine === place ? this.#from.elements : 0;
  }

  async #readRatings(): Promise<void> {
    for (const file of this.#filesOf('chatgpt-ratings', 'chatgpt-comparisons', 'claude-ratings')) {
      for await (const line of this.#elements(file)) {
        const read = isChatGptRating(line)
          ? readChatGptRating(line)
          : isChatGptComparison(line)
            ? readChatGptComparison(line)
            : isLoose(line) && isClaudeRating(line)
              ? readClaudeRating(line)
              : null;
        if (read) this.#ratings.add(read);
        else addCount(this.#report.faults, 'ratings that say neither good nor bad, or not of what');
      }
    }
  }

  /** @param done elements before this run: of those only what the end needs is read. */
  async *#readTalks(file: ExportFile, done: number): AsyncGenerator<ReadBatch> {
    let elements = 0;
    for await (const element of this.#elements(file)) {
      elements++;
      const isDone = elements <= done;
      const read = this.#talkIn(element);
      if (!read) {
        if (!isDone) addCount(this.#report.faults, 'parts that are no talk');
        continue;
      }
      for (const words of read.stated) this.#stated.add(words);
      for (const { time } of read.talk.nodes) if (time !== null && time > this.#newest) this.#newest = time;
      if (isDone) continue;
      this.#report.conversations++;
      addTally(this.#report, read.tally);
      this.#takeTalk(read.talk);
      for (const seen of read.observed) this.#observe(read.talk, seen);
      this.#cursor = { path: file.path, elements };
      yield* this.#batch(BATCH);
    }
  }

  #talkIn(element: unknown): ReadTalk | null {
    if (isChatGptTalk(element)) return readChatGptTalk(element, this.#ratings.take(chatGptTalkId(element)));
    return isClaudeTalk(element) ? readClaudeTalk(element, this.#ratings.take(claudeTalkId(element))) : null;
  }

  /** What all say of one is known before the first is read: the file is gone through twice. */
  async *#readGemini(file: ExportFile, done: number): AsyncGenerator<ReadBatch> {
    if (done === Number.POSITIVE_INFINITY) return;
    const outline = new GeminiOutline();
    for await (const line of this.#elements(file, true)) outline.add(isLoose(line) ? line : {});
    const reader = outline.finish();
    let elements = 0;
    for await (const line of this.#elements(file)) {
      const isDone = ++elements <= done;
      const tally = new Tally();
      const records = reader.read(isLoose(line) ? line : {}, tally);
      if (isDone) continue;
      addTally(this.#report, tally);
      for (const record of records) this.#take(this.#cleaned(record));
      this.#cursor = { path: file.path, elements };
      yield* this.#batch(BATCH);
    }
  }

  async *#readOwnLog(file: ExportFile, done: number): AsyncGenerator<ReadBatch> {
    if (done === Number.POSITIVE_INFINITY) return;
    const log = new OwnLog();
    let lines = 0;
    for await (const bytes of this.#whole(linesIn(this.#counted(file)))) {
      const line = log.read(bytes);
      if (++lines <= done) continue;
      // Our own records are stored as they are: they were cleaned before they were written.
      if (line.is === 'record') this.#take(line.record);
      else if (line.is === 'refused') addCount(this.#report.faults, `lines refused: ${withoutNames(line.reason)}`);
      this.#cursor = { path: file.path, elements: lines };
      yield* this.#batch(BATCH);
    }
    if (log.isWhole === true) return;
    const why =
      log.isWhole === null
        ? 'has no end line: it was cut short.'
        : 'is not as it was written: its end line does not fit.';
    this.#report.problems.push(`${file.path} ${why} Every whole line was read.`);
  }

  /** Words outside of talks. */
  async #readStated(): Promise<void> {
    for (const file of this.#filesOf('claude-projects', 'claude-memories', 'mem0', 'letta', 'pasted')) {
      const undated = file.modified;
      const add = (words: Parameters<StatedOnce['add']>[0]) =>
        this.#stated.add({ ...words, time: words.time ?? undated });
      if (this.#held.get(file) === 'pasted') {
        const { stated, tally } = readPasted(await this.#textOf(file));
        addTally(this.#report, tally);
        stated.forEach(add);
        continue;
      }
      for await (const element of this.#elements(file)) {
        const memories = isMem0(element) ? readMem0(element) : isLetta(element) ? readLetta(element) : null;
        if (memories) addTally(this.#report, memories.tally);
        memories?.stated.forEach(add);
        if (isClaudeProject(element)) readClaudeProject(element).forEach(add);
        if (isClaudeMemories(element)) readClaudeMemories(element).forEach(add);
      }
    }
  }

  async #textOf(file: ExportFile): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    await this.#safely(async () => {
      for await (const chunk of this.#counted(file)) {
        text += decoder.decode(chunk, { stream: true });
        if (text.length > LONGEST_PASTE) return;
      }
    });
    return text.slice(0, LONGEST_PASTE);
  }

  #takeTalk(talk: Talk): void {
    const { records, tree, unplaced } = recordsOfTalk(talk);
    const { faults } = this.#report;
    for (const [fault, count] of Object.entries(tree.faults)) if (count > 0) addCount(faults, fault, count);
    if (unplaced > 0 && talk.nodes.length > 0)
      addCount(faults, 'ratings of answers that are not in their talk', unplaced);
    const long = talk.nodes.filter(({ text }) => text.length > LONGEST_TEXT).length;
    if (long > 0) addCount(faults, `texts kept by their first ${LONGEST_TEXT} characters`, long);
    for (const record of records) this.#take(this.#cleaned(record));
    if (tree.prompts.size > 0) this.#talks.push(outlineOf(talk, tree, (text) => this.#cleanedText(text)));
  }

  #observe({ pack, app, thread }: Talk, { key, type, text, time }: ReadTalk['observed'][number]): void {
    const kind = type
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 40);
    this.#take(
      this.#cleaned({
        kind: 'observation',
        id: `${pack}/m/${key}`,
        t: instant(time ?? 0),
        app,
        thread,
        type: `${pack}:see:${kind}`,
        ...(text !== '' && { text: cutText(text, LONGEST_TEXT) }),
        ...(time === null && { context: { t_guess: 1 } }),
      }),
    );
  }

  /** As capture does it: secrets and the user's own words out, then persons hashed. */
  #cleaned(record: LogRecord): LogRecord {
    const { words = null, key, space } = this.#options;
    const clean = redactRecord(space === undefined ? record : { ...record, space }, words);
    const hashed = key ? hashRecord(clean, key) : clean;
    addRedactions(this.#report, record.text, hashed.text);
    return hashed;
  }

  #cleanedText(text: string): string {
    const { words = null, key } = this.#options;
    const record = redactRecord({ kind: 'observation', id: 'x', t: '', text } satisfies LogRecord, words);
    return (key ? hashRecord(record, key) : record).text ?? '';
  }

  #take(record: LogRecord): void {
    const checked = validateRecord(record);
    if (!checked.ok) {
      addCount(this.#report.faults, `records refused: ${withoutNames(checked.reason)}`);
      return;
    }
    addRecord(this.#report, checked.record);
    this.#records.push(checked.record);
  }

  *#batch(least: number): Generator<ReadBatch> {
    if (this.#records.length < least) return;
    const [records, talks] = [this.#records, this.#talks];
    this.#records = [];
    this.#talks = [];
    yield { records, talks, cursor: this.#cursor, done: Math.min(1, this.#bytes / this.#total) };
  }

  /**
   * The parsed elements of a JSON file, or the file itself as the only one.
   * @param isFirstPass what is wrong is told in the second.
   */
  async *#elements(file: ExportFile, isFirstPass = false): AsyncGenerator<unknown> {
    const bytes = isFirstPass ? file.read() : this.#counted(file);
    for await (const part of this.#whole(splitJsonArray(bytes), isFirstPass)) {
      this.#options.signal?.throwIfAborted();
      if (part.is === 'cut') {
        if (!isFirstPass) this.#tellCut(file);
        return;
      }
      const value = parsed(part);
      if (value.fault === null) yield value.value;
      else if (!isFirstPass) addCount(this.#report.faults, value.fault);
    }
  }

  #tellCut({ path }: ExportFile): void {
    this.#report.problems.push(`${path} ends before it is whole. All that comes before its end was read.`);
  }

  async *#counted(file: ExportFile): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.read()) {
      this.#options.signal?.throwIfAborted();
      this.#bytes += chunk.length;
      yield chunk;
    }
  }

  /** What can be read of a file; where it breaks off, the report says so. */
  async *#whole<T>(parts: AsyncIterable<T>, isSilent = false): AsyncGenerator<T> {
    try {
      yield* parts;
    } catch (error) {
      this.#tell(error, isSilent);
    }
  }

  async #safely(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      this.#tell(error, false);
    }
  }

  #tell(error: unknown, isSilent: boolean): void {
    if (this.#options.signal?.aborted) throw this.#options.signal.reason;
    if (!(error instanceof ExportProblem)) throw error;
    if (isSilent || this.#report.problems.includes(error.message)) return;
    this.#report.problems.push(error.message);
    addCount(this.#report.faults, 'files that cannot be read to their end');
  }
}

/** A reason without what it quotes of a line: so there are few of them, however many lines are refused. */
function withoutNames(reason: string): string {
  return reason.replace(/“[^”]*”/g, '“…”');
}

type Parsed = { readonly fault: null; readonly value: Loose | unknown } | { readonly fault: string };

function parsed(part: Exclude<SplitPart, { is: 'cut' }>): Parsed {
  if (part.is === 'too-long') return { fault: `parts of more than ${Math.floor(part.bytes / 1e6)} MB` };
  try {
    return { fault: null, value: JSON.parse(part.json) };
  } catch {
    return { fault: 'parts that are no JSON' };
  }
}
