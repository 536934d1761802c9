/**
 * What is learnt of one outcome type: which features its outcomes had, the additive model over them, and counts.
 *
 * φ = [1, C, x, x⊗ctx] (science 1.5 L1): C is the context of the last candidate (site, hour band, weekday, what was
 * logged), x says for each action type whether it was a candidate (by its link probability), x⊗ctx lets its effect
 * deviate in a logged context.
 */
import type { Candidate } from '../linking/threads.ts';
import type { Context } from '../records/record.ts';
import { AdditiveModel, type ModelSnapshot, type Sparse } from './additive-model.ts';

/** Prior precisions: an intercept is free, contexts shift a little, actions a little less, deviations least. */
const PRECISION = { one: 0.01, context: 0.5, action: 4, deviation: 16 } as const;
/** Above it, rare features share buckets: an update stays under a millisecond. */
const MOST_FEATURES = 512;
const BUCKETS = 64;
/** Rows kept for effects on the delay and for later checks. */
const MOST_ROWS = 5_000;
/** Contexts every record has: main effects only, else each action would have a dozen deviations. */
const ALWAYS_THERE: ReadonlySet<string> = new Set(['app', 'hour', 'weekday']);

/** One outcome as the model saw it. */
export interface OutcomeRow {
  readonly outcome: string;
  readonly y: number;
  readonly confidence: number;
  /** Action types among the candidates, with the largest link probability of each. */
  readonly actions: readonly (readonly [type: string, x: number])[];
  readonly context: Context;
  /** ln of the hours from the last candidate to the outcome; null without candidates. */
  readonly lnDelay: number | null;
  /** Noise variance it was learnt with; absent until it is learnt. */
  readonly noise?: number;
}

/** How often a type was a candidate, and in which logged contexts. */
interface Count {
  n: number;
  readonly contexts: Map<string, { readonly key: string; readonly value: string | number; n: number }>;
}

export interface OutcomeModelSnapshot {
  readonly model: ModelSnapshot;
  readonly features: readonly string[];
  readonly rows: readonly OutcomeRow[];
  readonly n: number;
  readonly counts: readonly (readonly [
    string,
    { n: number; contexts: readonly (readonly [string, { key: string; value: string | number; n: number }])[] },
  ])[];
}

/** An outcome and its candidates as a row of the model. */
export function rowOf(
  outcome: {
    readonly id: string;
    readonly value?: number;
    readonly confidence?: number;
    readonly t: string;
    readonly happened?: string;
  },
  candidates: readonly Candidate[],
  ownState: Context,
): OutcomeRow {
  const actions = new Map<string, number>();
  for (const { done, link } of candidates) {
    for (const type of done.types) actions.set(type, Math.max(actions.get(type) ?? 0, link));
  }
  const last = candidates.at(-1)?.done;
  const hours = last ? (Date.parse(outcome.happened ?? outcome.t) - Date.parse(last.t)) / 3_600_000 : null;
  return {
    outcome: outcome.id,
    y: outcome.value ?? 1,
    confidence: Math.max(0.01, outcome.confidence ?? 1),
    actions: [...actions].sort(([a], [b]) => (a < b ? -1 : 1)),
    context: last?.state ?? ownState,
    lnDelay: hours === null ? null : Math.log(Math.max(hours, 1 / 3_600)),
  };
}

export class OutcomeModel {
  #model = new AdditiveModel();
  readonly #index = new Map<string, number>();
  readonly #rows: OutcomeRow[] = [];
  readonly #counts = new Map<string, Count>();
  #n = 0;

  get model(): AdditiveModel {
    return this.#model;
  }

  get n(): number {
    return this.#n;
  }

  get rows(): readonly OutcomeRow[] {
    return this.#rows;
  }

  /** Types that were a candidate, with counts. */
  get counts(): ReadonlyMap<string, Readonly<Count>> {
    return this.#counts;
  }

