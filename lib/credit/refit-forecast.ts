/**
 * Finds the features of a forecast anew and fits it, from the outcomes known so far. A pure function of those outcomes: so it
 * may be computed whenever there is time, and gives the same whoever computes it.
 */
import type { BayesianGlm, Link } from './bayesian-glm.ts';
import { type CaseTable, caseTable, rowsByStart, scaleOfNumbers } from './case-table.ts';
import { doneIn, FeatureMap, type FeatureMapData, FIRST_FREE, type Repeats, strengthOf } from './features-of-case.ts';
import { type FeatureKind, fitSparseGlm } from './fit-sparse-glm.ts';
import { weightsByKnown } from './known-by-now.ts';
import type { LearntOutcome } from './learnt-outcome.ts';
import { RecentOutcomes } from './recent-outcomes.ts';
import { factorOf, logDeterminant, solveFactored } from './symmetric-solve.ts';
import { regimesOf } from './todays-regime.ts';

/** An update on line stays under a millisecond up to here. */
const MOST_FEATURES = 320;
/** Features per outcome at most: beyond that, the rarest types are left out. */
const FEATURES_PER_OUTCOME = 1 / 2;
const ALWAYS_ALLOWED = 60;
/** A type in fewer cases says nothing yet. */
const FEWEST_CASES = 2;
/** Interactions taken in at most, and the cases that must be on either side of one. */
const MOST_INTERACTIONS = 32;
const INTERACTIONS_PER_OUTCOME = 1 / 12;
const FEWEST_EACH_WAY = 4;
/** Nats by which an interaction must stand out among all that were looked at. */
const STANDS_OUT = 1.5;
/** Share of presences that are repeats, from which on it matters how they count. */
const OFTEN_REPEATED = 0.05;
/** Types looked at in pairs, the most frequent. */
const MOST_PAIRED = 200;

/** What the values of an outcome type are: two values around 0 (a chance), or any. */
export interface Scale {
  readonly link: Link;
  /** Value of a chance of 0 and of 1; for other values 0 and 1. */
  readonly low: number;
  readonly high: number;
}

export interface Refitted {
  readonly scale: Scale;
  readonly features: FeatureMap;
  readonly model: BayesianGlm;
  /** Chance of a value above 0, where that is not the model itself. */
  readonly chance: BayesianGlm | null;
}

export function scaleOf(values: Iterable<number>): Scale {
  const seen = new Set<number>();
  for (const value of values) {
    seen.add(value);
    if (seen.size > 2) return { link: 'identity', low: 0, high: 1 };
  }
  const [low, high] = [Math.min(...seen), Math.max(...seen)];
  if (seen.size === 2)
    return low <= 0 && high > 0 ? { link: 'logit', low, high } : { link: 'identity', low: 0, high: 1 };
  // Of one value ever, the other is taken to be nothing.
  if (high > 0) return { link: 'logit', low: 0, high };
  return { link: 'logit', low: high, high: high === 0 ? 1 : 0 };
}

