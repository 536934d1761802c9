/**
 * One import at a time: looked into first, kept after a yes, a batch at a time, so that it can be paused, stopped, and gone on with after
 * an end of the browser. What is kept is durable before the place where it stands is; repeated, a batch adds nothing.
 *
 *     none ──look──▶ looking ──▶ ready ──start──▶ reading ⇄ paused ──▶ done
 *                       └────────── stop, or an end of the browser ─────▶ stopped
 */
import { ExportProblem } from '../history/export-problem.ts';
import { oneAhead } from '../history/one-ahead.ts';
import { type GivenFile, type OpenedExport, openExport } from '../history/open-export.ts';
import { type Cursor, emptyReport, type ImportReport, keysIn, readExport } from '../history/read-export.ts';
import { LiveTalks } from '../history/without-live-twins.ts';
import { createWordFilter, type WordFilter } from '../privacy/redact-words.ts';
import type { LogRecord, Refusal } from '../records/record.ts';
import { isPrompt } from '../sites/is-prompt.ts';
import type { ImportView } from './api.ts';
import type { EmbedBacklog } from './embed-backlog.ts';

/** Where files come from, and where it is noted how far they are read. */
export interface ImportFiles {
  /** Files that a page offers under this name; null if it is gone. */
  offered(offer: string): Promise<readonly GivenFile[] | null>;
  read(): Promise<unknown>;
  write(note: unknown): Promise<void>;
  /** Keeps a file for the page to hand to the user. */
  save(name: string, bytes: ReadableStream<Uint8Array>): Promise<void>;
  /** A file that was kept. */
  saved(name: string): Promise<Blob>;
  /** Takes a kept file away, if there is one. */
  drop(name: string): Promise<void>;
}

export interface ImportParts {
  readonly files: ImportFiles;
  readonly readLog: () => AsyncIterable<readonly LogRecord[]>;
  /** Which of these ids are in the log. */
  readonly known: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Takes the key of a log of ours, so that its deletions count here. */
  readonly adoptKey: (bytes: Uint8Array) => Promise<void>;
  /** Makes records durable; gives those that were new, and those that may not be in the log. */
  readonly store: (
    records: readonly LogRecord[],
  ) => Promise<{ readonly fresh: readonly LogRecord[]; readonly refused: readonly Refusal[] }>;
  /** From now on what is stored is built in only when released. */
  readonly hold: () => () => void;
  readonly settled: () => Promise<void>;
  /** All is kept that is to be. */
  readonly kept: () => void;
  readonly backlog: (progress: (found: number) => void) => EmbedBacklog;
  readonly onChanged: () => void;
}

/** After so many prompts the first results are worked out, before the rest is read. */
const PROMPTS_FOR_FIRST_RESULTS = 2_000;

interface Note {
  readonly names: readonly string[];
  /** Sizes of the files: what says that they are the same. */
  readonly sizes: readonly number[];
  readonly cursor: Cursor | null;
  readonly done: number;
  readonly kept: number;
  readonly there: number;
  readonly refused: number;
  readonly isOver: boolean;
  /** Whether the meaning of all that came in was found. */
  readonly isEmbedded: boolean;
}

interface Chosen {
  readonly opened: OpenedExport;
  readonly names: readonly string[];
  readonly sizes: readonly number[];
  readonly words: WordFilter | null;
}

const NOTHING: ImportView = {
  step: 'none',
  names: [],
  done: 0,
  counts: null,
  kept: 0,
  there: 0,
  refused: 0,
  meaning: null,
  problem: null,
};

const NO_IMPORT: Note = {
  names: [],
  sizes: [],
  cursor: null,
  done: 1,
  kept: 0,
  there: 0,
  refused: 0,
  isOver: true,
  isEmbedded: false,
};

export class ImportRun {
  readonly #parts: ImportParts;
  #view: ImportView = NOTHING;
  #chosen: Chosen | null = null;
  #stop = new AbortController();
  #goOn: Promise<void> | null = null;
  #letGoOn: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  readonly #noted: Promise<void>;
  readonly #backlog: EmbedBacklog;
  #embedding: Promise<void> | null = null;

