/**
 * Outcomes that usually follow an act, and have not come: learnt from the log how often an outcome type follows an act type and after
 * what delay. When the delay within which 98 % came has passed, its not coming is an outcome itself, worth nothing (value 0), and as
 * sure as it is that it will not come any more. Comes it after all, the non-event is taken back.
 *
 * Delays are taken as log-normal; the chance that an act has its outcome still before it after a wait w is s (1 − F(w)) against the
 * 1 − s that never have one (a cure model: s is the share of old acts that had theirs), and the hazard is s f(w) / (1 − s F(w)).
 */
import { commits, packOf, verbOf } from '../linking/kinds-of-act.ts';
import { compareInLogOrder } from '../records/order.ts';
import type { ActionRecord, LogRecord, OutcomeRecord } from '../records/record.ts';

const FEWEST_SEEN = 5;
const LEAST_SHARE = 0.5;
const Z_OF_98 = 2.0537;
/** Delays vary at least by this (in ln): five alike say not that the sixth is. */
const LEAST_SPREAD = 0.25;
const SHORTEST_DELAY_IN_MS = 1_000;
const MOST_ACTS_OF_A_TYPE = 300;
const MOST_TYPES = 400;
const MOST_OUTCOME_TYPES_OF_AN_ACT = 12;
const MOST_AT_ONCE = 100;
const MISSED = '.missed.';
const DAY_IN_MS = 86_400_000;
/** What a page says at once is not awaited. */
const AT_ONCE = /^(?:show|invalid|fail|undo|delete|resubmit|return|abandon|use|miss|keep|reword)$/;

interface Act {
  readonly id: string;
  readonly t: string;
  readonly app: string | null;
  readonly thread: string | null;
  /** Outcome types that came, with their delay in ms. */
  readonly came: Record<string, number>;
  /** Outcome types whose not coming is recorded, with the record's id. */
  readonly missed: Record<string, string>;
}

interface ActsOfType {
  readonly type: string;
  readonly space: string | null;
  readonly acts: Act[];
}

export interface AwaitedSnapshot {
  readonly types: readonly ActsOfType[];
}

/** What is known of an outcome type that usually follows an act type. */
interface Usual {
  readonly share: number;
  /** Mean and standard deviation of ln(delay in ms). */
  readonly mean: number;
  readonly spread: number;
  /** Within it 98 % of those that come have come; ms. */
  readonly until: number;
}

/** Something that is waited for. */
export interface Wait {
  readonly action: string;
  readonly type: string;
  readonly outcomeType: string;
  readonly app: string | null;
  readonly thread: string | null;
  readonly space: string | null;
  readonly since: string;
  /** Chance that it comes still. */
  readonly chance: number;
}

export class AwaitedOutcomes {
  readonly #types = new Map<string, ActsOfType>();
  /** Where each act is found, and the last one of each thread. Not saved. */
  readonly #byId = new Map<string, { readonly of: ActsOfType; readonly act: Act }>();
  readonly #lastIn = new Map<string, Act>();

  /**
   * Takes a record in log order.
   * @returns ids of non-events that it takes back: of those it is the outcome, or itself if it came too late to be one.
   */
  apply(record: LogRecord): readonly string[] {
    if (record.kind === 'action' && commits(record.type)) this.#applyAct(record);
    if (record.kind !== 'outcome') return [];
    return isMissed(record) ? this.#applyMissed(record) : this.#applyOutcome(record);
  }

  #applyAct({ id, t, type, app, thread, space }: ActionRecord): void {
    const key = keyOf(type, space ?? null);
    let of = this.#types.get(key);
    if (!of) {
      if (this.#types.size >= MOST_TYPES) return;
      of = { type, space: space ?? null, acts: [] };
      this.#types.set(key, of);
    }
    const act: Act = { id, t, app: app ?? null, thread: thread ?? null, came: {}, missed: {} };
    of.acts.push(act);
    this.#index(of, act);
    if (of.acts.length > MOST_ACTS_OF_A_TYPE) this.#forget(of, of.acts.shift()!);
  }

