/**
 * Effects of action types on one outcome type (science 1.5 L2).
 *
 * For each type a, treatment and value are both freed from what came before a: the context, a trend, and the other types that
 * usually stand before it. What is left of the value is regressed on what is left of the treatment (Robinson 1988):
 *
 *     ã = a − D γ,  r = y − D β,  τ = Σ w ã r / Σ w ã²,  se² = σ² / Σ w ã²
 *
 * Types that usually stand after a are left out of D: they may be how a works. Order decides, not the clock: where delays and
 * paces vary, "earlier" by the clock means something else in the two arms. Where either order is common, a type is adjusted
 * for in both. `direct` adjusts for the later types too.
 */
import type { ClaimStatus } from '../engine/api.ts';
import type { Context } from '../records/record.ts';
import { auditByPropensities } from './audit-by-propensities.ts';
import { standing, twoSidedP } from './benjamini-hochberg.ts';
import { type CaseTable, rowsByStart } from './case-table.ts';
import { claimStatus, Z_90 } from './claim-status.ts';
import { type Design, designOf, likeliestPulls, type Pulls, productsWith, pullOf, reweighed } from './design.ts';
import { eValue } from './e-value.ts';
import { weightsByKnown } from './known-by-now.ts';
import { type OrderOfTypes, orderOfTypes } from './order-of-types.ts';
import { type Neighbourhood, neighbourhoodOf, standsPlacebo } from './placebo-of-neighbours.ts';
import { factorOf, inverseFactored, solveFactored } from './symmetric-solve.ts';
import { type Regime, regimesOf } from './todays-regime.ts';
import { whereItHolds } from './where-it-holds.ts';

/** Fewer outcomes with or without an action than this say nothing of its effect. */
const FEWEST_EACH_WAY = 5;
/**
 * Share of the cases with both in which the other type may stand first, from which on it is adjusted for: its upper 95 % bound,
 * for of few cases nobody can tell, and a confounder left out does more harm than a step held fixed.
 */
const ADJUSTED_FROM = 0.35;
/** Other types adjusted for at most, those that go most with the action or with the value. */
const MOST_ADJUSTED = 80;
/** Standard errors of a correlation above which a column is held by nothing but itself: a shrunk confounder still confounds. */
const GOES_WITH = 3;
const FREE_PULL = 0.5;
/** Standard deviation of effects before anything is known, in units of the value's spread (precision 4 on a yes or no). */
const PRIOR_DEVIATION = 1;
/** The same of how an effect differs in a context (precision 16). */
const PRIOR_DEVIATION_IN_CONTEXT = 0.5;
/** Size of effects, in the same units, that places are weighed by. */
const TYPICAL_EFFECT = 0.5;
/** Treated cases or so, below which a place says nothing by itself. */
const LEAST_INFORMATION_OF_A_PLACE = 3;
/** Expected share of false ones among the claims that are made. */
const FALSE_AMONG_CLAIMS = 0.1;
/** Share of a type's cases that have it at one and the same place, from which on that is where it is decided. */
const ALWAYS_AT_ONE_PLACE = 0.95;
/** Standard errors that the first step must lead to the second, and the second to the outcome, to be named as the way. */
const LEADS = 3;
const WORKS = 1.96;

export interface EffectInContext {
  readonly context: Context;
  readonly total: number;
  readonly se: number;
  readonly lo: number;
  readonly hi: number;
  readonly n: number;
}

export interface Effect {
  readonly action_type: string;
  /** Mean change in value between doing and not doing it, over the logged contexts. */
  readonly total: number;
  /** The same with later actions held fixed. */
  readonly direct: number;
  readonly se: number;
  readonly lo: number;
  readonly hi: number;
  readonly status: ClaimStatus;
  /** Outcomes it was a candidate of. */
  readonly n: number;
  readonly contexts: readonly EffectInContext[];
  /** Later types through which it works, strongest first; empty if it works by itself or not at all. */
  readonly through: readonly string[];
  /** Risk ratio a hidden cause would need with both to explain it away (E-value); null for effects on the delay. */
  readonly e_value: number | null;
}

