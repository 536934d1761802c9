import type { TabTrail } from '../../lib/engine/api.ts';
import type { PageSighting } from '../../lib/page/digest-of-sighting.ts';
import type { LogRecord, OutcomeRecord } from '../../lib/records/record.ts';

export interface RecorderSettings {
  readonly keepsText: boolean;
  readonly chat: boolean;
  /** How many deliveries fail before one works. */
  readonly failures: number;
  /** Whether the extension is gone under its script. */
  readonly gone: boolean;
  /** What the tab's documents before leave to the next one; null: nothing. */
  readonly trail: TabTrail | null;
  /** Whether the last version of the recorder has been in the document. */
  readonly resumed: boolean;
}

/** What the recorder lets out of the page. */
export type RecorderWord =
  | { readonly records: readonly LogRecord[] }
  | { readonly sighting: PageSighting }
  | { readonly unsent: OutcomeRecord | null }
  | { readonly shown: readonly number[] }
  | { readonly secret: boolean; readonly dropped: number }
  | { readonly told: string };