/** Refits in steps. @param outcomes of one type, in log order; at least one. */
export function* refitForecast(outcomes: readonly LearntOutcome[]): Generator<void, Refitted> {
  const table = caseTable(outcomes);
  const scale = scaleOf(outcomes.map(({ value }) => value));
  const y = Float64Array.from(outcomes, ({ value }) => (value - scale.low) / (scale.high - scale.low));
  const good = Float64Array.from(outcomes, ({ value }) => Number(value > 0));
  const weights = weightsByKnown(table.rows, table.rows.at(-1)!.known);
  for (const [j, { confidence }] of outcomes.entries()) weights[j]! *= confidence;
  const recent = new RecentOutcomes();
  const views = outcomes.map((outcome, j) => {
    const view = { done: doneIn(outcome.candidates), context: table.rows[j]!.before, recent: recent.difference };
    recent.take(outcome.value);
    return view;
  });
  yield;

  const allowed = Math.min(MOST_FEATURES, Math.max(ALWAYS_ALLOWED, Math.floor(outcomes.length * FEATURES_PER_OUTCOME)));
  const main = mainFeatures(table, repeatsOf(table, y, weights), allowed);
  const rowsOf = (features: FeatureMap) => views.map((view, j) => features.of(view, table.rows[j]!.start));
  let features = new FeatureMap(main);
  let rows = rowsOf(features);
  const { link } = scale;
  let model = yield* fitSparseGlm({ link, kinds: main.kinds, rows, y, weights });

  const errors = Float64Array.from(y, (value, j) => value - model.predict(rows[j]!));
  yield;
  const more = {
    ...main,
    kinds: [...main.kinds],
    formerly: changed(table, features, model, errors, weights, link),
    ...interactions(table, main, errors, weights, views),
  };
  const added = [...more.formerly, ...more.inContext, ...more.together];
  if (added.length > 0) {
    // Places are given in the order of the kinds, and a row's features must rise.
    more.formerly = more.formerly.map((each, i) => ({ ...each, at: main.kinds.length + i }));
    const first = main.kinds.length + more.formerly.length;
    more.inContext = more.inContext.map((each, i) => ({ ...each, at: first + i }));
    more.together = more.together.map((each, i) => ({ ...each, at: first + more.inContext.length + i }));
    const kinds: FeatureKind[] = [
      ...more.formerly.map((): FeatureKind => 'type'),
      ...more.inContext.map((): FeatureKind => 'interaction'),
      ...more.together.map((): FeatureKind => 'interaction'),
    ];
    features = new FeatureMap({ ...more, kinds: [...main.kinds, ...kinds] });
    rows = rowsOf(features);
    model = yield* fitSparseGlm({ link, kinds: features.data.kinds, rows, y, weights, from: model.w });
  }
  const chance =
    link === 'logit'
      ? null
      : yield* fitSparseGlm({ link: 'logit', kinds: features.data.kinds, rows, y: good, weights });
  return { scale, features, model, chance };
}

function mainFeatures({ types, counts, contexts, rows }: CaseTable, repeats: Repeats, allowed: number): FeatureMapData {
  const kinds: FeatureKind[] = ['one', 'context'];
  const scaled: FeatureMapData['scaled'][number][] = [];
  const named: FeatureMapData['named'][number][] = [];
  let at = FIRST_FREE;
  const add = (kind: FeatureKind) => {
    kinds.push(kind);
    return at++;
  };
  for (const { key, value } of contexts) {
    if (value !== null) named.push({ key, value, at: add('context') });
    else if (!key.endsWith('²')) {
      const numbers = rows.flatMap(({ before }) => (typeof before[key] === 'number' ? [before[key]] : []));
      scaled.push({ key, ...scaleOfNumbers(numbers), at: add('context') });
      // Its square stands right after it.
      add('context');
    }
  }
  const varies = (type: number) => Math.min(counts[type]!, rows.length - counts[type]!);
  const chosen = types
    .map((_, type) => type)
    .filter((type) => counts[type]! >= FEWEST_CASES)
    .sort((a, b) => varies(b) - varies(a) || a - b)
    .slice(0, Math.max(0, allowed - at))
    .sort((a, b) => a - b);
  return {
    kinds,
    repeats,
    scaled,
    named,
    types: chosen.map((type) => ({ type: types[type]!, at: add('type') })),
    formerly: [],
    inContext: [],
    together: [],
  };
}