/** One estimate before any claim is made of it. */
interface Estimate {
  readonly type: number;
  readonly n: number;
  readonly total: number;
  readonly se: number;
  readonly direct: number;
  readonly directSe: number;
  readonly contexts: readonly EffectInContext[];
  /** Types that stand after it, how far it leads to each, and the z of that. */
  readonly leads: readonly { readonly type: number; readonly by: number; readonly z: number }[];
  readonly standsPlacebo: boolean;
  readonly byLot: boolean;
  readonly treatment: Float64Array;
  readonly adjusted: readonly number[];
  readonly e_value: number | null;
}

/** What all estimates of one table share. */
interface Shared {
  readonly table: CaseTable;
  readonly design: Design;
  readonly pulls: Pulls;
  readonly y: Float64Array;
  readonly products: Float64Array;
  /** Residual variance of the full model, and the outcomes that its columns have used up. */
  readonly noise: number;
  readonly spent: number;
  /** Deviation of the values. */
  readonly spread: number;
  readonly order: OrderOfTypes;
  /** The place at which each type always stands; -1: at none. */
  readonly placeOf: Int32Array;
  /** Rows in the order in which their cases began. */
  readonly byStart: Int32Array;
  readonly neighbourhood: Neighbourhood;
}

export interface EffectsOptions {
  /** The moment as of which is asked, ms: outcomes known late weigh by how likely they were to be known by then. */
  readonly now: number;
  /** `delay`: the effect on ln(hours from the last candidate action to the outcome). */
  readonly measure?: 'value' | 'delay';
}

/** Effects of all types that were a candidate of at least 5 outcomes and absent from at least 5, by |total|/se. */
export function effectsOf(table: CaseTable, { now, measure = 'value' }: EffectsOptions): Effect[] {
  const weights = measure === 'value' ? weightsByKnown(table.rows, now) : new Float64Array(table.rows.length).fill(1);
  const y = new Float64Array(table.rows.length);
  for (const [j, row] of table.rows.entries()) {
    weights[j]! *= row.confidence;
    if (measure === 'value') y[j] = row.y;
    else if (row.outcome.candidates.length === 0) weights[j] = 0;
    else y[j] = Math.log(Math.max((row.end - row.last) / 3_600_000, 1 / 3_600));
  }
  return claims(estimates(table, y, weights, measure), table);
}

function estimates(
  table: CaseTable,
  y: Float64Array,
  weights: Float64Array,
  measure: 'value' | 'delay',
): { readonly found: readonly Estimate[]; readonly shared: Shared } | null {
  const { rows, types, counts } = table;
  const lots = typesByLot(table);
  const targets = types
    .map((_, type) => type)
    .filter((type) => counts[type]! >= FEWEST_EACH_WAY && rows.length - counts[type]! >= FEWEST_EACH_WAY);
  const design = designOf(table, weights, FEWEST_EACH_WAY);
  if (targets.length === 0 || design.n < 1) return null;
  const shared = shareOf(table, design, y);
  const found = targets.map((type) => estimate(type, shared, measure, lots.get(type)));
  return { found, shared };
}

function shareOf(table: CaseTable, design: Design, y: Float64Array): Shared {
  const { p, n, weights } = design;
  const products = productsWith(design, y);
  const pulls = likeliestPulls(design, y);
  const a = design.gram.slice();
  for (let i = 0; i < p; i++) a[i * p + i]! += pullOf(design, pulls, i);
  const l = factorOf(a, p);
  const w = solveFactored(l, p, products);
  const inverse = inverseFactored(l, p);
  let used = 0;
  for (let i = 0; i < p; i++) used += 1 - pullOf(design, pulls, i) * inverse[i * p + i]!;
  const rest = Float64Array.from(y, (value, j) => value - predicted(design, j, w));
  let squares = 0;
  let spread = 0;
  const mean = products[0]! / n;
  for (let j = 0; j < y.length; j++) {
    squares += weights[j]! * rest[j]! ** 2;
    spread += weights[j]! * (y[j]! - mean) ** 2;
  }
  // At first nothing is known of the spread: as if two outcomes at a coin's distance had been seen.
  spread = Math.sqrt((spread + 0.5) / (n + 2));
  const noise = Math.max((squares + 1e-4 * spread ** 2) / Math.max(1, n - used), 1e-6 * spread ** 2);
  const byStart = rowsByStart(table);
  const neighbourhood = neighbourhoodOf(byStart, rest, weights);
  const order = orderOfTypes(table, design);
  return {
    table,
    design,
    pulls,
    y,
    products,
    noise,
    spent: used,
    spread,
    order,
    placeOf: placesOf(table),
    byStart,
    neighbourhood,
  };
}