  constructor(parts: ImportParts) {
    this.#parts = parts;
    this.#backlog = parts.backlog((found) => this.#meant(found, false));
    this.#noted = this.#readNote().then((note) => {
      if (note && !note.isOver && this.#view.step === 'none') {
        this.#show({
          ...NOTHING,
          step: 'stopped',
          names: note.names,
          done: note.done,
          kept: note.kept,
          there: note.there,
          refused: note.refused,
        });
      }
      if (note?.isOver && !note.isEmbedded) void parts.settled().then(() => this.#embed());
    });
  }

  /** Whether it looks into files, or keeps what is in them. */
  get isReading(): boolean {
    return this.#view.step === 'looking' || this.#view.step === 'reading';
  }

  /** Whether it reads, or finds the meaning of what it read. Paused it does not. */
  get isWorking(): boolean {
    return this.isReading || (this.#embedding !== null && !this.#backlog.isPaused);
  }

  view(): ImportView {
    return this.#view;
  }

  /** @throws Error in words for the user if there is nothing to look into. */
  async look(offer: string, words: readonly string[]): Promise<ImportView> {
    await this.#noted;
    await this.stop();
    const given = await this.#parts.files.offered(offer);
    if (!given || given.length === 0) {
      throw new Error('The files did not arrive. Nothing was read; choose them once more, and leave the panel open.');
    }
    const names = given.map(({ path }) => path);
    const stop = new AbortController();
    this.#stop = stop;
    this.#show({ ...NOTHING, step: 'looking', names });
    this.#running = this.#guarded(stop.signal, async () => {
      const opened = await openExport(given, stop.signal);
      const chosen: Chosen = {
        opened,
        names,
        sizes: given.map(({ file }) => file.size),
        words: createWordFilter(words),
      };
      const report = emptyReport();
      for await (const { done } of readExport(opened, report, { words: chosen.words, signal: stop.signal })) {
        this.#show({ ...this.#view, done, counts: copied(report) });
      }
      this.#chosen = chosen;
      this.#show({ ...this.#view, step: 'ready', done: 1, counts: copied(report) });
    });
    return this.#view;
  }

  async start(): Promise<ImportView> {
    const chosen = this.#chosen;
    if (!chosen || this.#view.step !== 'ready') throw new Error('There is nothing to import. Choose the files first.');
    const stop = new AbortController();
    this.#stop = stop;
    this.#show({ ...this.#view, step: 'reading', done: 0, counts: copied(emptyReport()) });
    this.#running = this.#guarded(stop.signal, () => this.#keep(chosen, stop.signal));
    return this.#view;
  }

  async pause(paused: boolean): Promise<ImportView> {
    if (paused && this.#view.step === 'reading') {
      this.#goOn = new Promise((resolve) => {
        this.#letGoOn = resolve;
      });
      this.#show({ ...this.#view, step: 'paused' });
    } else if (!paused && this.#view.step === 'paused') {
      this.#show({ ...this.#view, step: 'reading' });
      this.#release();
    } else if (this.#embedding) {
      this.#backlog.pause(paused);
      this.#meant(this.#view.meaning?.found ?? 0, false);
    }
    return this.#view;
  }

  /** Ends what is under way; what was looked into and not begun is put away. */
  async stop(): Promise<ImportView> {
    this.#stop.abort(new Error('stopped'));
    this.#release();
    await this.#running;
    if (this.#view.step === 'ready') {
      this.#chosen = null;
      this.#show(NOTHING);
    }
    return this.#view;
  }

  /** Finds the meaning of what came in on another way; taken up again at the next start, if it is cut off. */
  async findMeaning(): Promise<void> {
    const note = await this.#readNote();
    // Of an import that is not over its end sees to it.
    if (note && !note.isOver) return;
    await this.#parts.files.write({ ...(note ?? NO_IMPORT), isEmbedded: false } satisfies Note);
    await this.#embed();
  }

  #release(): void {
    this.#goOn = null;
    this.#letGoOn();
  }

  async #keep(chosen: Chosen, signal: AbortSignal): Promise<void> {
    const before = await this.#readNote();
    const isSame =
      before !== null &&
      !before.isOver &&
      String(before.names) === String(chosen.names) &&
      String(before.sizes) === String(chosen.sizes);
    const from = isSame ? before.cursor : null;
    let { kept, there, refused } = isSame ? before : { kept: 0, there: 0, refused: 0 };
    await this.#parts.settled();
    for (const key of await keysIn(chosen.opened, signal)) await this.#parts.adoptKey(key);
    const live = await this.#liveTalks();
    const report = emptyReport();
    let release = this.#parts.hold();
    let prompts = 0;
    let hasShownFirst = false;
    const note = (cursor: Cursor | null, done: number, isOver: boolean) =>
      this.#parts.files.write({
        names: chosen.names,
        sizes: chosen.sizes,
        cursor,
        done,
        kept,
        there,
        refused,
        isOver,
        isEmbedded: false,
      } satisfies Note);
    try {
      await note(from, 0, false);
      // The next batch is read while the disk is waited for.
      const batches = oneAhead(readExport(chosen.opened, report, { from, words: chosen.words, signal }));
      for await (const batch of batches) {
        if (this.#goOn) await this.#goOn;
        signal.throwIfAborted();
        const known = await this.#parts.known(batch.records.map(({ id }) => id));
        const { records } = live.without(batch.records.filter(({ id }) => !known.has(id)));
        const stored = records.length === 0 ? { fresh: [], refused: [] } : await this.#parts.store(records);
        kept += stored.fresh.length;
        refused += stored.refused.length;
        there += batch.records.length - stored.fresh.length - stored.refused.length;
        prompts += stored.fresh.filter(isPrompt).length;
        await note(batch.cursor, batch.done, false);
        this.#show({ ...this.#view, done: batch.done, counts: copied(report), kept, there, refused });
        if (hasShownFirst || prompts < PROMPTS_FOR_FIRST_RESULTS) continue;
        hasShownFirst = true;
        release();
        await this.#parts.settled();
        release = this.#parts.hold();
      }
      await note(null, 1, true);
    } finally {
      release();
    }
    this.#show({ ...this.#view, step: 'done', done: 1, counts: copied(report), kept, there, refused });
    this.#parts.kept();
    void this.#embed();
  }

  /** Finds the meaning of what came in, when there is nothing more urgent. Without a model it is left for the next start. */
  #embed(): Promise<void> {
    this.#embedding ??= this.#backlog
      .run()
      .then(async () => {
        const note = await this.#readNote();
        if (note?.isOver) await this.#parts.files.write({ ...note, isEmbedded: true } satisfies Note);
        this.#meant(this.#view.meaning?.found ?? 0, true);
      })
      .catch(() => this.#show({ ...this.#view, meaning: null }))
      .finally(() => {
        this.#embedding = null;
      });
    return this.#embedding;
  }

  #meant(found: number, isOver: boolean): void {
    this.#show({ ...this.#view, meaning: { found, isOver, isPaused: this.#backlog.isPaused } });
  }

  /** What was recorded live in chats: an export holds it once more. */
  async #liveTalks(): Promise<LiveTalks> {
    const live = new LiveTalks();
    for await (const batch of this.#parts.readLog()) for (const record of batch) live.take(record);
    return live;
  }

  /** Runs to its end, or to one that is shown. */
  async #guarded(signal: AbortSignal, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (signal.aborted) {
        const isKept = this.#view.step === 'reading' || this.#view.step === 'paused';
        this.#show(isKept ? { ...this.#view, step: 'stopped' } : NOTHING);
        return;
      }
      const words = error instanceof Error ? error.message : String(error);
      const problem = error instanceof ExportProblem ? words : `${words} What was kept before is safe.`;
      this.#show({ ...this.#view, step: 'failed', problem });
    }
  }

  #show(view: ImportView): void {
    this.#view = view;
    this.#parts.onChanged();
  }

  async #readNote(): Promise<Note | null> {
    const note = await this.#parts.files.read();
    return typeof note === 'object' && note !== null && Array.isArray((note as { names?: unknown }).names)
      ? { ...(note as Note), refused: (note as Partial<Note>).refused ?? 0 }
      : null;
  }
}

/** The report goes on growing while its view is shown. */
function copied(report: ImportReport): ImportReport {
  return structuredClone(report);
}
