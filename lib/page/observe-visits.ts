import { kindOfThing } from '../sites/kind-of-thing.ts';
import type { PageKind } from '../sites/site-pack.ts';
import { actionOf, type BegunAct, beginAct } from './begin-act.ts';
import type { Capture } from './capture.ts';
import { hear } from './listen.ts';
import type { Arrival } from './observe-navigation.ts';

/** A page is told when it has had so long to fill itself, or when it is left. */
const SETTLE_IN_MS = 400;
/** One visit of an address in so long. */
const VISITS_APART_IN_MS = 60_000;
/** Out of view for less than this, the page was not left. */
const AWAY_FROM_IN_MS = 1_000;
/** Beside another window it stays in view: who has typed elsewhere for so long has been away. */
const ELSEWHERE_FROM_IN_MS = 3_000;
/** Several events may tell of one return. */
const RETURNS_APART_IN_MS = 500;
const MOST_ADDRESSES = 50;

/** Says of an act that it is only about being there: it changes nothing, on the page or for anybody. */
export const PRESENCE = { presence: 1 };

interface Seen {
  /** When an address was come to last, by `performance.now()`. */
  readonly visited: Map<string, number>;
  /** Whether it was told how one came to the document itself. */
  isTold: boolean;
}

/** Of each document: recording starts anew in it when a choice of the user's changes or a pause ends, and nobody has come to it then. */
const seenOf = new WeakMap<Document, Seen>();

export interface Visits {
  readonly arrived: (arrival: Arrival) => void;
}

/**
 * Being there: the pages the user comes to, and those they come back to, by the browser's history or by changing tabs or
 * windows. Such acts are no doings, and bear the feature `presence`.
 *
 * @param resumed whether another script of ours told already how one came to the document.
 */
export function observeVisits(capture: Capture, resumed = false): Visits {
  const { window, page, signal, guard } = capture;
  const seen = seenOf.get(page) ?? { visited: new Map(), isTold: resumed };
  seenOf.set(page, seen);
  const { visited } = seen;
  let timer = 0;
  let waiting: { readonly act: BegunAct; readonly url: URL } | null = null;
  /** Loaded in a tab that is not shown: visited when it is. */
  let unseen: Arrival | null = null;
  let leftAt = Number.POSITIVE_INFINITY;
  let returned = Number.NEGATIVE_INFINITY;

  function tell(): void {
    window.clearTimeout(timer);
    if (!waiting) return;
    const { act, url } = waiting;
    waiting = null;
    const features = PRESENCE;
    // What it is about may have become known only now.
    const now =
      addressOf(url.href) === addressOf(window.location.href)
        ? { thread: capture.thread(), page: capture.pageKind() }
        : {};
    const visit = { ...act, ...now };
    const isTaken = capture.record(actionOf(visit, { verb: 'visit', object: placeName(url, visit.page), features }));
    seen.isTold ||= isTaken;
  }

  function back(): void {
    const now = performance.now();
    if (now - returned < RETURNS_APART_IN_MS || capture.isPaused()) return;
    returned = now;
    const isTaken = capture.record(actionOf(beginAct(capture), { verb: 'return', object: 'page', features: PRESENCE }));
    seen.isTold ||= isTaken;
  }

  function isNew({ url, by }: Arrival, loaded: string | undefined): boolean {
    const now = performance.now();
    const address = addressOf(url.href);
    const before = visited.get(address);
    visited.delete(address);
    visited.set(address, now);
    if (visited.size > MOST_ADDRESSES) visited.delete(visited.keys().next().value!);
    if (by === 'inside') return before === undefined || now - before >= VISITS_APART_IN_MS;
    // Loaded again, or led back to its own page by a form: nobody came from elsewhere.
    return loaded !== 'reload' && addressOf(page.referrer) !== address;
  }

  function arrived(arrival: Arrival): void {
    tell();
    if (arrival.by === 'load' && seen.isTold) return;
    if (page.visibilityState === 'hidden') {
      unseen = arrival;
      return;
    }
    const [load] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const isBack = arrival.by === 'return' || (arrival.by === 'load' && load?.type === 'back_forward');
    const isVisit = isNew(arrival, load?.type);
    if (isBack) back();
    else if (isVisit && !capture.isPaused()) {
      waiting = { act: beginAct(capture), url: arrival.url };
      timer = window.setTimeout(guard(tell, 'visit'), SETTLE_IN_MS);
    }
  }

  function look({ type }: Event): void {
    if (page.visibilityState === 'hidden') {
      tell();
      leave();
      return;
    }
    const away = performance.now() - leftAt;
    leftAt = Number.POSITIVE_INFINITY;
    if (unseen) arrived(unseen);
    else if (away >= (type === 'focus' ? ELSEWHERE_FROM_IN_MS : AWAY_FROM_IN_MS)) back();
    unseen = null;
  }
  const leave = () => {
    leftAt = Math.min(leftAt, performance.now());
  };
  // A frame of the page has the focus only after the page has lost it, and then the page has it still.
  const elsewhere = () => {
    if (!page.hasFocus()) leave();
  };
  hear(capture, 'blur', 'visit', () => window.setTimeout(guard(elsewhere, 'visit')));
  hear(capture, 'focus', 'visit', look);
  hear(capture, 'visibilitychange', 'visit', look);
  hear(capture, 'pagehide', 'visit', tell);
  signal.addEventListener('abort', () => window.clearTimeout(timer));

  return { arrived };
}

/** What a page is called in a type: the kind of thing it is about, or else what it is for. */
export function placeName(url: URL, kind: PageKind): string {
  return kind === 'view' || kind === 'other' ? (kindOfThing(url) ?? 'page') : kind;
}

/** A fragment that is no route is a place on the same page. */
export function addressOf(href: string): string {
  const hash = href.indexOf('#');
  return hash < 0 || href.includes('/', hash) ? href : href.slice(0, hash);
}