function predicted(design: Design, j: number, w: Float64Array): number {
  const { at, x } = design.rows[j]!;
  let sum = 0;
  for (let k = 0; k < at.length; k++) sum += x[k]! * w[at[k]!]!;
  return sum;
}

/** Treatment and value of every row, freed from some columns. */
interface Freed {
  readonly treatment: Float64Array;
  readonly value: Float64Array;
}

function free(shared: Shared, treatment: Float64Array, own: Float64Array, columns: readonly number[]): Freed {
  const { design, pulls, products, y } = shared;
  const { p, gram, n } = design;
  const s = columns.length;
  const sub = new Float64Array(s * s);
  const [ownB, yB] = [new Float64Array(s), new Float64Array(s)];
  const ownMean = own[0]! / n;
  const ownVariance = ownMean * (1 - ownMean) || 1e-9;
  for (let i = 0; i < s; i++) {
    const column = columns[i]!;
    for (let j = 0; j <= i; j++) sub[i * s + j] = gram[column * p + columns[j]!]!;
    const mean = gram[column * p]! / n;
    const variance = gram[column * p + column]! / n - mean * mean;
    const together = own[column]! / n - mean * ownMean;
    const z = variance > 1e-12 ? (together / Math.sqrt(variance * ownVariance)) * Math.sqrt(n) : 0;
    const pull = pullOf(design, pulls, column);
    sub[i * s + i]! += column > 0 && Math.abs(z) > GOES_WITH ? Math.min(pull, FREE_PULL) : pull;
    ownB[i] = own[column]!;
    yB[i] = products[column]!;
  }
  const l = factorOf(sub, s);
  const [gamma, beta] = [solveFactored(l, s, ownB), solveFactored(l, s, yB)];
  const [wide, wideY] = [new Float64Array(p), new Float64Array(p)];
  for (let i = 0; i < s; i++) {
    wide[columns[i]!] = gamma[i]!;
    wideY[columns[i]!] = beta[i]!;
  }
  return {
    treatment: treatment.map((value, j) => value - predicted(design, j, wide)),
    value: y.map((value, j) => value - predicted(design, j, wideY)),
  };
}

/** Σ w ã r and Σ w ã² over some rows. */
function sums(freed: Freed, weights: Float64Array, only?: (j: number) => boolean) {
  let product = 0;
  let information = 0;
  let fourth = 0;
  for (let j = 0; j < weights.length; j++) {
    if (only && !only(j)) continue;
    const a = freed.treatment[j]!;
    product += weights[j]! * a * freed.value[j]!;
    information += weights[j]! * a * a;
    fourth += weights[j]! * a ** 4;
  }
  return { product, information, fourth };
}

/** Mean and deviation of an effect over where it may hold. */
function overPlaces(
  freed: Freed,
  weights: Float64Array,
  named: CaseTable['named'],
  noise: number,
  prior: number,
  spread: number,
): { readonly mean: number; readonly se: number } {
  const whole = sums(freed, weights);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const parts: { readonly share: number; readonly sums: ReturnType<typeof sums> }[] = [];
  for (const { values } of named) {
    for (const value of new Set(values)) {
      if (value === null) continue;
      const here = sums(freed, weights, (j) => values[j] === value);
      const cases = weights.reduce((sum, weight, j) => sum + (values[j] === value ? weight : 0), 0);
      if (here.information >= LEAST_INFORMATION_OF_A_PLACE && cases < all)
        parts.push({ share: cases / all, sums: here });
    }
  }
  let [mean, square] = [0, 0];
  const places = whereItHolds(whole, parts, { noise, prior: TYPICAL_EFFECT * spread });
  for (const { probability, parts: with_ } of places) {
    let [here, variance] = [0, 0];
    for (const { share, sums: own } of with_) {
      const degrees = own === whole ? whole.fourth : own.information * 0.75;
      const each = posterior({ ...own, fourth: degrees }, noise, prior);
      here += share * each.mean;
      variance += (share * each.se) ** 2;
    }
    mean += probability * here;
    square += probability * (variance + here * here);
  }
  return { mean, se: Math.sqrt(Math.max(square - mean * mean, Number.MIN_VALUE)) };
}

