import type { Sighting } from '../engine/api.ts';
import type { LogRecord, Refusal } from '../records/record.ts';
import type { Caller } from './messages.ts';
import { spaceOf } from './spaces.ts';

/**
 * Says where a record comes from, by the sender and never by the payload: `app` is the sender's host, a thread lies
 * below it, and the space follows from the sender's tab and address and the user's choice for the site. A page can so never
 * speak for another site or space. A record whose type names Retrace itself is refused by the caller.
 */
export function stampRecord(record: LogRecord, caller: Caller, chosenSpace: string | null): LogRecord {
  const thread = below(caller.site, record.thread);
  return { ...record, app: caller.site, space: spaceOfCaller(caller, chosenSpace), thread } as LogRecord;
}

export function stampSighting(
  sighting: Omit<Sighting, 'app' | 'space'>,
  caller: Caller,
  chosenSpace: string | null,
): Sighting {
  const { space: _, ...rest } = { ...sighting, space: undefined };
  const space = spaceOfCaller(caller, chosenSpace);
  return {
    ...rest,
    app: caller.site,
    ...(space !== undefined && { space }),
    thread: `${caller.site}/${sighting.thread}`,
  };
}

/** Space of what happens in the sender's tab; undefined: the default one. */
export function spaceOfCaller({ url, tab }: Caller, chosen: string | null): string | undefined {
  return spaceOf({ url, cookieStore: tab?.cookieStore ?? null }, chosen);
}

const KINDS_OF_PAGES: ReadonlySet<unknown> = new Set(['action', 'outcome', 'observation', 'statement']);

/** Nobody's page waits so long to be heard; and an older time makes the engine go back and work all out again. */
const FURTHEST_BACK_IN_MS = 30 * 24 * 3_600_000;
/** Pages have the clock of this device, and one that is set back a little holds their time for less than this (page/page-clock.ts). */
const FURTHEST_AHEAD_IN_MS = 60_000;

/**
 * Why a page's script may not send a record; null if it may. Decisions, feedback and settings are the user's or Retrace's own to
 * write, and so is what Retrace says of itself and of what has not come. A page tells what is done now; a time that is none is the
 * log's to refuse.
 * @param now epoch milliseconds.
 */
export function whyNotFromPage(record: { readonly kind?: unknown }, now: number): string | null {
  const { kind, type, features, t } = record as Readonly<Record<string, unknown>>;
  if (!KINDS_OF_PAGES.has(kind)) return `A page cannot write a record of kind ${String(kind).slice(0, 40)}.`;
  const speaksForUs = typeof type === 'string' && /^retrace:/i.test(type);
  const isNonEvent = (features as { readonly censored?: unknown } | null | undefined)?.censored !== undefined;
  return speaksForUs || isNonEvent ? 'A page cannot write what Retrace itself notes.' : whyNotThen(t, now);
}

/** Why a page's script may not tell anything of a time; null if it may. @param now epoch milliseconds. */
export function whyNotThen(t: unknown, now: number): string | null {
  const ago = typeof t === 'string' ? now - Date.parse(t) : 0;
  if (ago > FURTHEST_BACK_IN_MS) return 'A page cannot write what is more than 30 days ago.';
  return ago < -FURTHEST_AHEAD_IN_MS
    ? 'A page cannot write what is more than a minute ahead of this device’s clock.'
    : null;
}

/** The records a page may send, and why not the others. @param now epoch milliseconds. */
export function recordsFromPage<R extends LogRecord>(
  records: readonly R[],
  now: number,
): { readonly fit: readonly R[]; readonly refused: readonly Refusal[] } {
  const fit: R[] = [];
  const refused: Refusal[] = [];
  for (const record of records) {
    const reason = whyNotFromPage(record, now);
    if (reason === null) fit.push(record);
    else refused.push({ id: record.id ?? null, reason });
  }
  return { fit, refused };
}

/**
 * A sighting as a page may send it: without news that is not for a page to tell; null if it is of another time.
 * @param now epoch milliseconds.
 */
export function sightingFromPage<S extends Pick<Sighting, 'id' | 't' | 'news'>>(
  sighting: S,
  now: number,
): { readonly fit: S | null; readonly refused: readonly Refusal[] } {
  const { id, t, news } = sighting;
  const reason = whyNotThen(t, now);
  if (reason !== null) return { fit: null, refused: [{ id, reason }] };
  const refused: Refusal[] = [];
  const told = news?.filter(({ type }) => {
    const why = whyNotFromPage({ kind: 'outcome', type, t } as object, now);
    if (why !== null) refused.push({ id: null, reason: why });
    return why === null;
  });
  return { fit: told ? { ...sighting, news: told } : sighting, refused };
}

function below(site: string, thread: string | undefined): string | undefined {
  return thread === undefined ? undefined : `${site}/${thread}`;
}
