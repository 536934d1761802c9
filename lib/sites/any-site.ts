/**
 * The pack for sites we know nothing of, put together from the readers of reading/. It rests on the web's own conventions
 * only: addresses, titles, landmarks, roles, and names in the code that mean the same nearly everywhere.
 */
import { anyPlace, standBehind } from './any-place.ts';
import { entitiesOfAddress, entityOfTitle } from './entities-of.ts';
import { inStretches } from './reading/in-stretches.ts';
import { addressOf, kindOfPage } from './reading/kind-of-page.ts';
import { mentionsOfPage } from './reading/mentions-of-page.ts';
import { ownAccountOf, readOwnAccount } from './reading/own-account.ts';
import { mainOf } from './reading/parts-of-page.ts';
import { repliesOfPage } from './reading/replies-of-page.ts';
import { saysGone } from './reading/says-gone.ts';
import { stateOfPage } from './reading/state-of-page.ts';
import { threadOfPage } from './reading/thread-of-page.ts';
import { titleOfPage } from './reading/title-of-page.ts';
import type { PageKind, SitePack } from './site-pack.ts';
import { thingAddress } from './thing-address.ts';

/** Kinds of pages that show how their thing stands now. */
const SHOWS_STATE: ReadonlySet<PageKind> = new Set(['view', 'edit', 'chat']);
const SHOWS_REPLIES: ReadonlySet<PageKind> = new Set(['view', 'history', 'chat']);
const SHOWS_OTHERS: ReadonlySet<PageKind> = new Set(['view', 'list', 'search', 'other']);

export const anySite = {
  ...anyPlace,
  titleOf: (page, url) => titleOfPage(page, url, kindOfPage(page, url)),
  stateOf: inStretches(function* (page, url) {
    const main = mainOf(page);
    const kind = kindOfPage(page, url);
    if (!main || !SHOWS_STATE.has(kind)) return {};
    const state = yield* stateOfPage(page, main, url);
    const isGone = kind === 'view' && state.status === undefined && saysGone(main);
    return isGone ? { gone: 1 } : state;
  }),
  mainTextOf: (page, url) => (kindOfPage(page, url) === 'view' ? mainOf(page) : null),
  ownAccountOf,
  entitiesOf(page, url) {
    const kind = kindOfPage(page, url);
    const thread = threadOfPage(page, url, kind);
    if (thread === null) return [];
    // Where the page gives itself another address, others link to that one.
    const stated = thread === thingAddress(url).key ? null : addressOf(thread.slice('url:'.length), url);
    // What a page says of a thing that is gone, or of what is done with it there, is no name of it.
    const main = mainOf(page);
    const isNamed = (kind === 'view' || kind === 'chat') && !(main && saysGone(main));
    const title = isNamed ? entityOfTitle(titleOfPage(page, url, kind)) : null;
    return [...new Set([...entitiesOfAddress(stated ?? url), ...(title ? [title] : [])])];
  },
  repliesOf: inStretches(function* (page, url) {
    const main = mainOf(page);
    const kind = kindOfPage(page, url);
    if (!main || !SHOWS_REPLIES.has(kind)) return [];
    const own = yield* readOwnAccount(page);
    yield;
    return yield* repliesOfPage(page, main, own, kind === 'history');
  }),
  mentionsOf: inStretches(function* (page, url) {
    const main = mainOf(page);
    const kind = kindOfPage(page, url);
    if (!main || !SHOWS_OTHERS.has(kind)) return [];
    const [thread, title] = [threadOfPage(page, url, kind), titleOfPage(page, url, kind)];
    yield;
    return yield* mentionsOfPage(main, url, thread, title);
  }),
} as const satisfies SitePack;

standBehind(anySite);
