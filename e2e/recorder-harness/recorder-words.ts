import type { PageSighting } from '../../lib/page/read-sighting.ts';
import type { LogRecord } from '../../lib/records/record.ts';

export interface RecorderSettings {
  readonly keepsText: boolean;
  readonly chat: boolean;
  /** How many deliveries fail before one works. */
  readonly failures: number;
  /** Whether the extension is gone under its script. */
  readonly gone: boolean;
}

/** What the recorder lets out of the page. */
export type RecorderWord =
  | { readonly records: readonly LogRecord[] }
  | { readonly sighting: PageSighting }
  | { readonly told: string };