  /** Learns a row and returns it as it is kept. */
  learn(row: OutcomeRow): OutcomeRow {
    const noise = this.#model.update(this.features(row, true), row.y, row.confidence);
    const learnt = { ...row, noise };
    this.#note(learnt);
    return learnt;
  }

  #note(row: OutcomeRow): void {
    this.#n++;
    this.#rows.push(row);
    if (this.#rows.length > MOST_ROWS) this.#rows.shift();
    for (const [type] of row.actions) {
      let count = this.#counts.get(type);
      if (!count) {
        count = { n: 0, contexts: new Map() };
        this.#counts.set(type, count);
      }
      count.n++;
      for (const [key, value] of loggedContext(row.context)) {
        const name = `${key}=${value}`;
        const there = count.contexts.get(name);
        if (there) there.n++;
        else count.contexts.set(name, { key, value, n: 1 });
      }
    }
  }

  /** φ of a row. @param add whether features met for the first time get a place; else they are left out. */
  features(row: Pick<OutcomeRow, 'actions' | 'context'>, add = false): Sparse {
    const values = new Map<number, number>();
    const put = (name: string, x: number, precision: number) => {
      const at = this.#place(name, precision, add);
      if (at !== null) values.set(at, (values.get(at) ?? 0) + x);
    };
    put('1', 1, PRECISION.one);
    for (const [key, value] of Object.entries(row.context)) {
      if (typeof value === 'number') put(`c:${key}`, value, PRECISION.context);
      else put(`c:${key}=${value}`, 1, PRECISION.context);
    }
    for (const [type, x] of row.actions) {
      put(actionFeature(type), x, PRECISION.action);
      for (const [key, value] of loggedContext(row.context)) {
        put(deviationFeature(type, key, value), x, PRECISION.deviation);
      }
    }
    const at = [...values.keys()].sort((a, b) => a - b);
    return { at, x: at.map((i) => values.get(i)!) };
  }

  /** Index of a named feature; null if it has none. */
  indexOf(name: string): number | null {
    return this.#index.get(name) ?? null;
  }

  #place(name: string, precision: number, add: boolean): number | null {
    const there = this.#index.get(name);
    if (there !== undefined) return there;
    const full = this.#model.dimensions >= MOST_FEATURES - BUCKETS;
    const bucket = full ? `bucket:${hash(name) % BUCKETS}` : name;
    const shared = this.#index.get(bucket);
    if (shared !== undefined) return shared;
    if (!add) return null;
    const at = this.#model.addFeature(precision);
    this.#index.set(bucket, at);
    return at;
  }

  save(): OutcomeModelSnapshot {
    return {
      model: this.#model.save(),
      features: [...this.#index].sort(([, a], [, b]) => a - b).map(([name]) => name),
      rows: [...this.#rows],
      n: this.#n,
      counts: [...this.#counts].map(([type, { n, contexts }]) => [
        type,
        { n, contexts: [...contexts].map(([name, count]) => [name, { ...count }] as const) },
      ]),
    };
  }

  static load(snapshot: OutcomeModelSnapshot): OutcomeModel {
    const model = new OutcomeModel();
    model.#model = AdditiveModel.load(snapshot.model);
    for (const [i, name] of snapshot.features.entries()) model.#index.set(name, i);
    model.#rows.push(...snapshot.rows);
    model.#n = snapshot.n;
    for (const [type, { n, contexts }] of snapshot.counts) {
      model.#counts.set(type, { n, contexts: new Map(contexts.map(([name, count]) => [name, { ...count }])) });
    }
    return model;
  }
}

export function actionFeature(type: string): string {
  return `a:${type}`;
}

/** Name of an action's deviation in a context. Numbers deviate by their sign only: their scale is the source's own. */
export function deviationFeature(type: string, key: string, value: string | number): string {
  return `x:${type}|${key}=${typeof value === 'number' ? Math.sign(value) : value}`;
}

/** The context that was logged on purpose, as words; not what every record has. */
function loggedContext(context: Context): (readonly [string, string | number])[] {
  return Object.entries(context).filter(([key, value]) => !ALWAYS_THERE.has(key) && typeof value === 'string');
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