/** How repeats count: whichever explains the values best in a plain ridge. */
function repeatsOf({ rows, types, counts }: CaseTable, y: Float64Array, weights: Float64Array): Repeats {
  let repeated = 0;
  let present = 0;
  for (const { done } of rows) {
    for (const { times } of done) {
      present++;
      if (times > 1.5) repeated++;
    }
  }
  if (repeated < OFTEN_REPEATED * present || rows.length < 50) return 'once';
  const column = new Int32Array(types.length).fill(-1);
  let p = 1;
  const frequent = types.map((_, type) => type).sort((a, b) => counts[b]! - counts[a]!);
  for (const type of frequent.slice(0, 100)) column[type] = p++;
  let best: Repeats = 'once';
  let most = Number.NEGATIVE_INFINITY;
  for (const repeats of ['once', 'saturating', 'doubling'] as const) {
    const gram = new Float64Array(p * p);
    const b = new Float64Array(p);
    let squares = 0;
    let n = 0;
    for (const [j, { done }] of rows.entries()) {
      const weight = weights[j]!;
      const at = [0];
      const x = [1];
      for (const { type, x: link, times } of done) {
        if (column[type]! < 0) continue;
        at.push(column[type]!);
        x.push(strengthOf(repeats, link, times));
      }
      squares += weight * y[j]! ** 2;
      n += weight;
      for (const [i, a] of at.entries()) {
        b[a]! += weight * x[i]! * y[j]!;
        for (const [k, c] of at.entries()) if (c <= a) gram[a * p + c]! += weight * x[i]! * x[k]!;
      }
    }
    for (let i = 0; i < p; i++) gram[i * p + i]! += i === 0 ? 1e-6 : 8;
    const l = factorOf(gram, p);
    const w = solveFactored(l, p, b);
    let explained = 0;
    for (let i = 0; i < p; i++) explained += w[i]! * b[i]!;
    const evidence = -0.5 * (n * Math.log(Math.max(squares - explained, 1e-6 * n)) + logDeterminant(l, p));
    if (evidence > most) {
      most = evidence;
      best = repeats;
    }
  }
  return best;
}

/** Types whose effect changed for good, with the moment from which on it is today's. */
function changed(
  table: CaseTable,
  features: FeatureMap,
  model: BayesianGlm,
  errors: Float64Array,
  weights: Float64Array,
  link: Link,
): FeatureMapData['formerly'] {
  const order = rowsByStart(table);
  const indexOf = new Map(table.types.map((type, i) => [type, i]));
  let squares = 0;
  let information = 0;
  const steep = Float64Array.from(errors, (error) => {
    squares += error * error;
    return error;
  });
  const noise = Math.max(1e-6, squares / Math.max(1, steep.length));
  // On the scale of the value, a weight of a chance counts for its slope.
  information = link === 'logit' ? noise : 1;
  const found: { type: string; at: number; until: number }[] = [];
  for (const { type, at } of features.data.types) {
    const index = indexOf.get(type)!;
    const share = table.counts[index]! / table.rows.length;
    if (table.counts[index]! < 20) continue;
    const treatment = new Float64Array(table.rows.length).fill(-share);
    for (const [j, { done }] of table.rows.entries()) {
      for (const each of done) if (each.type === index) treatment[j] = each.x - share;
    }
    const slope = model.w[at]! * information;
    const value = errors.map((error, j) => error + slope * treatment[j]!);
    const regimes = regimesOf({ treatment, value }, weights, order, { noise, spread: Math.sqrt(noise) });
    const { from } = regimes.reduce((a, b) => (b.probability > a.probability ? b : a));
    if (from > 0) found.push({ type, at: 0, until: table.rows[order[from]!]!.start });
  }
  return found;
}

/**
 * The interactions that the errors ask for: products of two centred features whose score test stands out among all that
 * were looked at.
 */
