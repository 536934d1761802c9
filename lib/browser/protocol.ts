/**
 * Every message between the parts of the extension, in one map from name to function type. Names carry the direction:
 * `from>to:what`. A handler declares who may speak (messages.ts); the default is refuse.
 *
 * Payloads are JSON data. Site, origin and account are not in them: the background stamps them from the sender.
 */
import type { AppendResult, EngineApi, Offer, OfferRequest, OfferUse, PanelMethod, Sighting } from '../engine/api.ts';
import type { LogRecord } from '../records/record.ts';

/** A record as a page script sends it: `thread` is relative to the site, `app` and `space` are the background's to say. */
export type CapturedRecord = LogRecord;

/** Whether this page is being recorded, and how. */
export interface CaptureMode {
  readonly recording: boolean;
  /** Whether edited text may be kept, or only what was done. */
  readonly keepText: boolean;
  /** Whether the site is an AI chat: known as one, or the user said so. */
  readonly chat: boolean;
  /** Epoch milliseconds when to ask again, because a pause ends then; null: it is told when it changes. */
  readonly askAgainAt: number | null;
}

export type RecordingState = 'recording' | 'paused' | 'off' | 'never' | 'unknown';

export interface SiteSetting {
  /** Host, with its port if it is not the default one. */
  readonly site: string;
  /** Match pattern the permission was granted for. */
  readonly pattern: string;
  readonly on: boolean;
  readonly keepText: boolean;
  /** Whether the browser still grants us the site. */
  readonly granted: boolean;
  /** Whether lines are offered there: a known AI chat, or the user said it is one. */
  readonly chat: boolean;
}

export interface RecordingStatus {
  readonly state: RecordingState;
  /** Site of the tab in view, where the browser lets us know it. */
  readonly site: string | null;
  /** Epoch milliseconds when a pause ends; null: until the user goes on. */
  readonly pausedUntil: number | null;
  readonly sites: readonly SiteSetting[];
}

export interface Protocol {
  'capture>log:append': (p: { readonly records: readonly CapturedRecord[] }) => AppendResult;
  'capture>engine:sighting': (p: Omit<Sighting, 'app' | 'space'>) => AppendResult;
  'capture>browser:mode': () => CaptureMode;

  'chat>engine:offer': (p: Omit<OfferRequest, 'app' | 'space'>) => Offer | null;
  'chat>engine:used': (p: Omit<OfferUse, 'app'>) => AppendResult;
  'chat>browser:open-panel': (p: { readonly route: string }) => void;

  'panel>engine:call': <M extends PanelMethod>(p: {
    readonly method: M;
    readonly args: Parameters<EngineApi[M]>;
  }) => Awaited<ReturnType<EngineApi[M]>>;
  'panel>browser:status': () => RecordingStatus;
  'panel>browser:pause': (p: { readonly minutes: number | null }) => RecordingStatus;
  'panel>browser:resume': () => RecordingStatus;
  /** The page has already asked for the permission (a user gesture is needed there). */
  'panel>browser:site': (p: {
    readonly site: string;
    readonly on: boolean;
    readonly keepText?: boolean;
  }) => RecordingStatus;

  /** Chrome only: the service worker to the document that hosts the worker. */
  'background>offscreen:call': (p: { readonly method: keyof EngineApi; readonly args: readonly unknown[] }) => unknown;
  /** Something the panel shows may have changed; coalesced to one in 250 ms. */
  'background>panel:changed': (p: { readonly what: 'engine' | 'recording' }) => void;
  /** Mode of a page changed (paused, switched off). */
  'background>capture:mode': (p: CaptureMode) => void;
}

export type MessageName = keyof Protocol;
export type Payload<N extends MessageName> = Parameters<Protocol[N]> extends [infer P] ? P : undefined;
export type Reply<N extends MessageName> = ReturnType<Protocol[N]>;
