/** The log by pages: at most four in the window, so that no list grows over 200 rows however far one goes back. */
import type { EventRowView, TimelinePage, TimelineQuery } from '../../lib/engine/api.ts';

export const ROWS_IN_A_PAGE = 50;
const PAGES_IN_THE_WINDOW = 4;

type Cursor = TimelineQuery['before'];

export interface Window {
  /** Where each page in the window begins, the newest first; undefined is the head of the log. */
  readonly cursors: readonly Cursor[];
  /** Where the pages began that were left behind on the newer side, the nearest last. */
  readonly newer: readonly Cursor[];
}

export const AT_THE_HEAD: Window = { cursors: [undefined], newer: [] };

/** One page further back; the newest leaves when the window is full. */
export function older({ cursors, newer }: Window, last: EventRowView): Window {
  const next = [...cursors, { t: last.t, id: last.id }];
  return next.length > PAGES_IN_THE_WINDOW
    ? { cursors: next.slice(1), newer: [...newer, next[0]] }
    : { cursors: next, newer };
}

/** One page towards the head; the oldest leaves when the window is full. */
export function younger({ cursors, newer }: Window): Window {
  if (newer.length === 0) return { cursors, newer };
  return { cursors: [newer.at(-1), ...cursors].slice(0, PAGES_IN_THE_WINDOW), newer: newer.slice(0, -1) };
}

export interface Rows {
  readonly rows: readonly EventRowView[];
  readonly more: boolean;
  readonly apps: TimelinePage['apps'];
}

/** Reads the pages of a window. Rows that two pages share, because the log moved between, are shown once. */
export async function readWindow(
  { cursors }: Window,
  query: TimelineQuery,
  read: (query: TimelineQuery) => Promise<TimelinePage>,
): Promise<Rows> {
  const pages = await Promise.all(
    cursors.map((before) => read({ ...query, limit: ROWS_IN_A_PAGE, ...(before && { before }) })),
  );
  const seen = new Set<string>();
  const rows = pages.flatMap((page) => page.rows).filter(({ id }) => !seen.has(id) && seen.add(id));
  return { rows, more: pages.at(-1)?.more ?? false, apps: pages[0]?.apps ?? [] };
}