function interactions(
  table: CaseTable,
  main: FeatureMapData,
  errors: Float64Array,
  weights: Float64Array,
  views: readonly { readonly context: Readonly<Record<string, string | number>> }[],
): Pick<FeatureMapData, 'inContext' | 'together'> {
  const rows = table.rows;
  const n = rows.length;
  const placeOf = new Map(main.types.map(({ type }, k) => [type, k]));
  const place = table.types.map((type) => placeOf.get(type) ?? -1);
  const k = main.types.length;
  const columns = [
    ...main.named.map(({ key, value }) => ({ key, value: value as string | number | null })),
    ...main.scaled.map(({ key }) => ({ key, value: null })),
  ];
  const v = columns.length;
  const scales = new Map(main.scaled.map((scale) => [scale.key, scale]));
  let all = 0;
  let squares = 0;
  const [ofType, nType, squareType] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
  const [ofContext, nContext, squareContext] = [new Float64Array(v), new Float64Array(v), new Float64Array(v)];
  const both = new Float64Array(k * v);
  const nBoth = new Float64Array(k * v);
  const paired = Math.min(k, MOST_PAIRED);
  const pair = new Float64Array(paired * paired);
  const nPair = new Float64Array(paired * paired);
  for (let j = 0; j < n; j++) {
    const error = errors[j]! * weights[j]!;
    all += error;
    squares += error * errors[j]!;
    const context = views[j]!.context;
    const c = columns.map(({ key, value }) => {
      if (value !== null) return Number(context[key] === value);
      const scale = scales.get(key)!;
      const x = context[key];
      return typeof x === 'number' ? Math.max(-4, Math.min(4, (x - scale.mean) / scale.deviation)) : 0;
    });
    for (let i = 0; i < v; i++) {
      ofContext[i]! += error * c[i]!;
      nContext[i]! += c[i]!;
      squareContext[i]! += c[i]! ** 2;
    }
    const present = rows[j]!.done.filter(({ type }) => place[type]! >= 0);
    for (const { type, x } of present) {
      const t = place[type]!;
      ofType[t]! += error * x;
      nType[t]! += x;
      squareType[t]! += x * x;
      for (let i = 0; i < v; i++) {
        if (c[i] === 0) continue;
        both[t * v + i]! += error * x * c[i]!;
        nBoth[t * v + i]! += x * Math.abs(c[i]!);
      }
      if (t >= paired) continue;
      for (const other of present) {
        const o = place[other.type]!;
        if (o >= t) continue;
        pair[t * paired + o]! += error * x * other.x;
        nPair[t * paired + o]! += x * other.x;
      }
    }
  }
  const noise = Math.max(1e-9, squares / n);
  const found: { readonly gain: number; readonly type: number; readonly context: number; readonly other: number }[] =
    [];
  const variance = (sum: number, square: number) => Math.max(0, square / n - (sum / n) ** 2);
  const consider = (score: number, spread: number, type: number, context: number, other: number) => {
    if (spread > 1e-9) found.push({ gain: (score * score) / (2 * noise * n * spread), type, context, other });
  };
  let looked = 0;
  for (let t = 0; t < k; t++) {
    const meanType = nType[t]! / n;
    const varianceType = variance(nType[t]!, squareType[t]!);
    for (let i = 0; i < v; i++) {
      const with_ = nBoth[t * v + i]!;
      const named = columns[i]!.value !== null;
      if (with_ < FEWEST_EACH_WAY || (named && nType[t]! - with_ < FEWEST_EACH_WAY)) continue;
      looked++;
      const meanContext = nContext[i]! / n;
      const score =
        both[t * v + i]! - meanType * ofContext[i]! - meanContext * ofType[t]! + meanType * meanContext * all;
      consider(score, varianceType * variance(nContext[i]!, squareContext[i]!), t, i, -1);
    }
    for (let o = 0; o < Math.min(t, paired); o++) {
      if (t >= paired) break;
      const together = nPair[t * paired + o]!;
      if (
        together < FEWEST_EACH_WAY ||
        nType[t]! - together < FEWEST_EACH_WAY ||
        nType[o]! - together < FEWEST_EACH_WAY
      )
        continue;
      looked++;
      const meanOther = nType[o]! / n;
      const score = pair[t * paired + o]! - meanType * ofType[o]! - meanOther * ofType[t]! + meanType * meanOther * all;
      consider(score, varianceType * variance(nType[o]!, squareType[o]!), t, -1, o);
    }
  }
  const bar = Math.log(Math.max(1, looked)) + STANDS_OUT;
  const room = Math.min(MOST_INTERACTIONS, Math.floor(n * INTERACTIONS_PER_OUTCOME));
  const best = found
    .filter(({ gain }) => gain > bar)
    .sort((a, b) => b.gain - a.gain || a.type - b.type || a.context - b.context || a.other - b.other)
    .slice(0, room);
  return {
    inContext: best
      .filter(({ context }) => context >= 0)
      .map(({ type, context }) => ({ type: main.types[type]!.type, ...columns[context]!, at: 0 })),
    together: best
      .filter(({ other }) => other >= 0)
      .map(({ type, other }) => ({ types: [main.types[type]!.type, main.types[other]!.type] as const, at: 0 })),
  };
}

/** Chance on the scale of a value. */
export function onScale({ low, high }: Scale, chance: number): number {
  return low + (high - low) * chance;
}
