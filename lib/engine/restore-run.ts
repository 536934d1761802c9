/**
 * Backups of ours brought back, a piece at a time: one, or several of one log, the newest first, so that an older one fills in what the
 * newest has lost. What is here stays; deletions of here and of the backups are obeyed. Nothing notes how far it is: what is kept is there
 * already when the same files are restored again.
 */
import type { GivenFile } from '../history/open-export.ts';
import { LogFileProblem } from '../log/log-file-problem.ts';
import { bytesOfKey, type LogFileEnd, readLogFile } from '../log/read-log-file.ts';
import { contentThatStays, hasMoreLeft } from '../records/content-that-stays.ts';
import type { LogRecord, Refusal } from '../records/record.ts';
import type { RestoreView } from './api.ts';

export interface RestoreParts {
  /** Files that a page offers under this name; null if it is gone. */
  readonly offered: (offer: string) => Promise<readonly GivenFile[] | null>;
  /** Records of the log with these ids. */
  readonly get: (ids: readonly string[]) => Promise<ReadonlyMap<string, LogRecord>>;
  /** A record as it would be stored: its personal ids hashed. */
  readonly asStored: (record: LogRecord) => LogRecord;
  readonly adoptKey: (bytes: Uint8Array) => Promise<void>;
  /** Makes records durable. `removed`: how many a tombstone among them took. */
  readonly store: (
    records: readonly LogRecord[],
  ) => Promise<{ readonly fresh: number; readonly refused: readonly Refusal[]; readonly removed: number }>;
  /** Whether texts that were let go may come back. */
  readonly mayBringBack: () => boolean;
  /** Gives records that were reduced their text again; returns how many. */
  readonly bringBack: (records: readonly LogRecord[]) => Promise<number>;
  /** From now on what is stored is built in only when released. */
  readonly hold: () => () => void;
  readonly settled: () => Promise<void>;
  /** All is back that is to come. */
  readonly kept: () => void;
  readonly onChanged: () => void;
}

const MOST_REASONS = 100;
/** Stored at once: what a stop has to wait for. */
const RECORDS_AT_ONCE = 2_000;
const NOTHING: RestoreView = {
  step: 'none',
  name: null,
  done: 0,
  kept: 0,
  there: 0,
  refused: 0,
  textsBack: 0,
  removed: 0,
  reasons: [],
  missing: null,
  problem: null,
};
const TAKEN = 'its id is taken by a record with other content; what is here stays';

