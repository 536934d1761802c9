/**
 * How large an effect is, from a treatment and a value that were freed from the rest: over where it may hold, or, if it has changed
 * for good, over when it may have. Ranges are wider where few cases were treated.
 */
import type { CaseTable } from './case-table.ts';
import type { Freed, Shared } from './free-from-columns.ts';
import { type Regime, regimesOf } from './todays-regime.ts';
import { whereItHolds } from './where-it-holds.ts';

/** Standard deviation of effects before anything is known, in units of the value's spread (precision 4 on a yes or no). */
const PRIOR_DEVIATION = 1;
/** The same of how an effect differs in a context (precision 16). */
const PRIOR_DEVIATION_IN_CONTEXT = 0.5;
/** Size of effects, in the same units, that places are weighed by. */
const TYPICAL_EFFECT = 0.5;
/** Treated cases or so, below which a place says nothing by itself. */
const LEAST_INFORMATION_OF_A_PLACE = 3;
/** Kurtosis of a treatment whose cases are neither rare nor the rule; of a single context nobody needs it closer. */
const USUAL_FOURTH = 0.75;

export interface Size {
  readonly mean: number;
  readonly se: number;
}

/** What an effect rests on: Σ w ã r, Σ w ã² and Σ w ã⁴ over some rows. */
interface Sums {
  readonly product: number;
  readonly information: number;
  readonly fourth: number;
}

export interface SizeInContext {
  readonly key: string;
  readonly value: string | number;
  readonly size: Size;
  /** Cases in which it was done. */
  readonly n: number;
}

/** The sizes of an effect, of one state of the log. */
export interface Sized {
  readonly total: Size;
  readonly direct: Size;
  /** Size in each value of each named context, drawn towards the total. @param present whether it was done, by row. */
  readonly inContext: (named: CaseTable['named'], present: Float64Array) => readonly SizeInContext[];
  /** Weights of the rows that say something of the effect as it is now. */
  readonly weights: Float64Array;
  readonly information: number;
}

/**
 * @param freed from what came before. @param withLater freed from what came later too; the same object where nothing did.
 * @param weights of the rows, 0 for those that say nothing of this effect.
 */
export function sizeOfEffect(shared: Shared, freed: Freed, withLater: Freed, weights: Float64Array): Sized {
  const { table, spread, byStart } = shared;
  const noise = noiseLeft(shared, freed, weights);
  const regimes = regimesOf(freed, weights, byStart, { noise, spread });
  const scale = { noise, prior: PRIOR_DEVIATION * spread };
  const steady = regimes.length === 1 && regimes[0]!.from === 0;
  const size = (of: Freed) =>
    steady
      ? overPlaces(of, weights, table.named, scale, TYPICAL_EFFECT * spread)
      : overRegimes(regimes, of, weights, byStart, scale);
  const total = size(freed);
  // Contexts and ways are read off the likeliest regime.
  const { from } = regimes.reduce((a, b) => (b.probability > a.probability ? b : a));
  const now = weights.slice();
  for (let k = 0; k < from; k++) now[byStart[k]!] = 0;
  return {
    total,
    direct: withLater === freed ? total : size(withLater),
    inContext: (named, present) =>
      named.flatMap(({ key, values }) =>
        [...sumsByValue(freed, now, values, present)].map(([value, { sums, done }]) => {
          const prior = PRIOR_DEVIATION_IN_CONTEXT * spread;
          return { key, value, size: posterior(sums, { noise, prior }, total.mean), n: done };
        }),
      ),
    weights: now,
    information: sumsOf(freed, now).information,
  };
}

/**
 * Variance of what neither the type nor what came before it explains. More than the full model leaves, where later actions or
 * alternatives decide much.
 */
function noiseLeft({ noise, spent, spread }: Shared, { treatment, value }: Freed, weights: Float64Array): number {
  let [product, information, squares, n] = [0, 0, 0, 0];
  for (let j = 0; j < weights.length; j++) {
    product += weights[j]! * treatment[j]! * value[j]!;
    information += weights[j]! * treatment[j]! ** 2;
    squares += weights[j]! * value[j]! ** 2;
    n += weights[j]!;
  }
  const explained = information > 0 ? product ** 2 / information : 0;
  const left = Math.max(0, squares - explained) + 1e-4 * spread ** 2;
  return Math.max(noise, left / Math.max(1, n - Math.min(spent, n / 2)));
}

