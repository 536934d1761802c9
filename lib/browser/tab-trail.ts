/**
 * What the documents of a tab leave to the next one of the same site and space: the last few acts, the notices that were shown, and
 * what was left unsent. A page's script ends with its page, so only here can what a new page says be tied to the act before it.
 *
 * Held in memory and in the session's storage, which is never on disk: a background that slept has forgotten nothing, a browser
 * that was closed has. A tab on another site begins anew, but for what was left there.
 */
import type { TabTrail, TrailAct } from '../engine/api.ts';
import type { ActionRecord, LogRecord, OutcomeRecord } from '../records/record.ts';

const MOST_ACTS = 8;
const MOST_NOTICES = 30;
const MOST_TABS = 60;
const MOST_GIVEN_UP = 60;
/** What was left unsent may be taken up again for so long, where its tab stays open. */
const TAKEN_UP_WITHIN_IN_MS = 2 * 60_000;

/** Whoever has come to so many other pages since has gone on to something else. */
const GONE_ON_AFTER_PAGES = 2;

/** Where the trails are between two lives of the background. */
export interface TrailKeeper {
  read(): Promise<Trails | undefined>;
  write(trails: Trails): Promise<void>;
}

export interface Trails {
  /** By the tab's id. */
  readonly tabs: Readonly<Record<string, Trail>>;
  /** Given up, and not known to be stored. */
  readonly givenUp: readonly OutcomeRecord[];
}

/** Who acts or arrives: a document in a tab. */
export interface Place {
  readonly tab: number;
  readonly site: string;
  readonly space: string | undefined;
  readonly address: string;
}

interface Trail {
  readonly site: string;
  readonly space: string | undefined;
  readonly acts: readonly TrailAct[];
  /** Hashes of the notices that stood on its documents; and whether those of the last one were read. */
  readonly notices: readonly number[];
  readonly isRead: boolean;
  readonly left: boolean;
  readonly unsent: Unsent | null;
}

interface Unsent {
  readonly record: OutcomeRecord;
  readonly address: string;
  /** Epoch milliseconds. */
  readonly since: number;
  /** Other pages one has come to since. */
  readonly pages: number;
}

export interface TabTrails {
  /** Takes what was done in a tab. */
  note(place: Place, records: readonly LogRecord[]): Promise<void>;
  /** What a new document is told; null: nothing is known. */
  arrive(place: Place, reloaded: boolean): Promise<TabTrail | null>;
  /** The notices that stand on a document, by their hashes. */
  show(place: Place, notices: readonly number[]): Promise<void>;
  /** A document was left with something unsent; null: it is here again. */
  leave(place: Place, unsent: OutcomeRecord | null): Promise<void>;
  /** A tab shows another site, or one that may not be seen. */
  moveOn(tab: number, site: string | null): Promise<void>;
  /** What was left unsent and is not taken up any more, of the tab that was closed or of all; the same again until it is settled. */
  givenUp(closed?: number): Promise<readonly OutcomeRecord[]>;
  /** What was given up is stored, or not to be. */
  settled(given: readonly OutcomeRecord[]): Promise<void>;
  /** The sites that something is remembered of. */
  sites(): Promise<readonly string[]>;
  /** Forgets a site, or everything. */
  forget(site?: string): Promise<void>;
}

