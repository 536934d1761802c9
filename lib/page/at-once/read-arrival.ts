/**
 * What a freshly loaded page says of the act that led to it: the status it came with, and a notice that the page before did not
 * show. Read once, in a quiet moment soon after the load. What the page is worth to read (an article with a warning box in it) is no
 * notice: only what stands above the content, in a form, or apart from both is asked.
 */
import type { TabTrail, TrailAct } from '../../engine/api.ts';
import { hash32 } from '../../records/shingles.ts';
import { attributeOf, closest, contains, matches } from '../../sites/asked-of-elements.ts';
import { isHidden } from '../../sites/is-hidden.ts';
import { pageAddress } from '../../sites/page-address.ts';
import type { Capture } from '../capture.ts';
import { knownMessage } from '../known-message.ts';
import { isNamedLikeAMessage, LIVE, type ReadMessage, readMessage } from '../observe-page-messages.ts';
import { outcomeAtOnce } from './outcome-at-once.ts';
import { mayBeAnswered, mayLead, verbOf } from './verbs.ts';

/** An act longer ago did not lead here. */
const LED_WITHIN_IN_MS = 30_000;
/** Without a word of where one came from, the act must be this near. */
const LED_SURELY_WITHIN_IN_MS = 3_000;
/** Clocks of the page and of its navigation may differ by this. */
const CLOCKS_APART_IN_MS = 100;
/** Later, what was opened has been read. */
export const RETURNED_WITHIN_IN_MS = 10_000;
const MOST_NODES = 1_500;
const MOST_NOTICES = 12;
const MOST_TOLD = 3;
/** On a page of its own a refusal is explained at length. */
const LONGEST_NOTICE = 1_000;
/** A notice within the content stands before its first so many elements. */
const UPPER_ELEMENTS = 60;

const NEVER_A_NOTICE = new Set([
  'NAV',
  'FOOTER',
  'ASIDE',
  'ARTICLE',
  'TABLE',
  'PRE',
  'BLOCKQUOTE',
  'SVG',
  'SCRIPT',
  'STYLE',
]);
const LIST_OF_ERRORS = /(?:^|\s)(?:errorlist|errornote|field_with_errors)(?:$|\s)/i;

/** The navigation that brought a document. */
export interface Navigation {
  readonly type: string;
  /** HTTP status; 0: the browser does not say. */
  readonly status: number;
  /** Epoch milliseconds. */
  readonly began: number;
}

export function navigationOf(window: Window): Navigation {
  const { performance } = window;
  const [entry] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming | undefined)[];
  return { type: entry?.type ?? '', status: entry?.responseStatus ?? 0, began: performance.timeOrigin };
}

/** Tells what there is to tell of an arrival. @returns hashes of the notices that stand on the page and are no news. */
export function tellArrival(capture: Capture, navigation: Navigation, trail: TabTrail | null): readonly number[] {
  const notices = readNotices(capture);
  const standing = () => notices.map(({ text }) => hash32(text));
  if (capture.isPaused()) return standing();
  const isNew = navigation.type === 'navigate' && (trail === null || !trail.left);
  const act = trail?.acts
    .filter(({ t }) => Date.parse(t) <= navigation.began + CLOCKS_APART_IN_MS)
    .findLast(({ type }) => mayLead(type));
  const led = act && isNew && !act.answered && hasLed(act, navigation, capture.page) ? act : null;
  if (isNew && navigation.status >= 400) tellStatus(capture, navigation.status, led);
  if (act && navigation.type === 'back_forward') tellReturn(capture, navigation, act);
  const seen = trail?.notices ?? null;
  const saysPack = (capture.pack().arrivalsOf?.(capture.page, capture.url()) ?? []).length > 0;
  if (!led || !mayBeAnswered(led.type) || seen === null || saysPack) return standing();
  const news = notices
    .filter(({ text, region }, i) => {
      const isSaidBefore = notices.findIndex((notice) => notice.text === text) < i;
      return !isSaidBefore && !seen.includes(hash32(text)) && isShown(region);
    })
    .slice(0, MOST_TOLD);
  news.forEach(({ about, value, text }, i) => {
    capture.record(
      outcomeAtOnce(capture, {
        about,
        value,
        confidence: value === 0 ? 0.5 : 0.8,
        // It often repeats what was written.
        text: capture.keepsText() ? text : undefined,
        act: led.id,
        once: `notice.${i}`,
      }),
    );
  });
  const told = news.map(({ text }) => text);
  return notices.filter(({ text }) => !told.includes(text)).map(({ text }) => hash32(text));
}

