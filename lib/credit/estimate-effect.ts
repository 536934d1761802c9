/**
 * The effect of one type before any claim is made of it: total and direct, in contexts, and what later types it leads to.
 */

import type { CaseTable } from './case-table.ts';
import { amongReached } from './cases-reached.ts';
import { type Design, productsWith } from './design.ts';
import { eValue } from './e-value.ts';
import { type Freed, free, type Shared } from './free-from-columns.ts';
import { standsPlacebo } from './placebo-of-neighbours.ts';
import { type Size, type SizeInContext, sizeOfEffect } from './size-of-effect.ts';

/**
 * Share of the cases with both in which the other type may stand first, from which on it is adjusted for: its upper 95 % bound,
 * for of few cases nobody can tell, and a confounder left out does more harm than a step held fixed.
 */
const ADJUSTED_FROM = 0.35;
/** Other types adjusted for at most, those that go most with the action or with the value. */
const MOST_ADJUSTED = 80;
/** Treated cases of a context, below which it is not told. */
const FEWEST_IN_A_CONTEXT = 5;
/** Correlation from which on a context says nothing but that the type was done. */
const SAME_BUT_FOR_THE_NAME = 0.9;
/** Types that are choices of ours. */
const DECISION = 'decision:';

/** One estimate before any claim is made of it. */
export interface Estimate {
  readonly type: number;
  readonly n: number;
  readonly total: Size;
  readonly direct: Size;
  readonly contexts: readonly SizeInContext[];
  /** Types that stand after it, how far it leads to each, and the z of that. */
  readonly leads: readonly { readonly type: number; readonly by: number; readonly z: number }[];
  readonly standsPlacebo: boolean;
  readonly byLot: boolean;
  readonly treatment: Float64Array;
  readonly adjusted: readonly number[];
  readonly e_value: number | null;
}

/** Rows in which a lot fell on a type, with what was drawn. */
export type LotsOfType = ReadonlyMap<number, { readonly propensity: number; readonly chosen: boolean }>;

/** @param lots where the type is a choice drawn by lot: only those cases count. */
export function estimateEffect(
  type: number,
  shared: Shared & { readonly placeOf: Int32Array },
  measure: 'value' | 'delay',
  lots: LotsOfType | undefined,
): Estimate {
  const { table, order } = shared;
  const design = amongReached(type, shared);
  const { weights } = design;
  const treatment = new Float64Array(table.rows.length);
  for (const [j, { done }] of table.rows.entries()) {
    for (const each of done) if (each.type === type) treatment[j] = each.x;
  }
  const own = productsWith(design, treatment);
  // What our own choices have in common is no reason of theirs: one choice has two names, its kind and its subject.
  const others = relevant(shared, type, own).filter((other) => !lots || !table.types[other]!.startsWith(DECISION));
  const before = others.filter((other) => order.mostBefore(other, type) >= ADJUSTED_FROM);
  const after = others.filter((other) => order.mostBefore(other, type) < ADJUSTED_FROM);
  const contexts = Array.from({ length: design.firstType }, (_, column) => column).filter(
    (column) => !isAnotherName(column, own, design),
  );
  const columnsOf = (list: readonly number[]) => [...contexts, ...list.map((other) => design.columnOf[other]!)];

  const here = design === shared.design ? shared : { ...shared, design, products: productsWith(design, shared.y) };
  let freed = free(here, treatment, own, columnsOf(before));
  let withLater = after.length === 0 ? freed : free(here, treatment, own, columnsOf(others));
  if (lots) {
    // The lot is known: what is left of the treatment is what the lot did, whatever the model says.
    const drawn = treatment.map((_, j) => {
      const lot = lots.get(j);
      return lot ? Number(lot.chosen) - lot.propensity : 0;
    });
    const byLot = (of: Freed): Freed => ({ ...of, treatment: drawn });
    [freed, withLater] = withLater === freed ? [byLot(freed), byLot(freed)] : [byLot(freed), byLot(withLater)];
  }
  const counting = lots ? weights.map((weight, j) => (lots.has(j) ? weight : 0)) : weights;
  const sized = sizeOfEffect(shared, freed, withLater, counting);
  return {
    type,
    n: table.counts[type]!,
    total: sized.total,
    direct: sized.direct,
    contexts: sized.inContext(table.named, treatment).filter(({ n }) => n >= FEWEST_IN_A_CONTEXT),
    leads: leadsTo(after, table, freed.treatment, sized.weights, sized.information, design.n),
    standsPlacebo: standsPlacebo(shared.neighbourhood, freed.treatment, weights, sized.total.mean),
    byLot: lots !== undefined,
    treatment,
    adjusted: columnsOf(before),
    e_value: measure === 'delay' ? null : strengthNeeded(shared, treatment, sized.total.mean),
  };
}

/** Whether a context is the type under another name: the page on which alone it can be done, say. Held fixed, nothing would be left. */
function isAnotherName(column: number, own: Float64Array, { gram, p, n }: Design): boolean {
  if (column === 0) return false;
  const [mean, ownMean] = [gram[column * p]! / n, own[0]! / n];
  const variance = (gram[column * p + column]! / n - mean ** 2) * ownMean * (1 - ownMean);
  return variance > 1e-12 && Math.abs(own[column]! / n - mean * ownMean) / Math.sqrt(variance) > SAME_BUT_FOR_THE_NAME;
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
