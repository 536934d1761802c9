/** A backup of ours brought back, a piece at a time. What is here stays; deletions of here and of the backup are obeyed. */
import type { GivenFile } from '../history/open-export.ts';
import { bytesOfKey, readLogFile } from '../log/read-log-file.ts';
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
  readonly onChanged: () => void;
}

const MOST_REASONS = 100;
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

  constructor(parts: RestoreParts) {
    this.#parts = parts;
  }

  view(): RestoreView {
    return this.#view;
  }

  /** @throws Error in words for the user if there is no file, or if another backup is being read. */
  async start(offer: string, passphrase: string | undefined): Promise<RestoreView> {
    if (this.#view.step === 'reading') throw new Error('A backup is being read already. Wait until it is done.');
    const given = await this.#parts.offered(offer);
    const file = given?.[0];
    if (!file) {
      throw new Error('The file did not arrive. Nothing was read; choose it once more, and leave the panel open.');
    }
    this.#show({ ...NOTHING, step: 'reading', name: file.path });
    void this.#run(file.file, passphrase);
    return this.#view;
  }

  async #run(file: Blob, passphrase: string | undefined): Promise<void> {
    const { settled, hold, adoptKey } = this.#parts;
    try {
      await settled();
      const release = hold();
      try {
        const reading = readLogFile(this.#counted(file), { passphrase });
        for (let part = await reading.next(); ; part = await reading.next()) {
          if (part.done) {
            this.#show({ ...this.#view, missing: part.value.missing });
            break;
          }
          for (const key of part.value.keys) await adoptKey(bytesOfKey(key));
          this.#refuse(part.value.refused.map(({ line, id, reason }) => ({ id: id ?? `line ${line}`, reason })));
          await this.#keep(part.value.records);
        }
      } finally {
        release();
      }
      await settled();
      this.#show({ ...this.#view, step: 'done', done: 1 });
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      const kept = this.#view.kept > 0 ? ' What was kept before is safe; restore it again to go on.' : '';
      this.#show({ ...this.#view, step: 'failed', problem: `${words}${kept}` });
    }
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

  async *#counted(file: Blob): AsyncGenerator<Uint8Array> {
    const reader = file.stream().getReader();
    let read = 0;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        yield value;
        read += value.length;
        this.#show({ ...this.#view, done: Math.min(1, read / Math.max(1, file.size)) });
      }
    } finally {
      reader.releaseLock();
    }
  }

  #show(view: RestoreView): void {
    this.#view = view;
    this.#parts.onChanged();
  }
}