/** Mean and deviation of an effect over the places at which it may last have changed. */
function overRegimes(
  regimes: readonly Regime[],
  freed: Freed,
  weights: Float64Array,
  order: Int32Array,
  noise: number,
  prior: number,
): { readonly mean: number; readonly se: number } {
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
    const here = posterior({ product, information, fourth }, noise, prior);
    mean += probability * here.mean;
    square += probability * (here.se ** 2 + here.mean ** 2);
  }
  return { mean, se: Math.sqrt(Math.max(square - mean * mean, Number.MIN_VALUE)) };
}

/** Posterior mean and deviation of an effect under a prior around `around`. */
function posterior(
  { product, information, fourth }: { product: number; information: number; fourth: number },
  noise: number,
  prior: number,
  around = 0,
): { readonly mean: number; readonly se: number } {
  // Few treated cases: the variance itself is hardly known (Student's t with as many degrees of freedom).
  const degrees = fourth > 0 ? (information * information) / fourth : 0;
  const wider = degrees > 3 ? degrees / (degrees - 2) : 3;
  const precision = information / (noise * wider);
  const mean = (product / (noise * wider) + around / prior ** 2) / (precision + 1 / prior ** 2);
  return { mean, se: 1 / Math.sqrt(precision + 1 / prior ** 2) };
}

function estimate(
  type: number,
  shared: Shared,
  measure: 'value' | 'delay',
  lot: ReadonlyMap<number, { readonly propensity: number; readonly chosen: boolean }> | undefined,
): Estimate {
  const { table, order, spread } = shared;
  const design = amongReached(type, shared);
  const { weights } = design;
  const treatment = new Float64Array(table.rows.length);
  for (const [j, { done }] of table.rows.entries()) {
    for (const each of done) if (each.type === type) treatment[j] = each.x;
  }
  const own = productsWith(design, treatment);
  // What our own choices have in common is no reason of theirs: one choice has two names, its kind and its subject.
  const others = relevant(shared, type, own).filter((other) => !lot || !table.types[other]!.startsWith(DECISION));
  const before = others.filter((other) => order.mostBefore(other, type) >= ADJUSTED_FROM);
  const after = others.filter((other) => order.mostBefore(other, type) < ADJUSTED_FROM);
  const contexts = Array.from({ length: design.firstType }, (_, column) => column);
  const columnsOf = (list: readonly number[]) => [...contexts, ...list.map((other) => design.columnOf[other]!)];

  const here = design === shared.design ? shared : { ...shared, design, products: productsWith(design, shared.y) };
  let freed = free(here, treatment, own, columnsOf(before));
  let used = weights;
  let withLater = after.length === 0 ? freed : free(here, treatment, own, columnsOf(others));
  if (lot) {
    // The lot is known: what is left of the treatment is what the lot did, whatever the model says.
    const drawn = Float64Array.from(treatment, (_, j) => {
      const there = lot.get(j);
      return there ? Number(there.chosen) - there.propensity : 0;
    });
    used = weights.map((weight, j) => (lot.has(j) ? weight : 0));
    freed = { ...freed, treatment: drawn };
    withLater = { ...withLater, treatment: drawn };
  }
  const noise = noiseLeft(shared, freed, used);
  const regimes = regimesOf(freed, used, shared.byStart, { noise, spread });
  const prior = PRIOR_DEVIATION * spread;
  const steady = regimes.length === 1 && regimes[0]!.from === 0;
  const size = (of: Freed) =>
    steady
      ? overPlaces(of, used, table.named, noise, prior, spread)
      : overRegimes(regimes, of, used, shared.byStart, noise, prior);
  const total = size(freed);
  const direct = withLater === freed ? total : size(withLater);
  // Contexts and ways are read off the likeliest regime.
  const { from } = regimes.reduce((a, b) => (b.probability > a.probability ? b : a));
  if (from > 0) {
    used = used.slice();
    for (let k = 0; k < from; k++) used[shared.byStart[k]!] = 0;
  }

  const { information } = sums(freed, used);
  const leads = leadsTo(after, table, freed.treatment, used, information, design.n);

  return {
    type,
    n: table.counts[type]!,
    total: total.mean,
    se: total.se,
    direct: direct.mean,
    directSe: direct.se,
    contexts: inContexts(table.named, freed, used, treatment, lot, { noise, spread, total: total.mean }),
    leads,
    standsPlacebo: standsPlacebo(shared.neighbourhood, freed.treatment, weights, total.mean),
    byLot: lot !== undefined,
    treatment,
    adjusted: columnsOf(before),
    e_value: measure === 'delay' ? null : strengthNeeded(shared, treatment, total.mean),
  };
}

