/**
 * Finds the features of a forecast anew and fits it, from the outcomes known so far. A pure function of those outcomes: so it
 * may be computed whenever there is time, and gives the same whoever computes it.
 */
import type { BayesianGlm, Link } from './bayesian-glm.ts';
import { type CaseTable, caseTable } from './case-table.ts';
import { effectsThatChanged } from './effects-that-changed.ts';
import { doneIn, FeatureMap, type FeatureMapData, FIRST_FREE, type Repeats } from './features-of-case.ts';
import { findInteractions } from './find-interactions.ts';
import { type FeatureKind, fitSparseGlm } from './fit-sparse-glm.ts';
import { howRepeatsCount } from './how-repeats-count.ts';
import { weightsByKnown } from './known-by-now.ts';
import type { LearntOutcome } from './learnt-outcome.ts';
import { RecentOutcomes } from './recent-outcomes.ts';
import { scaleOfNumbers } from './scaled-number.ts';

/** An update on line stays under a millisecond up to here. */
const MOST_FEATURES = 320;
/** Features per outcome at most: beyond that, the rarest types are left out. */
const FEATURES_PER_OUTCOME = 1 / 2;
const ALWAYS_ALLOWED = 60;
/** A type in fewer cases says nothing yet. */
const FEWEST_CASES = 2;
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
  const main = mainFeatures(table, howRepeatsCount(table, y, weights), allowed);
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
    formerly: effectsThatChanged(table, features, model, errors, weights).map((each) => ({ ...each, at: 0 })),
    ...findInteractions(table, main, errors, weights, views),
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

/** Chance on the scale of a value. */
export function onScale({ low, high }: Scale, chance: number): number {
  return low + (high - low) * chance;
}
