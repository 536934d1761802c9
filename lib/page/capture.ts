import type { ActionRecord, Instant, OutcomeRecord, StatementRecord } from '../records/record.ts';
import type { PageKind, SitePack } from '../sites/site-pack.ts';
import type { ErrorWall } from './error-wall.ts';
import type { Pastes } from './pastes.ts';

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
  /** What the page is for, as it stands. */
  readonly pageKind: () => PageKind;
  /** Whether edited text may be kept, or only what was done. */
  readonly keepsText: () => boolean;
  readonly now: () => Instant;
  /** Hands a record on, unless the page must not be recorded right now. False if it was not taken. */
  readonly record: (record: ActionRecord | OutcomeRecord | StatementRecord) => boolean;
  /** Counts an act that is not told, because a page makes more of them than can be anybody's. */
  readonly giveUp: () => void;
  /** Whether the page shows a field that pauses recording. */
  readonly isPaused: () => boolean;
  /** Whether the user made an event, and not a script, nor the browser on a script's behalf (done-by-user.ts). */
  readonly isByUser: (event: Event) => boolean;
  /** Runs later, when the page has nothing better to do; at the latest when it is left. */
  readonly later: (run: () => void, kind: string) => void;
  /** Sends what is waiting now: the page may be gone in a moment. */
  readonly hurry: () => void;
  /**
   * Events that one observer tells in its own way (a click on a chat's control, a copy out of an answer): the general
   * observers leave them alone. Whoever claims is set up before those.
   */
  readonly claimed: WeakSet<Event>;
  /**
   * Clicks and fields of which it is not known yet what came of them: a text that was typed may be sent by them. Whoever waits for
   * that takes their record, and hands it on if it stands for itself.
   */
  readonly holds: WeakMap<Event | Element, (made: ActionRecord) => void>;
  /** What was pasted into which field; told by whoever records pastes. */
  readonly pastes: Pastes;
}
