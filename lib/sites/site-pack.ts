/**
 * What we know of a site, as data with evidence and small pure readers. A pack is asked about a page it is given; it
 * changes nothing, listens to nothing, and may be wrong: every reader's caller catches, and the generic pack
 * (any-site.ts) stands behind every other.
 */
import type { Mention, Reply, SightingNews } from '../engine/api.ts';
import type { Context, Features } from '../records/record.ts';
import type { ChatReader } from './chat-reader.ts';
import type { PackFit } from './pack-health.ts';

/**
 * What a page is for. `new` is a form for a thing that is not there yet; `list`, `search`, `settings` (log-in, too) and `other`
 * belong to no lasting thing.
 */
export type PageKind =
  | 'view'
  | 'edit'
  | 'new'
  | 'history'
  | 'diff'
  | 'old-version'
  | 'chat'
  | 'list'
  | 'search'
  | 'settings'
  | 'other';

/** A selector and, beside it, the saved pages it must match, and how often. The tests hold it to that. */
export interface SelectorWithEvidence {
  readonly selector: string;
  /** Saved page (fixtures/<pack>/<name>.html) to number of matches. */
  readonly found: Readonly<Record<string, number>>;
}

/** A control whose meaning is known: what a click on it does, as `verb:object` of an action type. */
export interface NamedControl extends SelectorWithEvidence {
  readonly verb: string;
  readonly object: string;
}

/** What sending a form meant, where the pack knows it. */
export interface FormAct {
  readonly verb: string;
  readonly object: string;
  readonly features: Features;
  readonly context?: Context;
  /** What the user wrote, as the page will show it later: its words are looked for on the next visit. */
  readonly text?: string;
  /** What the user said about it in their own words, such as an edit summary. Kept apart from `text`, which the page will not show. */
  readonly remark?: string;
}

export interface KnownForm extends SelectorWithEvidence {
  /** What sending it means; null: nothing worth a record. */
  read(form: HTMLFormElement, submitter: Element | null): FormAct | null;
}

/** What a page says right away about what the user has just done. */
export interface PageMessage {
  /** `verb:object` of the outcome type, such as `publish:edit`. */
  readonly about: string;
  /** In [-1, 1]. */
  readonly value: number;
  readonly confidence?: number;
  readonly text?: string;
}

/** A prompt on its way: the trusted event that would send it. */
export interface Sending {
  readonly by: 'click' | 'keydown' | 'submit';
  readonly target: Element;
  readonly key?: string;
  readonly shift?: boolean;
}

/** A message whose meaning is known, wherever it turns up. */
export interface KnownMessage extends SelectorWithEvidence {
  /** `verb:object` of the outcome type. */
  readonly about: string;
  /** In [-1, 1]. */
  readonly value: number;
}

/** Reads something of a page; `inStretches` does the same with pauses (reading/in-stretches.ts). */
export interface Reader<T> {
  (page: Document, url: URL): T;
  readonly inStretches?: (page: Document, url: URL) => Generator<void, T>;
}

export interface SitePack {
  /** First part of the types of its records. */
  readonly id: string;
  /** Whether a page is of this kind of site, by what the page and its address say. */
  recognises(page: Document, url: URL): boolean;
  kindOf(page: Document, url: URL): PageKind;
  /** Key of the thing the page is about, relative to the site; null if it is about none. */
  threadOf(page: Document, url: URL): string | null;
  titleOf(page: Document, url: URL): string;
  /** Short named signals of the thing's state. Only what is the same on all its pages: a difference is an outcome. */
  readonly stateOf: Reader<Context>;
  /** What the states that are shown are worth to the one whose thing it is, in [-1, 1], by the name of the signal; only what is known. */
  worthOf?(page: Document, url: URL): Readonly<Record<string, number>>;
  /** The word for what the page is about, such as `ticket`; null where the pack does not say. */
  nounOf?(page: Document, url: URL): string | null;
  /** Element that shows the thing's current text; null where the page shows none, or an older one. */
  mainTextOf(page: Document, url: URL): Element | null;
  /** Name of the account that is signed in, if the page says it. */
  ownAccountOf?(page: Document): string | null;
  /** What the page says became of the user's own contributions. */
  newsOf?(page: Document, url: URL): readonly SightingNews[];
  /** Names by which the page's thing is known elsewhere, besides those its address and title give (entities-of.ts). */
  entitiesOf?(page: Document, url: URL): readonly string[];
  /** Contributions the page shows below its thing. Left out: as on any site. */
  readonly repliesOf?: Reader<readonly Reply[]>;
  /** Other things the page names, with what it says of them. Left out: as on any site. */
  readonly mentionsOf?: Reader<readonly Mention[]>;
  /** What a freshly loaded page says about the act that led to it. */
  arrivalsOf?(page: Document, url: URL): readonly PageMessage[];
  /** The text of a prompt that is being sent right now; null if this event sends none. For AI chats. */
  promptOf?(sending: Sending, page: Document): string | null;
  /** How its turns, its answers and its controls are read, if it is an AI chat. */
  readonly chat?: ChatReader;
  /** Parts of the main text that are no words of the thing: edit links, tables of contents. */
  readonly notMainText?: string;
  /** Live regions that tell of no consequence, or whose news `arrivalsOf` tells. */
  readonly quietRegions?: string;
  /** Messages about what was just done, in place or on the page that follows. */
  readonly messages?: readonly KnownMessage[];
  /** How the pack fits the page, where the page is one that tells. */
  fitsOn?(page: Document, url: URL): readonly PackFit[];
  readonly controls: readonly NamedControl[];
  readonly forms: readonly KnownForm[];
  /** Every other selector it rests on, with its evidence. */
  readonly selectors: Readonly<Record<string, SelectorWithEvidence>>;
}

/** The first pack that recognises a page. The last one of the list recognises every page. */
export function packFor(packs: readonly SitePack[], page: Document, url: URL): SitePack {
  const pack = packs.find((candidate) => {
    try {
      return candidate.recognises(page, url);
    } catch {
      // A page that throws at a look is not of a kind we know.
      return false;
    }
  });
  if (!pack) throw new Error('No pack for this page: the generic one is missing from the list.');
  return pack;
}