function hasLed(act: TrailAct, { began }: Navigation, page: Document): boolean {
  const age = began - Date.parse(act.t);
  return age <= (page.referrer === '' ? LED_SURELY_WITHIN_IN_MS : LED_WITHIN_IN_MS);
}

/** @param act that led here; null: one came by an address. */
function tellStatus(capture: Capture, status: number, act: TrailAct | null): void {
  const refused = status === 403 || status === 409 || status === 422 || status === 429;
  capture.record(
    outcomeAtOnce(capture, {
      about: 'fail:page',
      value: status >= 500 ? -0.8 : refused ? -0.7 : -0.5,
      confidence: 0.9,
      features: { status },
      act: act?.id ?? null,
      thread: act?.thread,
      once: 'fail',
    }),
  );
}

/** Back on the page where a link was opened, loaded anew. */
function tellReturn(capture: Capture, { began }: Navigation, act: TrailAct): void {
  if (verbOf(act.type) !== 'open' || act.address !== pageAddress(capture.url().href)) return;
  const after = began - Date.parse(act.t);
  if (after <= RETURNED_WITHIN_IN_MS) tellQuickReturn(capture, act.id, after);
}

/** Tells that what a link led to was left again at once. */
export function tellQuickReturn(capture: Capture, act: string, afterMs: number): void {
  capture.record(
    outcomeAtOnce(capture, {
      about: 'return:quickly',
      value: -0.3,
      confidence: 0.5,
      features: { seconds: Math.round(afterMs / 100) / 10 },
      act,
      once: 'return',
    }),
  );
}

interface Notice extends ReadMessage {
  readonly region: Element;
}

/** Notices of a page, as far as its markup shows them. */
function readNotices(capture: Capture): Notice[] {
  const { page } = capture;
  const { messages, quietRegions } = capture.pack();
  const body = page.body;
  if (!body) return [];
  const main = Document.prototype.querySelector.call(page, 'main, [role="main"]');
  const below = main ? Element.prototype.getElementsByTagName.call(main, '*')[UPPER_ELEMENTS] : undefined;
  const walker = Document.prototype.createTreeWalker.call(page, body, NodeFilter.SHOW_ELEMENT, {
    acceptNode: (node: Node) =>
      NEVER_A_NOTICE.has(node.nodeName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  });
  const notices: Notice[] = [];
  let inside: Element | null = null;
  let nodes = 0;
  for (let node = walker.nextNode(); node && notices.length < MOST_NOTICES; node = walker.nextNode()) {
    if (++nodes > MOST_NODES) break;
    const element = node as Element;
    if ((inside && contains(inside, element)) || !looksLikeANotice(element)) continue;
    if (isHidden(element) || (quietRegions !== undefined && closest(element, quietRegions))) continue;
    if (below && isAfter(element, below) && !closest(element, 'form')) continue;
    const message = readMessage(element, knownMessage(element, messages), LONGEST_NOTICE);
    if (!message) continue;
    inside = element;
    notices.push({ ...message, region: element });
  }
  return notices;
}

function looksLikeANotice(element: Element): boolean {
  const names = `${attributeOf(element, 'class') ?? ''} ${attributeOf(element, 'id') ?? ''}`;
  return (
    (names !== ' ' && (isNamedLikeAMessage(names) || LIST_OF_ERRORS.test(names))) ||
    matches(element, LIVE) ||
    attributeOf(element, 'aria-invalid') === 'true'
  );
}

function isAfter(element: Element, other: Element): boolean {
  return (Node.prototype.compareDocumentPosition.call(other, element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** Asked of the few that would be told: styles are worked out by then, and no layout is. */
function isShown(region: Element): boolean {
  return region.checkVisibility();
}
