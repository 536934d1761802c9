import { decoded } from './page-rules.ts';
import { readSiteData, type SiteData } from './site-data.ts';

/** A piece of a page that the user pointed at, as a selector that finds it again. */
export interface Taught {
  readonly css: string;
}

/** What the user pointed at, in the order it is asked for; each may be left out. */
export interface TaughtSite {
  /** Where the thing itself says what it is called. */
  readonly title?: Taught;
  /** Where it says how it stands; and what words there are worth, where the user said. */
  readonly state?: Taught & { readonly worth?: Readonly<Record<string, number>> };
  readonly good?: Taught;
  readonly bad?: Taught;
}

const LONGEST_PATTERN = 200;
const MOST_PARTS = 12;

/** What the taught selectors are for: pages like the one they were taught on. */
const NOUN = 'thing';

/** Id of what a user taught of a site. Ids are words and hyphens, hosts are more. */
export function ownId(site: string): string {
  return `own-${site
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50)}`;
}

/**
 * The user's own pack for a site, of what they pointed at.
 * @param path of the page they pointed on: the pack is for pages with an address like it.
 */
export function ownSite(site: string, path: string, taught: TaughtSite): SiteData {
  const { title, state, good, bad } = taught;
  return {
    format: 1,
    id: ownId(site),
    name: site,
    hosts: [site.replace(/:\d+$/, '')],
    seenLive: null,
    pages: [{ path: likeThis(path), noun: NOUN, kind: 'view' }],
    ...(title && { title: { css: title.css, on: [NOUN], expected: true } }),
    states: state
      ? [
          {
            name: 'status',
            css: state.css,
            on: [NOUN],
            ...(state.worth && { worth: { ...state.worth } }),
          },
        ]
      : [],
    mentions: [],
    controls: [],
    forms: [],
    messages: [...(good ? [{ css: good.css, value: 0.5 }] : []), ...(bad ? [{ css: bad.css, value: -0.5 }] : [])],
  };
}

/** What was stored, sent or imported as a user's own pack for a site, if it is one; never more than a user can teach. */
export function readOwnSite(site: string, data: unknown): SiteData | null {
  const read = readSiteData(data);
  if (!read || read.id !== ownId(site)) return null;
  const { format, id, name, hosts, pages, title, states, messages } = read;
  return {
    format,
    id,
    name,
    hosts,
    seenLive: null,
    pages,
    ...(title && { title }),
    states,
    mentions: [],
    controls: [],
    forms: [],
    messages,
  };
}

/** A pattern for addresses like this one: what looks like a number, an id or a name of one thing may differ. */
export function likeThis(path: string): string {
  const parts = decoded(path).split('/').slice(0, MOST_PARTS);
  const last = parts.findLastIndex((part) => part !== '');
  const like = parts.map((part, place) =>
    part !== '' && (isOfOneThing(part) || (place === last && place > 1)) ? '[^/]+' : escaped(part),
  );
  const pattern = `^${like.join('/')}$`;
  return pattern.length <= LONGEST_PATTERN && parts.length < MOST_PARTS ? pattern : '^/';
}

function isOfOneThing(part: string): boolean {
  return /\d/.test(part) || part.length > 30;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