  #index(of: ActsOfType, act: Act): void {
    this.#byId.set(act.id, { of, act });
    if (act.thread === null) return;
    const key = keyOf(act.thread, of.space);
    const last = this.#lastIn.get(key);
    if (!last || compareInLogOrder(last, act) < 0) this.#lastIn.set(key, act);
  }

  #forget({ space }: ActsOfType, { id, thread }: Act): void {
    this.#byId.delete(id);
    const key = keyOf(thread ?? '', space);
    if (this.#lastIn.get(key)?.id === id) this.#lastIn.delete(key);
  }

  #applyOutcome(record: OutcomeRecord): string[] {
    const { type } = record;
    if (AT_ONCE.test(verbOf(type)) || type.startsWith('retrace:')) return [];
    const at = Date.parse(record.happened ?? record.t);
    const back: string[] = [];
    for (const act of this.#actsOf(record)) {
      const delay = at - Date.parse(act.t);
      if (delay < 0 || act.came[type] !== undefined) continue;
      if (Object.keys(act.came).length >= MOST_OUTCOME_TYPES_OF_AN_ACT) continue;
      act.came[type] = Math.max(SHORTEST_DELAY_IN_MS, delay);
      const missed = act.missed[type];
      if (missed !== undefined) back.push(missed);
    }
    return back;
  }

  #applyMissed(record: OutcomeRecord): string[] {
    const act = this.#byId.get(record.links?.[0] ?? '')?.act;
    const type = String(record.context!.awaited_type);
    // Its act was deleted: there is nothing any more that it could be waited for.
    if (!act) return [record.id];
    act.missed[type] = record.id;
    return act.came[type] === undefined ? [] : [record.id];
  }

  /** The acts an outcome may be what was waited for: those it is linked to, else the last one in its thread. */
  #actsOf({ links, thread, space }: OutcomeRecord): Act[] {
    const linked = (links ?? []).flatMap((id) => {
      const found = this.#byId.get(id);
      return found && found.of.space === (space ?? null) ? [found.act] : [];
    });
    if (linked.length > 0 || thread === undefined) return linked;
    const last = this.#lastIn.get(keyOf(thread, space ?? null));
    return last ? [last] : [];
  }

  /** Non-events that are due, as records for the log: each once for an act and an outcome type. */
  missedAt(now: string): OutcomeRecord[] {
    const records: OutcomeRecord[] = [];
    for (const { of, act, outcomeType, usual, waited } of this.#open(Date.parse(now))) {
      if (waited <= usual.until || act.missed[outcomeType] !== undefined) continue;
      const { chance, hazard } = stillToCome(usual, waited);
      const [verb, ...object] = outcomeType.split(':').slice(1);
      records.push({
        kind: 'outcome',
        id: `${act.id}${MISSED}${outcomeType}`,
        t: now,
        ...(act.app !== null && { app: act.app }),
        ...(of.space !== null && { space: of.space }),
        ...(act.thread !== null && { thread: act.thread }),
        type: `${packOf(outcomeType)}:miss:${[verb, ...object].join('-')}`,
        value: 0,
        confidence: rounded(1 - chance),
        features: { censored: 1, hazard: rounded(hazard), waited_days: rounded(waited / DAY_IN_MS) },
        context: { awaited_type: outcomeType, valued_by: 'structure' },
        links: [act.id],
      });
      if (records.length >= MOST_AT_ONCE) break;
    }
    return records;
  }

  /** What is waited for and not overdue, the latest act first. */
  waitingAt(now: string): Wait[] {
    return this.#open(Date.parse(now))
      .filter(({ usual, waited }) => waited <= usual.until)
      .map(({ of, act, outcomeType, usual, waited }) => ({
        action: act.id,
        type: of.type,
        outcomeType,
        app: act.app,
        thread: act.thread,
        space: of.space,
        since: act.t,
        chance: stillToCome(usual, waited).chance,
      }))
      .sort((a, b) => (a.since < b.since ? 1 : -1));
  }

  /** Acts whose usual outcome has not come. */
  #open(now: number) {
    const open: {
      readonly of: ActsOfType;
      readonly act: Act;
      readonly outcomeType: string;
      readonly usual: Usual;
      readonly waited: number;
    }[] = [];
    for (const of of this.#types.values()) {
      for (const outcomeType of new Set(of.acts.flatMap(({ came }) => Object.keys(came)))) {
        const usual = usualOf(of.acts, outcomeType, now);
        if (!usual) continue;
        for (const act of of.acts) {
          const waited = now - Date.parse(act.t);
          if (act.came[outcomeType] === undefined && waited >= 0) open.push({ of, act, outcomeType, usual, waited });
        }
      }
    }
    return open;
  }

  save(): AwaitedSnapshot {
    return {
      types: [...this.#types.values()].map((of) => ({
        ...of,
        acts: of.acts.map((act) => ({ ...act, came: { ...act.came }, missed: { ...act.missed } })),
      })),
    };
  }

  static load({ types }: AwaitedSnapshot): AwaitedOutcomes {
    const awaited = new AwaitedOutcomes();
    for (const saved of types) {
      const acts = saved.acts.map((act) => ({ ...act, came: { ...act.came }, missed: { ...act.missed } }));
      const of = { ...saved, acts };
      awaited.#types.set(keyOf(of.type, of.space), of);
      for (const act of acts) awaited.#index(of, act);
    }
    return awaited;
  }
}

