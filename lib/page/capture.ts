import type { ActionRecord, Instant, OutcomeRecord, StatementRecord } from '../records/record.ts';
import type { SitePack } from '../sites/site-pack.ts';
import type { ErrorWall } from './error-wall.ts';

/** What an observer works with. It reads the page, and hands on records; where they go is not its business. */
export interface Capture {
  readonly window: Window;
  readonly page: Document;
  readonly guard: ErrorWall['guard'];
  /** Everything an observer set up ends with it. */
  readonly signal: AbortSignal;
  readonly pack: () => SitePack;
  readonly url: () => URL;
  /** Thread of the page as it stands, relative to the site; undefined if it is about no lasting thing. */
  readonly thread: () => string | undefined;
  /** Whether edited text may be kept, or only what was done. */
  readonly keepsText: () => boolean;
  readonly now: () => Instant;
  /** Hands a record on, unless the page must not be recorded right now. False if it was not taken. */
  readonly record: (record: ActionRecord | OutcomeRecord | StatementRecord) => boolean;
  /** Whether the page shows a field that pauses recording. */
  readonly isPaused: () => boolean;
  /** Runs later, when the page has nothing better to do; at the latest when it is left. */
  readonly later: (run: () => void, kind: string) => void;
  /** Sends what is waiting now: the page may be gone in a moment. */
  readonly hurry: () => void;
}
