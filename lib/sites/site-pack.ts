/**
 * What we know of a site, as data with evidence and small pure readers. A pack is asked about a page it is given; it
 * changes nothing, listens to nothing, and may be wrong: every reader's caller catches, and the generic pack
 * (any-site.ts) stands behind every other.
 */
import type { SightingNews } from '../engine/api.ts';
import type { Context, Features } from '../records/record.ts';

/** What a page is for. `other` is a page that belongs to no lasting thing (search, log-in, lists). */
export type PageKind = 'view' | 'edit' | 'history' | 'diff' | 'old-version' | 'chat' | 'other';

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
  stateOf(page: Document, url: URL): Context;
  /** Element that shows the thing's current text; null where the page shows none, or an older one. */
  mainTextOf(page: Document, url: URL): Element | null;
  /** Name of the account that is signed in, if the page says it. */
  ownAccountOf?(page: Document): string | null;
  /** What the page says became of the user's own contributions. */
  newsOf?(page: Document, url: URL): readonly SightingNews[];
  /** What a freshly loaded page says about the act that led to it. */
  arrivalsOf?(page: Document, url: URL): readonly PageMessage[];
  /** The text of a prompt that is being sent right now; null if this event sends none. For AI chats. */
  promptOf?(sending: Sending, page: Document): string | null;
  /** Parts of the main text that are no words of the thing: edit links, tables of contents. */
  readonly notMainText?: string;
  /** Live regions that tell of no consequence, or whose news `arrivalsOf` tells. */
  readonly quietRegions?: string;
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