/**
 * The design among the cases that came to where a type is decided. Where two types always stand at one and the same place, one or
 * the other is chosen there, and a case that ended before says nothing of the choice: to have come so far is no consequence of
 * it. Without an alternative nobody can tell a case that never came there from one in which it was left undone.
 */
function amongReached(type: number, { table, design, placeOf, order }: Shared): Design {
  const place = placeOf[type]!;
  const chosen =
    place > 0 &&
    design.adjusters.some((other) => other !== type && placeOf[other] === place && order.together(other, type) < 0.5);
  if (!chosen) return design;
  const ended = table.rows.map(({ outcome }) => outcome.candidates.length <= place);
  return ended.some(Boolean)
    ? reweighed(
        design,
        design.weights.map((weight, j) => (ended[j] ? 0 : weight)),
      )
    : design;
}

/** The place at which each type always stands first; -1: at none. */
function placesOf({ rows, types }: CaseTable): Int32Array {
  const counts = types.map(() => new Map<number, number>());
  for (const { done } of rows) {
    for (const { type, first } of done) counts[type]!.set(first, (counts[type]!.get(first) ?? 0) + 1);
  }
  return Int32Array.from(counts, (places) => {
    const n = [...places.values()].reduce((sum, times) => sum + times, 0);
    const [place, times] = [...places].reduce((best, each) => (each[1] > best[1] ? each : best), [-1, 0]);
    return times >= ALWAYS_AT_ONE_PLACE * n ? place : -1;
  });
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

/** How far a type, freed from what came before it, leads to each of some later ones. */
function leadsTo(
  later: readonly number[],
  { rows, types }: CaseTable,
  treatment: Float64Array,
  weights: Float64Array,
  information: number,
  n: number,
): Estimate['leads'] {
  if (later.length === 0) return [];
  const products = new Float64Array(types.length);
  const present = new Float64Array(types.length);
  for (const [j, { done }] of rows.entries()) {
    for (const { type, x } of done) {
      products[type]! += weights[j]! * treatment[j]! * x;
      present[type]! += weights[j]! * x;
    }
  }
  const known = Math.max(information, 1e-9);
  return later.map((type) => {
    const share = Math.min(0.99, Math.max(0.01, present[type]! / Math.max(1, n)));
    const by = products[type]! / known;
    return { type, by, z: by / Math.sqrt((share * (1 - share)) / known) };
  });
}

/** The other types worth adjusting for: all that may confound; of many, those that go most with the type or with the value. */
function relevant(shared: Shared, type: number, own: Float64Array): number[] {
  const { design, products, order, noise } = shared;
  const { p, gram, n, columnOf } = design;
  const others = design.adjusters.filter((other) => other !== type && !order.areAlternatives(other, type));
  if (others.length <= MOST_ADJUSTED) return others;
  const ownMean = own[0]! / n;
  const strength = (other: number) => {
    const column = columnOf[other]!;
    const mean = gram[column * p]! / n;
    const deviation = Math.sqrt(Math.max(1e-9, gram[column * p + column]! / n - mean * mean));
    const withType = (own[column]! / n - mean * ownMean) / (deviation * Math.sqrt(ownMean * (1 - ownMean) || 1e-9));
    const withValue = (products[column]! / n - (mean * products[0]!) / n) / (deviation * Math.sqrt(noise));
    return Math.abs(withType) + Math.abs(withValue);
  };
  const strengths = new Map(others.map((other) => [other, strength(other)]));
  return others
    .sort((a, b) => strengths.get(b)! - strengths.get(a)! || a - b)
    .slice(0, MOST_ADJUSTED)
    .sort((a, b) => a - b);
}

function inContexts(
  named: CaseTable['named'],
  freed: Freed,
  weights: Float64Array,
  treatment: Float64Array,
  lot: ReadonlyMap<number, unknown> | undefined,
  { noise, spread, total }: { readonly noise: number; readonly spread: number; readonly total: number },
): EffectInContext[] {
  const found: EffectInContext[] = [];
  for (const { key, values } of named) {
    const counts = new Map<string | number, number>();
    for (let j = 0; j < values.length; j++) {
      const value = values[j]!;
      if (value === null || (lot && !lot.has(j))) continue;
      if (treatment[j]! > 0 && weights[j]! > 0) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    for (const [value, n] of counts) {
      if (n < FEWEST_EACH_WAY) continue;
      const here = posterior(
        sums(freed, weights, (j) => values[j] === value),
        noise,
        PRIOR_DEVIATION_IN_CONTEXT * spread,
        total,
      );
      found.push({
        context: { [key]: value },
        total: here.mean,
        se: here.se,
        lo: here.mean - Z_90 * here.se,
        hi: here.mean + Z_90 * here.se,
        n,
      });
    }
  }
  return found.sort((a, b) => b.n - a.n || (JSON.stringify(a.context) < JSON.stringify(b.context) ? -1 : 1));
}

function strengthNeeded({ y, design: { weights } }: Shared, treatment: Float64Array, effect: number): number {
  let good = 0;
  let n = 0;
  for (let j = 0; j < y.length; j++) {
    const weight = weights[j]! * (1 - treatment[j]!);
    n += weight;
    if (y[j]! > 0) good += weight;
  }
  const without = n > 0 ? good / n : 0.5;
  return eValue(Math.min(1, Math.max(0, without + effect)), without);
}

/** Type → rows in which a lot fell on it, with what was drawn. */
function typesByLot(table: CaseTable) {
  const lots = new Map<number, Map<number, { readonly propensity: number; readonly chosen: boolean }>>();
  for (const [j, row] of table.rows.entries()) {
    for (const { type, propensity, chosen } of row.lots) {
      if (!(propensity > 0 && propensity < 1)) continue;
      const rows = lots.get(type);
      if (rows) rows.set(j, { propensity, chosen });
      else lots.set(type, new Map([[j, { propensity, chosen }]]));
    }
  }
  return lots;
}

/** From estimates to claims: what stands among all, what the placebos say, and through what it works. */
function claims(estimated: ReturnType<typeof estimates>, table: CaseTable): Effect[] {
  if (!estimated) return [];
  const { found, shared } = estimated;
  const stands = standing(
    found.map(({ total, se }) => twoSidedP(total / se)),
    FALSE_AMONG_CLAIMS,
  );
  const byType = new Map(found.map((each) => [each.type, each]));
  const experiments = new Set(
    found
      .filter(({ byLot }) => byLot)
      .map(({ type }) => table.types[type]!)
      .filter((name) => name.startsWith(EXPERIMENT))
      .map((name) => name.slice(EXPERIMENT.length)),
  );
  const effects = found.map((each, i): Effect => {
    const { total, se, direct, directSe, n, contexts } = each;
    const z = total / se;
    const worthAuditing = stands[i]! && !each.byLot && each.standsPlacebo;
    return {
      action_type: table.types[each.type]!,
      total,
      direct,
      se,
      lo: total - Z_90 * se,
      hi: total + Z_90 * se,
      status: claimStatus({
        z,
        passedAmongAll: stands[i]!,
        passedPlacebos: worthAuditing && auditByPropensities(shared.design, shared.y, each) !== 'contradicts',
        byLot: each.byLot,
        underExperiment: experiments.has(table.types[each.type]!),
      }),
      n,
      contexts,
      through:
        Math.abs(total - direct) > Z_90 * Math.hypot(se, directSe)
          ? waysOf(each, byType).map((m) => table.types[m]!)
          : [],
      e_value: each.e_value,
    };
  });
  return effects.sort(
    (a, b) => Math.abs(b.total) / b.se - Math.abs(a.total) / a.se || (a.action_type < b.action_type ? -1 : 1),
  );
}

const DECISION = 'decision:';
const EXPERIMENT = 'decision:experiment:';
/** Later types that a type leads to and that have an effect of their own, by the product of the two. */
function waysOf(estimate: Estimate, byType: ReadonlyMap<number, Estimate>): number[] {
  const ways: { readonly type: number; readonly share: number }[] = [];
  for (const { type, by, z } of estimate.leads) {
    const later = byType.get(type);
    if (!later || Math.abs(z) < LEADS || Math.abs(later.direct) / later.directSe < WORKS) continue;
    const share = by * later.direct;
    if (share * (estimate.total - estimate.direct) > 0) ways.push({ type, share: Math.abs(share) });
  }
  return ways.sort((a, b) => b.share - a.share || a.type - b.type).map(({ type }) => type);
}
