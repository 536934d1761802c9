import type { Mention, Reply, Sighting } from '../engine/api.ts';
import { sightingWithoutTexts } from '../privacy/without-texts.ts';
import { newId } from '../records/new-id.ts';
import type { Context, Instant } from '../records/record.ts';
import { shinglesOf } from '../records/shingles.ts';
import { anySite } from '../sites/any-site.ts';
import { readInStretches } from '../sites/reading/in-stretches.ts';
import { asOneReadingInStretches } from '../sites/reading/once-a-reading.ts';
import type { PageKind, SitePack } from '../sites/site-pack.ts';
import type { PageSighting } from './digest-of-sighting.ts';
import { readWordsInStretches } from './read-words.ts';

/** 20,000 words and the characters they take at most; a page beyond it is compared by its beginning. */
const TEXT_BOUNDS = { characters: 160_000, nodes: 40_000 };
const MOST_WORDS = 20_000;
const WORDS_IN_A_STRETCH = 400;
/** A shingle has five words: so many of the stretch before belong to the next. */
const WORDS_SHARED = 4;
const LONGEST_TITLE = 300;
/** Of a page with more, only title, names and text are read: all else would take longer than a page may be kept waiting. */
const MOST_ELEMENTS = 40_000;
const ELEMENTS_IN_A_STRETCH = 1_000;
const MOST_REPLIES = 50;
const MOST_MENTIONS = 100;
const MOST_ENTITIES = 50;
/** Kinds of pages that are about no thing, but name others. */
const NAMES_OTHERS: ReadonlySet<PageKind> = new Set(['list', 'search', 'other']);

export interface SightingSettings {
  readonly now: () => Instant;
  /** Whether words of others may be kept: what they wrote, and what surrounds a link. */
  readonly keepsText: boolean;
  /** Hears of each open shadow root, before anything is read: it may hold a field that stops recording. */
  readonly onRoot?: (root: ShadowRoot) => void;
}

/**
 * What the page shows right now: its thing's title, state, news, replies and names, the other things it mentions, and hashes of
 * the words of its text (the text itself is not kept). A list has no thing of its own: its thread is `list:` and its path, and
 * all it says is what it mentions. Null for a page that says nothing of anything.
 *
 * For quiet moments: it pauses after each stretch of a few milliseconds. What one reader cannot read, the others still do.
 */
export function readSighting(
  page: Document,
  url: URL,
  pack: SitePack,
  settings: SightingSettings,
): Generator<void, PageSighting | null> {
  return asOneReadingInStretches(readIt(page, url, pack, settings));
}

function* readIt(
  page: Document,
  url: URL,
  pack: SitePack,
  { now, keepsText, onRoot }: SightingSettings,
): Generator<void, PageSighting | null> {
  if (onRoot) yield* tellRoots(page, onRoot);
  const isHuge = Document.prototype.getElementsByTagName.call(page, '*').length > MOST_ELEMENTS;
  const kind = attempt<PageKind>(() => pack.kindOf(page, url), 'other');
  yield;
  const own = attempt<string | null>(() => pack.threadOf(page, url), null);
  if (own === null && !NAMES_OTHERS.has(kind)) return null;
  const isPage = own !== null;
  const t = now();
  yield;
  const title = attempt(() => pack.titleOf(page, url), '').slice(0, LONGEST_TITLE);
  yield;
  const stated: Context =
    isPage && !isHuge ? yield* attemptInStretches(readInStretches(pack.stateOf, page, url), {}) : {};
  // What is done to a thing has addresses of its own: that one of them is not there says nothing of the thing.
  const state = isPage && kind === 'view' && isGone(page, url) ? { ...stated, gone: 1 } : stated;
  yield;
  const worth = isPage ? attempt(() => pack.worthOf?.(page, url) ?? {}, {}) : {};
  const news = isPage ? attempt(() => pack.newsOf?.(page, url) ?? [], []) : [];
  yield;
  const entities = isPage ? attempt(() => entitiesOf(page, url, pack), []) : [];
  yield;
  const text = isPage ? attempt(() => pack.mainTextOf(page, url), null) : null;
  const shingles = text ? yield* shinglesIn(text, pack.notMainText) : [];
  yield;
  const replies = isPage && !isHuge ? yield* attemptInStretches(repliesOf(page, url, pack, kind), []) : [];
  yield;
  const mentions = isHuge ? [] : yield* attemptInStretches(mentionsOf(page, url, pack, kind), []);
  if (!isPage && mentions.length === 0) return null;
  const seen: PageSighting = {
    id: newId(),
    t,
    thread: own ?? `list:${url.pathname}`,
    title,
    state: replies.length > 0 ? withoutCountOfReplies(state) : state,
    ...(Object.keys(worth).length > 0 && { worth }),
    ...(shingles.length > 0 && { shingles }),
    ...(news.length > 0 && { news }),
    ...(entities.length > 0 && { entities }),
    ...(replies.length > 0 && { replies }),
    ...(mentions.length > 0 && { mentions }),
  };
  return keepsText ? seen : sightingWithoutTexts(seen);
}

