import { isIdOfMissed } from '../../outcomes/awaited-outcomes.ts';
import type { NowView, OutcomeView, WaitView } from '../api.ts';
import type { Engine } from '../engine.ts';
import { outcomeView } from './outcome.ts';
import { cards } from './you.ts';

const MOST_NOTICED = 10;
const MOST_WAITS = 10;
const MOST_CHANGED = 5;
const CAUSES = 3;
/** Outcomes and changes older than this are no news. */
const NEWS_FOR_IN_MS = 7 * 86_400_000;
const WAIT_FOR_IN_MS = 14 * 86_400_000;

/** The Now view. @param midnight instant at which the user's day began. */
export function nowView(engine: Engine, now: string, midnight: string): NowView {
  const news = new Date(Date.parse(now) - NEWS_FOR_IN_MS).toISOString();
  return {
    noticed: noticed(engine, news),
    waiting: waiting(engine, now),
    changed: cards(engine, now)
      .filter((card) => card.validTo === null && card.changed >= news)
      .sort((a, b) => (a.changed < b.changed ? 1 : -1))
      .slice(0, MOST_CHANGED),
    today: engine.counts.since(midnight),
  };
}

function noticed(engine: Engine, since: string): OutcomeView[] {
  const newest = [...engine.credit.outcomes()]
    .filter(({ id, t, type }) => t >= since && !type.startsWith('retrace:') && !isIdOfMissed(id))
    .slice(-MOST_NOTICED)
    .reverse();
  return newest.flatMap(({ id }) => outcomeView(engine, id, CAUSES) ?? []);
}

/** What usually follows an act and has not come yet, and own edits that were seen on the page and of which nothing is known. */
function waiting(engine: Engine, now: string): WaitView[] {
  const waits = new Map<string, WaitView>();
  const add = (wait: WaitView, space: string | null) => {
    const key = `${space ?? ''}\n${wait.thread}`;
    if ((waits.get(key)?.since ?? '') < wait.since) waits.set(key, wait);
  };
  for (const wait of ownEdits(engine, now)) add(wait.view, wait.space);
  for (const { thread, app, since, space } of engine.awaited.waitingAt(now)) {
    const title = engine.entities.titleOf(thread, space);
    if (thread !== null && title !== null) add({ thread, title, app: app ?? thread.split('/')[0]!, since }, space);
  }
  return [...waits.values()].sort((a, b) => (a.since < b.since ? 1 : -1)).slice(0, MOST_WAITS);
}

function ownEdits(engine: Engine, now: string): { readonly view: WaitView; readonly space: string | null }[] {
  const since = new Date(Date.parse(now) - WAIT_FOR_IN_MS).toISOString();
  const waits: { readonly view: WaitView; readonly space: string | null }[] = [];
  for (const { thread, title, space, edits, told } of engine.entities.all()) {
    const open = edits.filter(
      ({ action, seen, t }) => seen !== null && t >= since && ![...told].some((mark) => mark.endsWith(` ${action}`)),
    );
    const last = open.at(-1);
    if (last && title !== null)
      waits.push({ view: { thread, title, app: thread.split('/')[0]!, since: last.t }, space });
  }
  return waits;
}