/** Whether an id is that of such an outcome: credit keeps no more of it. */
export function isIdOfMissed(id: string): boolean {
  return id.includes(MISSED);
}

/** Whether an outcome is that of something that has not come. */
export function isMissed(record: OutcomeRecord): boolean {
  return record.features?.censored === 1 && typeof record.context?.awaited_type === 'string';
}

/** How an outcome type usually follows acts; null if too few had it, or most had not. */
function usualOf(acts: readonly Act[], outcomeType: string, now: number): Usual | null {
  const delays = acts.flatMap(({ came }) => came[outcomeType] ?? []);
  if (delays.length < FEWEST_SEEN) return null;
  const ln = delays.map(Math.log);
  const mean = ln.reduce((a, b) => a + b) / ln.length;
  const variance = ln.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (ln.length - 1);
  // The spread of the next delay, of which the mean is known no better than from these.
  const spread = Math.max(LEAST_SPREAD, Math.sqrt(variance * (1 + 1 / ln.length)));
  const seen = [...delays].sort((a, b) => a - b);
  const until = Math.max(Math.exp(mean + Z_OF_98 * spread), seen[Math.ceil(0.98 * seen.length) - 1]!);
  // Acts that may have theirs before them still say nothing of the share.
  const old = acts.filter(({ t, came }) => came[outcomeType] !== undefined || now - Date.parse(t) > until).length;
  if (delays.length / old < LEAST_SHARE) return null;
  return { share: (delays.length + 0.5) / (old + 1), mean, spread, until };
}

/** Chance that it comes still after a wait, and how fast (per day). */
function stillToCome({ share, mean, spread }: Usual, waited: number): { chance: number; hazard: number } {
  const z = (Math.log(Math.max(1, waited)) - mean) / spread;
  const left = share * (1 - normal(z));
  const density = Math.exp((-z * z) / 2) / (Math.sqrt(2 * Math.PI) * spread * Math.max(1, waited));
  return { chance: left / (left + 1 - share), hazard: (share * density * DAY_IN_MS) / (left + 1 - share) };
}

/** Standard normal distribution function (Abramowitz and Stegun 26.2.17, error below 7.5e-8). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z >= 0 ? 1 - tail : tail;
}

function rounded(x: number): number {
  return Math.round(x * 1e4) / 1e4;
}

function keyOf(type: string, space: string | null): string {
  return `${space ?? ''}\n${type}`;
}
