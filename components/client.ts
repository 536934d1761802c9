/** What the views ask of the rest of Retrace. The extension answers by messages, the harness from generated data. */

import type { BackupMade, BackupStatus, BackupTurn, PauseLength, RecordingStatus } from '../lib/browser/protocol.ts';
import type { EngineApi, ImportView, RestoreView } from '../lib/engine/api.ts';

export type EngineCalls = Pick<
  EngineApi,
  | 'append'
  | 'status'
  | 'now'
  | 'you'
  | 'outcome'
  | 'timeline'
  | 'deletePreview'
  | 'delete'
  | 'importStart'
  | 'importPause'
  | 'importStop'
  | 'importStatus'
  | 'talks'
  | 'sizes'
  | 'retention'
  | 'retain'
  | 'keeping'
  | 'keepWithin'
  | 'undoDelete'
  | 'deleteMatches'
  | 'beliefsFile'
  | 'newRecoveryKey'
  | 'restoreStatus'
  | 'restoreStop'
  | 'recordedSites'
>;

/** A change of one site's switches; what is left out stays as it is. */
export interface SiteChange {
  readonly site: string;
  readonly on: boolean;
  readonly keepText?: boolean;
  readonly chat?: boolean;
  /** Null: the default space. */
  readonly space?: string | null;
}

export interface PanelClient extends EngineCalls {
  recording(): Promise<RecordingStatus>;
  pause(length: PauseLength): Promise<RecordingStatus>;
  resume(): Promise<RecordingStatus>;
  /** @throws Error in words for the user when the site cannot be recorded. */
  changeSite(change: SiteChange): Promise<RecordingStatus>;
  /** The whole list of words that are never stored. */
  keepOut(words: readonly string[]): Promise<RecordingStatus>;
  /** Asks the user to point at the pieces of a page of this site. False: no page of it is open. */
  teach(site: string): Promise<boolean>;
  /** Renames what the user taught of a site, or forgets it (`null`). */
  changeOwnSite(site: string, name: string | null): Promise<RecordingStatus>;
  /** Must be called straight from a click or a key, before anything is awaited. False when the user says no. */
  askForSites(sites: readonly string[]): Promise<boolean>;
  /** Kind of site that is never recorded which this one is; null if it may be. */
  neverKindOf(site: string): string | null;
  /** Hands files to the engine, to be looked into. They stay at hand for as long as the panel is open. */
  importLook(files: readonly File[]): Promise<ImportView>;
  /** Everything that is kept, as a file for the user. @param passphrase encrypts it. */
  exportAll(passphrase?: string): Promise<{ readonly file: Blob; readonly name: string; readonly records: number }>;
  /** Brings backups back; `passphrase` or recovery key, if they are encrypted. */
  restore(files: readonly File[], passphrase?: string): Promise<RestoreView>;
  backups(): Promise<BackupStatus>;
  /** How often backups are made by themselves; `recipient`: public half of a new recovery key. */
  scheduleBackups(every: BackupTurn | null, recipient: string | null): Promise<BackupStatus>;
  backUpNow(): Promise<BackupStatus>;
  noteBackup(made: BackupMade): Promise<BackupStatus>;
  /** Whether the browser lets us save files. Must be called straight from a click or a key. */
  askToSave(): Promise<boolean>;
  /** Bytes that are used and free on this device; null where the browser does not say. */
  room(): Promise<{ readonly used: number; readonly free: number } | null>;
  /** Hears that something shown may have changed. Returns the undo. */
  onChanged(listener: (what: 'engine' | 'recording') => void): () => void;
  readonly version: string;
}