function* tellRoots(page: Document, onRoot: (root: ShadowRoot) => void): Generator<void, void> {
  const waiting: Node[] = [page];
  let looked = 0;
  for (let root = waiting.pop(); root; root = waiting.pop()) {
    const walker = Document.prototype.createTreeWalker.call(page, root, NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode() && ++looked < MOST_ELEMENTS) {
      const inner = (walker.currentNode as Element).shadowRoot;
      if (inner instanceof ShadowRoot) {
        onRoot(inner);
        waiting.push(inner);
      }
      if (looked % ELEMENTS_IN_A_STRETCH === 0) yield;
    }
  }
  yield;
}

function entitiesOf(page: Document, url: URL, pack: SitePack): readonly string[] {
  const own = pack.entitiesOf && pack.id !== anySite.id ? pack.entitiesOf(page, url) : [];
  return [...new Set([...own, ...anySite.entitiesOf(page, url)])].slice(0, MOST_ENTITIES);
}

function* repliesOf(page: Document, url: URL, pack: SitePack, kind: PageKind): Generator<void, readonly Reply[]> {
  // The turns of a chat are read by its own observer.
  if (kind === 'chat' && !pack.repliesOf) return [];
  const replies = yield* readInStretches(pack.repliesOf ?? anySite.repliesOf, page, url);
  return replies.slice(-MOST_REPLIES);
}

function* mentionsOf(page: Document, url: URL, pack: SitePack, kind: PageKind): Generator<void, readonly Mention[]> {
  if (pack.mentionsOf) return (yield* readInStretches(pack.mentionsOf, page, url)).slice(0, MOST_MENTIONS);
  if (kind === 'chat') return [];
  const mentions = (yield* readInStretches(anySite.mentionsOf, page, url)).slice(0, MOST_MENTIONS);
  if (pack.id === anySite.id) return mentions;
  // A pack has its own names for threads; other things are known by their addresses, then.
  return mentions.flatMap(({ thread: _, ...mention }) => (mention.entities.length > 0 ? [mention] : []));
}

/** What the replies themselves tell is not told again by their number. */
function withoutCountOfReplies(state: Sighting['state']): Sighting['state'] {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name !== 'comments_count'));
}

function* shinglesIn(element: Element, except: string | undefined): Generator<void, readonly number[]> {
  const words = (yield* readWordsInStretches(element, TEXT_BOUNDS, except)).split(' ').slice(0, MOST_WORDS);
  const found = new Set<number>();
  for (let start = 0; start < words.length; start += WORDS_IN_A_STRETCH) {
    if (start > 0) yield;
    const from = Math.max(0, start - WORDS_SHARED);
    for (const shingle of shinglesOf(words.slice(from, start + WORDS_IN_A_STRETCH).join(' '))) found.add(shingle);
  }
  return [...found];
}

function* attemptInStretches<T>(reading: Generator<void, T>, otherwise: T): Generator<void, T> {
  try {
    return yield* reading;
  } catch {
    return otherwise;
  }
}

/** Whether the document came with the word that there is no such thing. Inside a one-page app nobody says so. */
function isGone(page: Document, url: URL): boolean {
  const [load] = (page.defaultView?.performance.getEntriesByType('navigation') ?? []) as PerformanceNavigationTiming[];
  const isThere = load?.responseStatus !== 404 && load?.responseStatus !== 410;
  return !isThere && load!.name.split('#')[0] === url.href.split('#')[0];
}

/** Pages can make any reader throw; then that part is not known. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
