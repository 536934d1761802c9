/**
 * What every observer works with: the pack of the page, the mode of recording, and the way into the log. Secrets are taken
 * out here, before anything leaves the page.
 */
import type { CaptureMode } from '../browser/protocol.ts';
import { pausesRecording } from '../privacy/is-secret-field.ts';
import { redactRecord } from '../privacy/redact.ts';
import { newId } from '../records/new-id.ts';
import type { Context, Features, LogRecord } from '../records/record.ts';
import { packFor, type SitePack } from '../sites/site-pack.ts';
import type { ErrorWall } from './error-wall.ts';
import type { Outbox } from './outbox.ts';

const LONGEST_TEXT = 4_000;

export interface Act {
  /** `verb:object` of its type. */
  readonly verb: string;
  readonly object: string;
  readonly text?: string | undefined;
  readonly features?: Features;
  readonly context?: Context;
}

export interface Consequence {
  readonly about: string;
  readonly value: number;
  readonly confidence?: number;
  readonly text?: string | undefined;
  /** Action it belongs to; the thread's others stay candidates. */
  readonly action?: string | null;
}

export interface CapturePage {
  readonly wall: ErrorWall;
  readonly signal: AbortSignal;
  readonly pack: () => SitePack;
  readonly url: () => URL;
  readonly thread: () => string | undefined;
  /** Records an act and returns its id; null while nothing is recorded. */
  act(act: Act): string | null;
  consequence(consequence: Consequence): void;
  /** Words of the user's own. */
  statement(text: string): void;
  /** Whether something may be recorded now: switched on, not paused, no secret field in sight. */
  isRecording(): boolean;
  readonly keepText: () => boolean;
  /** The last act and when it was, for what the page says right after. */
  readonly lastAct: () => { readonly id: string; readonly at: number } | null;
}

export interface CapturePageOptions {
  readonly packs: readonly SitePack[];
  readonly mode: () => CaptureMode;
  readonly outbox: Outbox;
  readonly wall: ErrorWall;
  readonly signal: AbortSignal;
}

export function createCapturePage({ packs, mode, outbox, wall, signal }: CapturePageOptions): CapturePage {
  const url = () => new URL(location.href);
  const pack = () => packFor(packs, document, url());
  let last: { id: string; at: number } | null = null;
  let lastTime = 0;

  /** The page's clock, never twice the same and never back. */
  function now(): string {
    lastTime = Math.max(Date.now(), lastTime + 1);
    return new Date(lastTime).toISOString();
  }

  function thread(): string | undefined {
    try {
      return pack().threadOf(document, url()) ?? undefined;
    } catch (error) {
      wall.report(error);
      return undefined;
    }
  }

  function isRecording(): boolean {
    return mode().recording && !hasSecretField();
  }

  function add(record: LogRecord): void {
    outbox.add(redactRecord(record));
  }

  const keep = (text: string | undefined) => (mode().keepText && text ? text.slice(0, LONGEST_TEXT) : undefined);

  return {
    wall,
    signal,
    pack,
    url,
    thread,
    isRecording,
    keepText: () => mode().keepText,
    lastAct: () => last,
    act({ verb, object, text, features, context }) {
      if (!isRecording()) return null;
      const id = newId();
      last = { id, at: Date.now() };
      const of = thread();
      const words = keep(text);
      add({
        kind: 'action',
        id,
        t: now(),
        type: `${pack().id}:${verb}:${object}`,
        ...(of !== undefined && { thread: of }),
        ...(words !== undefined && { text: words }),
        ...(features && { features }),
        ...(context && { context }),
      });
      return id;
    },
    consequence({ about, value, confidence, text, action }) {
      if (!isRecording()) return;
      const of = thread();
      const words = keep(text);
      add({
        kind: 'outcome',
        id: newId(),
        t: now(),
        type: `${pack().id}:${about}`,
        value,
        ...(confidence !== undefined && { confidence }),
        ...(of !== undefined && { thread: of }),
        ...(words !== undefined && { text: words }),
        ...(action && { links: [action] }),
      });
    },
    statement(text) {
      if (!isRecording() || text.trim() === '') return;
      const of = thread();
      const words = keep(text);
      if (words === undefined) return;
      add({
        kind: 'statement',
        id: newId(),
        t: now(),
        role: 'user',
        text: words,
        ...(of !== undefined && { thread: of }),
      });
    },
  };
}

/** Pages with a password, code or card field are not recorded while it is there. */
function hasSecretField(): boolean {
  for (const field of document.querySelectorAll('input[type="password"], input[autocomplete]')) {
    if (pausesRecording({ type: field.getAttribute('type'), autocomplete: field.getAttribute('autocomplete') }))
      return true;
  }
  return false;
}
