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
    .filter(({ t, type }) => t >= since && !type.startsWith('retrace:'))
    .slice(-MOST_NOTICED)
    .reverse();
  return newest.flatMap(({ id }) => outcomeView(engine, id, CAUSES) ?? []);
}

/** Own edits that were seen on the page and of which nothing is known yet. */
function waiting(engine: Engine, now: string): WaitView[] {
  const since = new Date(Date.parse(now) - WAIT_FOR_IN_MS).toISOString();
  const waits: WaitView[] = [];
  for (const { thread, title, edits, told } of engine.entities.all()) {
    const open = edits.filter(
      ({ action, seen, t }) => seen !== null && t >= since && ![...told].some((mark) => mark.endsWith(` ${action}`)),
    );
    const last = open.at(-1);
    if (last && title !== null) waits.push({ thread, title, app: thread.split('/')[0]!, since: last.t });
  }
  return waits.sort((a, b) => (a.since < b.since ? 1 : -1)).slice(0, MOST_WAITS);
}
