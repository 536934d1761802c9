/** How well effects are told from none, and how honest their ranges are. */
import type { Attribution } from '../../lib/credit/baselines/attribution.ts';
import { isClaimed, isSaid, type SaidEffect, sureness } from './ask-the-product.ts';

/** A smaller effect counts as none: nobody would change a habit for it. */
const NO_EFFECT = 0.01;
/** Two-sided 95 %. */
const Z_95 = 1.96;

export function isNull(truth: number): boolean {
  return Math.abs(truth) <= NO_EFFECT;
}

/**
 * Chance that a type with an effect is above one without (area under the ROC curve); ties count half. A type without a score
 * has 0. NaN where there are only types of one sort.
 */
export function areaUnderCurve(truth: ReadonlyMap<string, number>, scoreOf: (type: string) => number): number {
  const real: number[] = [];
  const none: number[] = [];
  for (const [type, effect] of truth) (isNull(effect) ? none : real).push(scoreOf(type));
  let above = 0;
  for (const r of real) for (const n of none) above += r > n ? 1 : r === n ? 0.5 : 0;
  return above / (real.length * none.length);
}

/** Share of the first k types by |score| that have an effect, k being how many have one. */
function precision(truth: ReadonlyMap<string, number>, scoreOf: (type: string) => number): number {
  const k = [...truth.values()].filter((effect) => !isNull(effect)).length;
  const first = [...truth].sort(([a], [b]) => scoreOf(b) - scoreOf(a) || (a < b ? -1 : 1)).slice(0, k);
  return first.filter(([, effect]) => !isNull(effect)).length / k;
}

/** Share of the types with an effect whose sign is right. */
function signRight(truth: ReadonlyMap<string, number>, signed: (type: string) => number): number {
  const real = [...truth].filter(([, effect]) => !isNull(effect));
  return real.filter(([type, effect]) => Math.sign(signed(type)) === Math.sign(effect)).length / real.length;
}

/**
 * Figures of the product's effects. Counts end in what they count, and are summed over seeds before they are divided.
 * @param truth total effects of the types that occur; types that are not in it are left out of every figure.
 */
export function scoreEffects(
  effects: readonly SaidEffect[],
  truth: ReadonlyMap<string, number>,
): Readonly<Record<string, number>> {
  const known = effects.filter(({ action_type }) => truth.has(action_type));
  const z = new Map(known.map((each) => [each.action_type, sureness(each)]));
  const place = new Map(known.map(({ action_type }, i) => [action_type, known.length - i]));
  const said = new Map(known.map(({ action_type, total }) => [action_type, total]));
  const scoreOf = (type: string) => z.get(type) ?? 0;
  const nulls = known.filter(({ action_type }) => isNull(truth.get(action_type)!));
  const real = known.filter(({ action_type }) => !isNull(truth.get(action_type)!));
  const count = <T>(list: readonly T[], is: (one: T) => boolean) => list.filter(is).length;
  return {
    auc: areaUnderCurve(truth, scoreOf),
    auc_of_place: areaUnderCurve(truth, (type) => place.get(type) ?? 0),
    precision: precision(truth, scoreOf),
    sign_right: signRight(truth, (type) => said.get(type) ?? 0),
    listed: known.length,
    covered: count(known, ({ action_type, lo, hi }) => lo <= truth.get(action_type)! && truth.get(action_type)! <= hi),
    real: real.length,
    real_covered: count(
      real,
      ({ action_type, lo, hi }) => lo <= truth.get(action_type)! && truth.get(action_type)! <= hi,
    ),
    real_said: count(real, isSaid),
    real_claimed: count(real, isClaimed),
    nulls: nulls.length,
    nulls_beyond: count(nulls, (each) => sureness(each) > Z_95),
    nulls_said: count(nulls, isSaid),
    nulls_claimed: count(nulls, isClaimed),
    rmse: Math.sqrt(
      known.reduce((sum, { action_type, total }) => sum + (total - truth.get(action_type)!) ** 2, 0) / known.length,
    ),
  };
}

/** The same of a baseline, as far as it has any: it gives no ranges and claims nothing. */
export function scoreBaseline(
  { byType }: Attribution,
  truth: ReadonlyMap<string, number>,
): Readonly<Record<string, number>> {
  const scoreOf = (type: string) => Math.abs(byType.get(type) ?? 0);
  return {
    auc: areaUnderCurve(truth, scoreOf),
    precision: precision(truth, scoreOf),
    sign_right: signRight(truth, (type) => byType.get(type) ?? 0),
  };
}