export function createTabTrails(keeper: TrailKeeper, now: () => number): TabTrails {
  let last: Promise<unknown> = Promise.resolve();
  let known: Trails | null = null;

  /** One change after the other. */
  function change<T>(run: (trails: Map<number, Trail>, over: Map<string, OutcomeRecord>) => T): Promise<T> {
    const mine = last.then(async () => {
      known ??= (await keeper.read()) ?? NOTHING;
      const before = known;
      const trails = new Map(Object.entries(before.tabs).map(([tab, trail]) => [Number(tab), trail]));
      const over = new Map(before.givenUp.map((record) => [record.id, record]));
      const result = run(trails, over);
      while (trails.size > MOST_TABS) trails.delete(trails.keys().next().value!);
      known = { tabs: Object.fromEntries(trails), givenUp: [...over.values()].slice(-MOST_GIVEN_UP) };
      if (JSON.stringify(known) !== JSON.stringify(before)) await keeper.write(known);
      return result;
    });
    last = mine.catch(() => undefined);
    return mine;
  }

  function of(trails: Map<number, Trail>, { tab, site, space }: Place): Trail {
    const there = trails.get(tab);
    if (there?.site === site && there.space === space) return there;
    const unsent = there?.unsent ?? null;
    return { site, space, acts: [], notices: [], isRead: false, left: false, unsent };
  }

  return {
    note: (place, records) =>
      change((trails) => {
        const acts = records.filter((record): record is ActionRecord => record.kind === 'action');
        if (acts.length === 0) return;
        const trail = of(trails, place);
        // Sent again where no answer came: it was done once, and what it led to is known of the first.
        const noted = new Map([...acts.map((act) => trailAct(act, place)), ...trail.acts].map((act) => [act.id, act]));
        const all = [...noted.values()].sort((a, b) => (a.t < b.t ? -1 : 1));
        trails.set(place.tab, { ...trail, acts: all.slice(-MOST_ACTS), left: false });
      }),
    arrive: (place, reloaded) =>
      change((trails) => {
        const { unsent, ...trail } = of(trails, place);
        const isTakenUp = unsent !== null && (reloaded || unsent.address === place.address);
        const { acts, notices, isRead, left } = trail;
        trails.set(place.tab, {
          ...trail,
          acts: acts.map((act) => ({ ...act, answered: true })),
          isRead: false,
          left: false,
          unsent: isTakenUp || !unsent ? null : { ...unsent, pages: unsent.pages + 1 },
        });
        return acts.length > 0 ? { acts, notices: isRead ? notices : null, left } : null;
      }),
    show: (place, shown) =>
      change((trails) => {
        const trail = of(trails, place);
        const notices = [...new Set([...trail.notices, ...shown])].slice(-MOST_NOTICES);
        trails.set(place.tab, { ...trail, notices, isRead: true });
      }),
    leave: (place, record) =>
      change((trails) => {
        const unsent = record && { record, address: place.address, since: now(), pages: 0 };
        trails.set(place.tab, { ...of(trails, place), unsent });
      }),
    moveOn: (tab, site) =>
      change((trails) => {
        const trail = trails.get(tab);
        if (!trail || trail.site === site || trail.left) return;
        // A link that was opened just before may be what one comes back from.
        const opened = trail.acts.filter(({ type }, i) => i === trail.acts.length - 1 && /^[^:]+:open:/.test(type));
        trails.set(tab, { ...trail, acts: opened, left: true });
      }),
    givenUp: (closed) =>
      change((trails, over) => {
        for (const [tab, trail] of trails) {
          const { unsent } = trail;
          const isOver = tab === closed || (unsent !== null && isGivenUp(unsent, now()));
          if (unsent && isOver) {
            const { record } = unsent;
            over.set(record.id, { ...record, t: new Date(now()).toISOString(), happened: record.t });
          }
          if (tab === closed) trails.delete(tab);
          else if (unsent && isOver) trails.set(tab, { ...trail, unsent: null });
        }
        return [...over.values()];
      }),
    settled: (given) =>
      change((_, over) => {
        for (const { id } of given) over.delete(id);
      }),
    sites: () =>
      change((trails, over) => {
        const unsent = [...trails.values()].flatMap((trail) => trail.unsent?.record.app ?? []);
        const apps = [...over.values()].flatMap(({ app }) => app ?? []);
        return [...new Set([...[...trails.values()].map(({ site }) => site), ...unsent, ...apps])];
      }),
    forget: (site) =>
      change((trails, over) => {
        const isOfSite = (of: string | undefined) => site === undefined || of === site;
        for (const [tab, trail] of trails) {
          if (isOfSite(trail.site)) trails.delete(tab);
          else if (isOfSite(trail.unsent?.record.app)) trails.set(tab, { ...trail, unsent: null });
        }
        for (const { id, app } of over.values()) if (isOfSite(app)) over.delete(id);
      }),
  };
}

const NOTHING: Trails = { tabs: {}, givenUp: [] };

function isGivenUp({ since, pages }: Unsent, now: number): boolean {
  return pages >= GONE_ON_AFTER_PAGES || now - since > TAKEN_UP_WITHIN_IN_MS;
}

function trailAct({ id, t, type, thread }: ActionRecord, { site, address }: Place): TrailAct {
  const own = thread?.startsWith(`${site}/`) ? thread.slice(site.length + 1) : undefined;
  return { id, t, type, address, ...(own !== undefined && { thread: own }) };
}
