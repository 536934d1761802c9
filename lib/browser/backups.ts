/**
 * Backups that are made by themselves: locked to the public half of a recovery key that only the user has, into the folder for
 * downloads, the last three kept. When one is due it is made while the extension is awake anyway; nothing wakes it for that.
 */
import { browser } from 'wxt/browser';
import { atMostOnceIn } from './at-most-once-in.ts';
import type { EngineHost } from './engine-host.ts';
import type { BackupMade, BackupStatus, BackupTurn } from './protocol.ts';
import { maySave, saveAsDownload } from './save-as-download.ts';

/** Kept in `storage.local`: the background needs it before the engine is up. */
interface Kept {
  readonly every: BackupTurn | null;
  /** Public half of the recovery key; the key itself is kept nowhere. */
  readonly recipient: string | null;
  readonly last: BackupMade | null;
  /** Which of the three files is written next. */
  readonly next: number;
  readonly tried: number | null;
  readonly failed: { readonly t: string; readonly words: string } | null;
}

export interface Backups {
  status(): Promise<BackupStatus>;
  /** Null: no more of them. @throws Error in words for the user if there is no recovery key to lock them to. */
  schedule(every: BackupTurn | null, recipient: string | null): Promise<BackupStatus>;
  /** Makes one now. What came of it is in the status. */
  makeNow(): Promise<BackupStatus>;
  /** The user has made one by hand. */
  noteMade(made: BackupMade): Promise<BackupStatus>;
  /** Makes one if it is due. Cheap: may be called whenever something happens. */
  lookIfDue(): void;
}

const KEY = 'backups';
const NONE: Kept = { every: null, recipient: null, last: null, next: 1, tried: null, failed: null };
const KEEP = 3;
const HOUR_IN_MS = 3_600_000;
const TURNS: Readonly<Record<BackupTurn, number>> = { day: 24 * HOUR_IN_MS, week: 7 * 24 * HOUR_IN_MS };
const BETWEEN_LOOKS_IN_MS = 10 * 60_000;
/** After a failure it is tried again, but not in a row. */
const BETWEEN_TRIES_IN_MS = HOUR_IN_MS;
const NOT_ALLOWED = 'The browser does not let Retrace save files any more.';

export function createBackups(
  host: Pick<EngineHost, 'call' | 'urlOf'>,
  onChanged: () => void,
  now: () => number,
): Backups {
  const mayLook = atMostOnceIn(BETWEEN_LOOKS_IN_MS, now);
  let making: Promise<void> | null = null;

  async function read(): Promise<Kept> {
    return { ...NONE, ...((await browser.storage.local.get(KEY))[KEY] as Partial<Kept> | undefined) };
  }

  async function change(part: Partial<Kept>): Promise<void> {
    await browser.storage.local.set({ [KEY]: { ...(await read()), ...part } });
    onChanged();
  }

  async function status(): Promise<BackupStatus> {
    const { every, recipient, last, failed } = await read();
    return { every, hasKey: recipient !== null, last, failed, isMaking: making !== null };
  }

  function make(): Promise<void> {
    making ??= makeOne().finally(() => {
      making = null;
      onChanged();
    });
    return making;
  }

  async function makeOne(): Promise<void> {
    const { recipient, next } = await read();
    if (recipient === null) return;
    const t = new Date(now()).toISOString();
    await change({ tried: now() });
    try {
      if (!(await maySave())) throw new Error(NOT_ALLOWED);
      const { file, records, bytes } = await host.call('exportAll', [recipient, 'backup']);
      const name = `retrace-backup-${next}.ndjson.gz.age`;
      const url = await host.urlOf(file);
      try {
        await saveAsDownload(url.href, `Retrace/${name}`, bytes);
      } finally {
        url.revoke();
      }
      await change({ last: { t, name, records, bytes }, next: (next % KEEP) + 1, failed: null });
    } catch (error) {
      await change({ failed: { t, words: error instanceof Error ? error.message : String(error) } });
    }
  }

  async function makeIfDue(): Promise<void> {
    const { every, last, tried } = await read();
    if (every === null) return;
    const at = now();
    const since = last === null ? Number.POSITIVE_INFINITY : at - Date.parse(last.t);
    // A clock that was set back makes neither wait longer than its time.
    if ((since >= 0 && since < TURNS[every]) || (tried !== null && at >= tried && at - tried < BETWEEN_TRIES_IN_MS))
      return;
    await make();
  }

  return {
    status,
    async schedule(every, recipient) {
      const lock = recipient ?? (await read()).recipient;
      if (every !== null && lock === null) throw new Error('Make a recovery key first: backups are locked to it.');
      await change({ every, recipient: lock, tried: null, failed: null });
      return status();
    },
    async makeNow() {
      await make();
      return status();
    },
    async noteMade(made) {
      await change({ last: made });
      return status();
    },
    lookIfDue() {
      if (making === null && mayLook()) void makeIfDue().catch(() => undefined);
    },
  };
}
