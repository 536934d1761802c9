/**
 * Every message between the parts of the extension, in one map from name to function type. Names carry the direction:
 * `from>to:what`. A handler declares who may speak (messages.ts); the default is refuse.
 *
 * Payloads are JSON data. Site, origin and account are not in them: the background stamps them from the sender.
 */
import type {
  AppendResult,
  CapturedRecord,
  EngineApi,
  Offer,
  OfferRequest,
  OfferUse,
  PanelMethod,
  Sighting,
  TabTrail,
} from '../engine/api.ts';
import type { OutcomeRecord } from '../records/record.ts';
import type { TaughtSite } from '../sites/own-site.ts';
import type { PackFit, PackState } from '../sites/pack-health.ts';
import type { SiteData } from '../sites/site-data.ts';

import type { PauseLength } from './pause-end.ts';

import type { Refused } from './refusals.ts';

export type { PauseLength };

/** Whether this page is being recorded, and how. */
export interface CaptureMode {
  readonly recording: boolean;
  /** Whether edited text may be kept, or only what was done. */
  readonly keepText: boolean;
  /** Whether the site is an AI chat: known as one, or the user said so. */
  readonly chat: boolean;
  /** Words the user never wants stored; taken out in the page. Told only to pages that are recorded. */
  readonly words: readonly string[];
  readonly packs: PackHints;
  /** Epoch milliseconds when to ask again, because a pause ends then; null: it is told when it changes. */
  readonly askAgainAt: number | null;
}

/** By what a page knows which packs it needs; it then asks for them. */
export interface PackHints {
  /** Packs for this very host, the user's own with a mark that changes when it does. */
  readonly named: readonly string[];
  /** Of packs that know no host: a selector that only their pages match, by the pack's id. */
  readonly markers: Readonly<Record<string, string>>;
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
  /** Space of what is recorded there: what must not mix. Null: the default one. */
  readonly space: string | null;
  /** What could not be kept of it; null: nothing was refused. */
  readonly refused: Refused | null;
  /** The pack that knows the site, and how it fits; null: it is read as any site. */
  readonly pack: SitePackView | null;
  /** What the user taught about it by pointing; null if nothing. */
  readonly own: SitePackView | null;
}

/** A pack, as the Sites view shows it. */
export interface SitePackView {
  readonly id: string;
  readonly name: string;
  readonly health: PackState;
}

export interface RecordingStatus {
  readonly state: RecordingState;
  /** Site of the tab in view, where the browser lets us know it. */
  readonly site: string | null;
  /** Epoch milliseconds when a pause ends; null: until the user goes on. */
  readonly pausedUntil: number | null;
  readonly sites: readonly SiteSetting[];
  /** Words that are never stored, as the user wrote them. */
  readonly words: readonly string[];
}

/** How often backups are made by themselves. */
export type BackupTurn = 'day' | 'week';

/** A backup that is whole: it was read back, and the browser says it is written. */
export interface BackupMade {
  readonly t: string;
  readonly name: string;
  readonly records: number;
  readonly bytes: number;
}

export interface BackupStatus {
  readonly every: BackupTurn | null;
  /** Whether a recovery key was made; the key itself is nowhere but with the user. */
  readonly hasKey: boolean;
  /** The last good one, made by itself or by hand. */
  readonly last: BackupMade | null;
  /** Why none could be made since then. */
  readonly failed: { readonly t: string; readonly words: string } | null;
  readonly isMaking: boolean;
}

export interface Protocol {
  /**
   * `thread` of each is relative to the site; `app` and `space` are the background's to say.
   * `keepsText`: whether the script that made them thought that texts may be kept.
   */
  'capture>log:append': (p: {
    readonly records: readonly CapturedRecord[];
    readonly keepsText: boolean;
  }) => AppendResult;
  'capture>engine:sighting': (p: Omit<Sighting, 'app' | 'space'>) => AppendResult;
  'capture>browser:mode': () => CaptureMode;
  /** What the script is doing: pausing for a secret field, and how many records it gave up since it last said so. */
  'capture>browser:doing': (p: { readonly secret: boolean; readonly dropped: number }) => void;
  /** What is known of sites of these kinds, the user's own first; the script that reads by it is in the page when the answer comes. */
  'capture>browser:packs': (p: { readonly ids: readonly string[] }) => readonly SiteData[];
  /** Which selectors of a pack had to match and did not, at one look at a page. */
  'capture>browser:fit': (p: { readonly fits: readonly PackFit[] }) => void;
  /** Starts the readers of pages beside the capture script that asks. */
  'capture>browser:readers': () => void;
  /** What the tab's documents before this one leave to it. */
  'capture>browser:trail': (p: { readonly reloaded: boolean }) => TabTrail | null;
  /** Hashes of the notices that stand on a page: on the next one they are no news. */
  'capture>browser:shown': (p: { readonly notices: readonly number[] }) => void;
  /** A page is left with something unsent, told if nobody takes it up again; null: the page is here again. */
  'capture>browser:left': (p: { readonly unsent: OutcomeRecord | null }) => void;

  'chat>engine:offer': (p: Omit<OfferRequest, 'app' | 'space'>) => Offer | null;
  'chat>engine:used': (p: Omit<OfferUse, 'app'>) => AppendResult;
  'chat>browser:open-panel': (p: { readonly route: string }) => void;

  /** What the user pointed at; the site is the sender's. Taken only while they were asked to point in that tab. */
  'teach>browser:keep': (p: { readonly taught: TaughtSite }) => void;

  'panel>engine:call': <M extends PanelMethod>(p: {
    readonly method: M;
    readonly args: Parameters<EngineApi[M]>;
  }) => Awaited<ReturnType<EngineApi[M]>>;
  'panel>browser:status': () => RecordingStatus;
  'panel>browser:pause': (p: { readonly minutes: PauseLength }) => RecordingStatus;
  'panel>browser:resume': () => RecordingStatus;
  /** The page has already asked for the permission (a user gesture is needed there). */
  'panel>browser:site': (p: {
    readonly site: string;
    readonly on: boolean;
    readonly keepText?: boolean;
    readonly chat?: boolean;
    readonly space?: string | null;
  }) => RecordingStatus;
  /** The whole list of words that are never stored. */
  'panel>browser:words': (p: { readonly words: readonly string[] }) => RecordingStatus;

  /** Asks the user to point at the pieces of a page of this site, in the tab of it that was used last. False: none is open. */
  'panel>browser:teach': (p: { readonly site: string }) => boolean;
  /** Gives what the user taught of a site another name, or forgets it (`null`). */
  'panel>browser:own-site': (p: { readonly site: string; readonly name: string | null }) => RecordingStatus;

  'panel>browser:backups': () => BackupStatus;
  /** `recipient`: public half of a new recovery key; null: the one there was. */
  'panel>browser:backup-schedule': (p: {
    readonly every: BackupTurn | null;
    readonly recipient: string | null;
  }) => BackupStatus;
  'panel>browser:backup-now': () => BackupStatus;
  'panel>browser:backup-made': (p: BackupMade) => BackupStatus;

  /** Chrome only: the address under which a file of the private file system can be downloaded, or null: it is given up. */
  'background>offscreen:url': (p: { readonly file: string } | { readonly revoke: string }) => string | null;
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
