/** Where in the panel one is: the hash of the address, so that a tab, a test and the Back key reach every view. */
import { type ReadonlySignal, signal } from '@preact/signals';

export type ViewName =
  | 'now'
  | 'you'
  | 'belief'
  | 'outcome'
  | 'timeline'
  | 'sites'
  | 'data'
  | 'talks'
  | 'about'
  | 'welcome';

export interface Route {
  readonly view: ViewName;
  /** Belief or outcome, or the step of the first run. */
  readonly id: string | null;
  readonly query: URLSearchParams;
  /** The whole of it, as the key of what is shown. */
  readonly path: string;
}

/** The view an address names; `#/now` for what is no view. */
export function routeOf(hash: string): Route {
  const path = hash.replace(/^#/, '') || '/now';
  const [way = '', query = ''] = path.split('?', 2);
  const [, first = '', second = ''] = way.split('/');
  const to = (view: ViewName, id: string | null = null): Route => ({
    view,
    id,
    query: new URLSearchParams(query),
    path,
  });
  if (first === 'you' || first === 'talks') return to(first);
  if (first === 'timeline') return to('timeline');
  if (first === 'belief' && second) return to('belief', decoded(second));
  if (first === 'outcome' && second) return to('outcome', decoded(second));
  if (first === 'set') return to(second === 'about' || second === 'data' ? second : 'sites');
  if (first === 'welcome') return to('welcome', /^[123]$/.test(second) ? second : '1');
  return to('now');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A cut-off escape: it names nothing, and the view says so.
    return part;
  }
}

/** The address of a view, with the parts of its query that are set. */
export function hrefTo(way: string, query: Readonly<Record<string, string | null | undefined>> = {}): string {
  const set = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) set.set(name, value);
  const text = set.toString();
  return `#/${way}${text ? `?${text}` : ''}`;
}

export const hrefToBelief = (id: string) => hrefTo(`belief/${encodeURIComponent(id)}`);
export const hrefToOutcome = (id: string) => hrefTo(`outcome/${encodeURIComponent(id)}`);

export interface RouteStore {
  readonly current: ReadonlySignal<Route>;
  go(href: string): void;
  /** Changes the address without a new step in the history: typing in a search field. */
  replace(href: string): void;
  /** One step back; where there is none, to `otherwise`. */
  back(otherwise: string): void;
  /** Calls once the view is drawn after a step back: puts scroll and focus where they were. */
  restore(): void;
}

interface Place {
  readonly scroll: number;
  readonly focus: string | null;
  /** The row that stood highest in the window, and how far below its upper edge, in CSS pixels. */
  readonly row: { readonly item: string; readonly top: number } | null;
}

/** For so many frames after a step back the rows may still take their heights. */
const FRAMES_TO_SETTLE = 12;
/** With these a person begins to move by themselves. */
const MOVES = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/** Follows the address of the window. Every step keeps its number in the history, so that Back is told from a new step. */
export function createRouteStore(win: Window): RouteStore {
  const current = signal(routeOf(win.location.hash));
  const places = new Map<number, Place>();
  let step = stepOf(win) ?? 0;
  let returning = false;
  win.history.scrollRestoration = 'manual';
  win.history.replaceState({ step }, '');

  win.addEventListener('hashchange', () => {
    const at = stepOf(win);
    places.set(step, { scroll: win.scrollY, focus: focusedItem(win.document), row: highestRow(win) });
    returning = at !== null && at < step;
    if (at === null) {
      step += 1;
      win.history.replaceState({ step }, '');
    } else step = at;
    current.value = routeOf(win.location.hash);
    if (!returning) win.scrollTo(0, 0);
  });

  return {
    current,
    go(href) {
      win.location.hash = href;
    },
    replace(href) {
      win.history.replaceState({ step }, '', href);
      current.value = routeOf(href);
    },
    back(otherwise) {
      if (step > 0) win.history.back();
      else win.location.hash = otherwise;
    },
    restore() {
      if (!returning) return;
      returning = false;
      const place = places.get(step);
      if (!place) return;
      win.scrollTo(0, place.scroll);
      if (place.focus) rowOf(win.document, place.focus)?.focus({ preventScroll: true });
      if (place.row) holdInPlace(win, place.row);
    },
  };
}

function stepOf(win: Window): number | null {
  const state: unknown = win.history.state;
  return typeof state === 'object' && state !== null && 'step' in state && typeof state.step === 'number'
    ? state.step
    : null;
}

/** The card or row that has the focus, or in which something has it. */
function focusedItem(document: Document): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-item]')?.dataset.item ?? null;
}

function rowOf(document: Document, item: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-item="${CSS.escape(item)}"]`);
}

function highestRow(win: Window): Place['row'] {
  for (const row of win.document.querySelectorAll<HTMLElement>('[data-item]')) {
    const { top, bottom } = row.getBoundingClientRect();
    if (bottom > 0 && row.dataset.item) return top < win.innerHeight ? { item: row.dataset.item, top } : null;
  }
  return null;
}

/**
 * Rows out of sight have a guessed height until they are drawn (`content-visibility`), so that a number of pixels does not lead
 * back to what stood there: the row is brought back to where it stood until all have their heights, or the person moves.
 */
function holdInPlace(win: Window, { item, top }: { readonly item: string; readonly top: number }): void {
  const moved = new AbortController();
  for (const name of MOVES) win.addEventListener(name, () => moved.abort(), { signal: moved.signal, passive: true });
  let left = FRAMES_TO_SETTLE;
  const frame = () => {
    if (moved.signal.aborted) return;
    const row = rowOf(win.document, item);
    if (row) win.scrollBy(0, Math.round(row.getBoundingClientRect().top - top));
    left -= 1;
    if (row && left > 0) win.requestAnimationFrame(frame);
    else moved.abort();
  };
  frame();
}
