/** What the views ask of the rest of Retrace. The extension answers by messages, the harness from generated data. */

import type { RecordingStatus } from '../lib/browser/protocol.ts';
import type { EngineApi } from '../lib/engine/api.ts';

export type EngineCalls = Pick<
  EngineApi,
  'append' | 'status' | 'now' | 'you' | 'outcome' | 'timeline' | 'deletePreview' | 'delete'
>;

/** A change of one site's switches; what is left out stays as it is. */
export interface SiteChange {
  readonly site: string;
  readonly on: boolean;
  readonly keepText?: boolean;
  readonly chat?: boolean;
}

export interface PanelClient extends EngineCalls {
  recording(): Promise<RecordingStatus>;
  /** @param minutes null: until the user goes on. */
  pause(minutes: number | null): Promise<RecordingStatus>;
  resume(): Promise<RecordingStatus>;
  /** @throws Error in words for the user when the site cannot be recorded. */
  changeSite(change: SiteChange): Promise<RecordingStatus>;
  /** Must be called straight from a click or a key, before anything is awaited. False when the user says no. */
  askForSites(sites: readonly string[]): Promise<boolean>;
  /** Kind of site that is never recorded which this one is; null if it may be. */
  neverKindOf(site: string): string | null;
  /** Hears that something shown may have changed. Returns the undo. */
  onChanged(listener: (what: 'engine' | 'recording') => void): () => void;
  readonly version: string;
}
