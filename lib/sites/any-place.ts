/**
 * What has to be known of any page while somebody acts on it: which thing it is about, and what for. The rest of the generic pack
 * (any-site.ts) is read in quiet moments and comes as a script of its own, so that the one that listens stays small; until it
 * is here, these readers know nothing.
 */
import { inStretches, readInStretches } from './reading/in-stretches.ts';
import { kindOfPage } from './reading/kind-of-page.ts';
import { NOT_THE_THING } from './reading/parts-of-page.ts';
import { threadOfPage } from './reading/thread-of-page.ts';
import type { SitePack } from './site-pack.ts';

let behind: SitePack | null = null;

/** Gives the generic pack its readers. Any script that holds any-site.ts has done so by loading it. */
export function standBehind(whole: SitePack): void {
  behind = whole;
}

export const anyPlace = {
  id: 'web',
  recognises: () => true,
  kindOf: kindOfPage,
  threadOf: (page, url) => threadOfPage(page, url, kindOfPage(page, url)),
  titleOf: (page, url) => behind?.titleOf(page, url) ?? page.title,
  stateOf: inStretches(function* (page, url) {
    return behind ? yield* readInStretches(behind.stateOf, page, url) : {};
  }),
  mainTextOf: (page, url) => behind?.mainTextOf(page, url) ?? null,
  ownAccountOf: (page) => behind?.ownAccountOf?.(page) ?? null,
  entitiesOf: (page, url) => behind?.entitiesOf?.(page, url) ?? [],
  repliesOf: inStretches(function* (page, url) {
    return behind?.repliesOf ? yield* readInStretches(behind.repliesOf, page, url) : [];
  }),
  mentionsOf: inStretches(function* (page, url) {
    return behind?.mentionsOf ? yield* readInStretches(behind.mentionsOf, page, url) : [];
  }),
  notMainText: NOT_THE_THING,
  controls: [],
  forms: [],
  selectors: {},
} as const satisfies SitePack;

/** A pack to read a whole page with: the generic one by its own readers, which share what they find out; any other as it is. */
export function withWhatStandsBehind(pack: SitePack): SitePack {
  return pack === anyPlace ? (behind ?? pack) : pack;
}