export class RestoreRun {
  readonly #parts: RestoreParts;
  #view: RestoreView = NOTHING;
  #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(parts: RestoreParts) {
    this.#parts = parts;
  }

  get isWorking(): boolean {
    return this.#view.step === 'reading';
  }

  view(): RestoreView {
    return this.#view;
  }

  /** @throws Error in words for the user if there is no file, or if another backup is being read. */
  async start(offer: string, passphrase: string | undefined): Promise<RestoreView> {
    if (this.#view.step === 'reading') throw new Error('A backup is being read already. Wait until it is done.');
    const given = newestFirst((await this.#parts.offered(offer)) ?? []);
    if (given.length === 0) {
      throw new Error('The file did not arrive. Nothing was read; choose it once more, and leave the panel open.');
    }
    const stop = new AbortController();
    this.#stop = stop;
    this.#show({ ...NOTHING, step: 'reading', name: given[0]!.path });
    this.#running = this.#run(given, passphrase, stop.signal);
    return this.#view;
  }

  /** Ends it before the next piece. What is kept by then stays. */
  async stop(): Promise<RestoreView> {
    this.#stop.abort(new Error('stopped'));
    await this.#running;
    return this.#view;
  }

  async #run(given: readonly GivenFile[], passphrase: string | undefined, signal: AbortSignal): Promise<void> {
    const { settled, hold } = this.#parts;
    try {
      await unlessStopped(settled(), signal);
      const release = hold();
      try {
        const total = given.reduce((sum, { file }) => sum + file.size, 0);
        const problems: Refusal[] = [];
        let before = 0;
        for (const { path, file } of given) {
          this.#show({ ...this.#view, name: path });
          const progress = (read: number) => this.#done((before + read) / Math.max(1, total));
          try {
            const { missing } = await this.#read(file, { passphrase, progress, signal });
            if (missing !== null) this.#lacks(given.length > 1 ? `${path}: ${missing}` : missing);
          } catch (error) {
            // One that cannot be read need not keep the others from being brought back.
            if (!(error instanceof LogFileProblem)) throw error;
            problems.push({ id: path, reason: error.message });
            if (problems.length === given.length)
              throw problems.length === 1 ? error : new Error(sentencesOf(problems));
          }
          before += file.size;
        }
        this.#refuse(problems);
      } finally {
        release();
      }
      await unlessStopped(settled(), signal);
      this.#show({ ...this.#view, step: 'done', done: 1 });
      if (this.#view.kept > 0) this.#parts.kept();
    } catch (error) {
      if (signal.aborted) {
        this.#show({ ...this.#view, step: 'stopped' });
        return;
      }
      const words = error instanceof Error ? error.message : String(error);
      const kept = this.#view.kept > 0 ? ' What was kept before is safe; restore it again to go on.' : '';
      this.#show({ ...this.#view, step: 'failed', problem: `${words}${kept}` });
    }
  }

  async #read(
    file: Blob,
    { passphrase, progress, signal }: { passphrase: string | undefined; progress: Progress; signal: AbortSignal },
  ): Promise<LogFileEnd> {
    const reading = readLogFile(bytesOf(file, progress, signal), { passphrase });
    try {
      for (;;) {
        const part = await unlessStopped(reading.next(), signal);
        if (part.done) return part.value;
        for (const key of part.value.keys) await this.#parts.adoptKey(bytesOfKey(key));
        this.#refuse(part.value.refused.map(({ line, id, reason }) => ({ id: id ?? `line ${line}`, reason })));
        for (let i = 0; i < part.value.records.length; i += RECORDS_AT_ONCE) {
          signal.throwIfAborted();
          await this.#keep(part.value.records.slice(i, i + RECORDS_AT_ONCE));
        }
      }
    } finally {
      // Not waited for: it may be in the middle of making a key from the passphrase.
      void reading.return(undefined as never).catch(() => undefined);
    }
  }

  #done(share: number): void {
    this.#show({ ...this.#view, done: Math.min(1, share) });
  }

  #lacks(missing: string): void {
    const before = this.#view.missing === null ? '' : `${this.#view.missing} `;
    this.#show({ ...this.#view, missing: `${before}${missing}` });
  }

  async #keep(records: readonly LogRecord[]): Promise<void> {
    const known = new Map(await this.#parts.get(records.map(({ id }) => id)));
    const fresh: LogRecord[] = [];
    const fuller: LogRecord[] = [];
    let there = 0;
    for (const record of records.map(this.#parts.asStored)) {
      const other = known.get(record.id);
      if (!other) {
        fresh.push(record);
        known.set(record.id, record);
      } else if (!contentThatStays(record, other).isConflict) {
        there++;
        if (hasMoreLeft(record, other)) fuller.push(record);
      } else this.#refuse([{ id: record.id, reason: TAKEN }]);
    }
    const stored = fresh.length === 0 ? { fresh: 0, refused: [], removed: 0 } : await this.#parts.store(fresh);
    this.#refuse(stored.refused);
    const back = fuller.length > 0 && this.#parts.mayBringBack() ? await this.#parts.bringBack(fuller) : 0;
    this.#show({
      ...this.#view,
      textsBack: this.#view.textsBack + back,
      kept: this.#view.kept + stored.fresh,
      there: this.#view.there + there,
      removed: this.#view.removed + stored.removed,
    });
  }

  #refuse(refused: readonly Refusal[]): void {
    if (refused.length === 0) return;
    const { reasons } = this.#view;
    this.#show({
      ...this.#view,
      refused: this.#view.refused + refused.length,
      reasons: [...reasons, ...refused].slice(0, MOST_REASONS),
    });
  }

  #show(view: RestoreView): void {
    this.#view = view;
    this.#parts.onChanged();
  }
}

type Progress = (bytesRead: number) => void;

async function* bytesOf(file: Blob, progress: Progress, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  let read = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
      read += value.length;
      progress(read);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** By when they were written last, then by name: ours begin with the day. */
function newestFirst(given: readonly GivenFile[]): GivenFile[] {
  const written = ({ file, modified }: GivenFile) => modified ?? (file instanceof File ? file.lastModified : 0);
  return [...given].sort((a, b) => written(b) - written(a) || (a.path < b.path ? 1 : -1));
}

function sentencesOf(problems: readonly Refusal[]): string {
  return problems.map(({ id, reason }) => `${id}: ${reason}`).join(' ');
}

/** @throws the signal's reason as soon as it is aborted; what was begun goes on, and its end is nobody's. */
function unlessStopped<T>(begun: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    begun.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