function sumsOf({ treatment, value }: Freed, weights: Float64Array): Sums {
  let [product, information, fourth] = [0, 0, 0];
  for (let j = 0; j < weights.length; j++) {
    const a = treatment[j]!;
    product += weights[j]! * a * value[j]!;
    information += weights[j]! * a * a;
    fourth += weights[j]! * a ** 4;
  }
  return { product, information, fourth };
}

/** The same for each value of a named context, the weight of its cases, and in how many it was done. */
function sumsByValue(
  { treatment, value }: Freed,
  weights: Float64Array,
  values: readonly (string | number | null)[],
  present?: Float64Array,
): ReadonlyMap<string | number, { readonly sums: Sums; readonly cases: number; readonly done: number }> {
  const found = new Map<string | number, { product: number; information: number; cases: number; done: number }>();
  for (let j = 0; j < weights.length; j++) {
    const key = values[j]!;
    if (key === null) continue;
    let here = found.get(key);
    if (!here) {
      here = { product: 0, information: 0, cases: 0, done: 0 };
      found.set(key, here);
    }
    const a = treatment[j]!;
    here.product += weights[j]! * a * value[j]!;
    here.information += weights[j]! * a * a;
    here.cases += weights[j]!;
    here.done += Number(weights[j]! > 0 && present !== undefined && present[j]! > 0);
  }
  return new Map(
    [...found].map(([key, { product, information, cases, done }]) => [
      key,
      { sums: { product, information, fourth: USUAL_FOURTH * information }, cases, done },
    ]),
  );
}

/** Over where it may hold. */
function overPlaces(
  freed: Freed,
  weights: Float64Array,
  named: CaseTable['named'],
  scale: Scale,
  typical: number,
): Size {
  const whole = sumsOf(freed, weights);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = named.flatMap(({ values }) =>
    [...sumsByValue(freed, weights, values).values()]
      .filter(({ sums, cases }) => sums.information >= LEAST_INFORMATION_OF_A_PLACE && cases < all)
      .map(({ sums, cases }) => ({ share: cases / all, sums })),
  );
  let [mean, square] = [0, 0];
  for (const { probability, parts: there } of whereItHolds(whole, parts, { noise: scale.noise, prior: typical })) {
    let [here, variance] = [0, 0];
    for (const { share, sums } of there) {
      const each = posterior(
        { ...sums, fourth: sums === whole ? whole.fourth : USUAL_FOURTH * sums.information },
        scale,
      );
      here += share * each.mean;
      variance += (share * each.se) ** 2;
    }
    mean += probability * here;
    square += probability * (variance + here * here);
  }
  return { mean, se: Math.sqrt(Math.max(square - mean * mean, Number.MIN_VALUE)) };
}

/** Over when it may last have changed. */
function overRegimes(
  regimes: readonly Regime[],
  freed: Freed,
  weights: Float64Array,
  order: Int32Array,
  scale: Scale,
): Size {
  let [product, information, fourth] = [0, 0, 0];
  let [mean, square] = [0, 0];
  let next = order.length;
  // From the last place to the first: what one regime holds, the longer one holds too.
  for (const { from, probability } of regimes.toReversed()) {
    while (next > from) {
      const j = order[--next]!;
      const a = freed.treatment[j]!;
      product += weights[j]! * a * freed.value[j]!;
      information += weights[j]! * a * a;
      fourth += weights[j]! * a ** 4;
    }
    const here = posterior({ product, information, fourth }, scale);
    mean += probability * here.mean;
    square += probability * (here.se ** 2 + here.mean ** 2);
  }
  return { mean, se: Math.sqrt(Math.max(square - mean * mean, Number.MIN_VALUE)) };
}

interface Scale {
  /** Variance of the value. */
  readonly noise: number;
  /** Deviation of effects before anything is known. */
  readonly prior: number;
}

/** Posterior mean and deviation of an effect under a prior around `around`. */
function posterior({ product, information, fourth }: Sums, { noise, prior }: Scale, around = 0): Size {
  // Few treated cases: the variance itself is hardly known (Student's t with as many degrees of freedom).
  const degrees = fourth > 0 ? (information * information) / fourth : 0;
  const wider = degrees > 3 ? degrees / (degrees - 2) : 3;
  const precision = information / (noise * wider);
  const mean = (product / (noise * wider) + around / prior ** 2) / (precision + 1 / prior ** 2);
  return { mean, se: 1 / Math.sqrt(precision + 1 / prior ** 2) };
}
