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
import type { CaseTable } from './case-table.ts';
import { placesOf } from './cases-reached.ts';
import { claimStatus, Z_90 } from './claim-status.ts';
import { designOf } from './design.ts';
import { type Estimate, estimateEffect, type LotsOfType } from './estimate-effect.ts';
import { type Shared, shareOf } from './free-from-columns.ts';
import { weightsByKnown } from './known-by-now.ts';
import type { Size } from './size-of-effect.ts';

/** Fewer outcomes with or without an action than this say nothing of its effect. */
const FEWEST_EACH_WAY = 5;
/** Expected share of false ones among the claims that are made. */
const FALSE_AMONG_CLAIMS = 0.1;
/** Standard errors that the first step must lead to the second, and the second to the outcome, to be named as the way. */
const LEADS = 3;
const WORKS = 1.96;
/** Prefix of the type under which an experiment on another type is drawn. */
const EXPERIMENT = 'decision:experiment:';

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
  const design = designOf(table, weights, FEWEST_EACH_WAY);
  const { types, counts, rows } = table;
  const targets = types
    .map((_, type) => type)
    .filter((type) => counts[type]! >= FEWEST_EACH_WAY && rows.length - counts[type]! >= FEWEST_EACH_WAY);
  if (targets.length === 0 || design.n < 1) return [];
  const shared = { ...shareOf(table, design, y), placeOf: placesOf(table) };
  const lots = lotsByType(table);
  return claimsOf(
    targets.map((type) => estimateEffect(type, shared, measure, lots.get(type))),
    shared,
  );
}

/** Type → rows in which a lot fell on it, with what was drawn. */
function lotsByType(table: CaseTable): ReadonlyMap<number, LotsOfType> {
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
function claimsOf(found: readonly Estimate[], { table, design, y }: Shared): Effect[] {
  const nameOf = ({ type }: { readonly type: number }) => table.types[type]!;
  const stands = standing(
    found.map(({ total }) => twoSidedP(total.mean / total.se)),
    FALSE_AMONG_CLAIMS,
  );
  const byType = new Map(found.map((each) => [each.type, each]));
  const experiments = new Set(
    found
      .filter((each) => each.byLot && nameOf(each).startsWith(EXPERIMENT))
      .map((each) => nameOf(each).slice(EXPERIMENT.length)),
  );
  const effects = found.map((each, i): Effect => {
    const { total, direct, n } = each;
    const worthAuditing = stands[i]! && !each.byLot && each.standsPlacebo;
    const differ = Math.abs(total.mean - direct.mean) > Z_90 * Math.hypot(total.se, direct.se);
    return {
      action_type: nameOf(each),
      total: total.mean,
      direct: direct.mean,
      ...rangeOf(total),
      status: claimStatus({
        z: total.mean / total.se,
        passedAmongAll: stands[i]!,
        passedPlacebos: worthAuditing && auditByPropensities(design, y, each) !== 'contradicts',
        byLot: each.byLot,
        underExperiment: experiments.has(nameOf(each)),
      }),
      n,
      contexts: each.contexts
        .map(({ key, value, size, n: times }) => ({
          context: { [key]: value },
          total: size.mean,
          ...rangeOf(size),
          n: times,
        }))
        .sort((a, b) => b.n - a.n || (JSON.stringify(a.context) < JSON.stringify(b.context) ? -1 : 1)),
      through: differ ? waysOf(each, byType).map((type) => table.types[type]!) : [],
      e_value: each.e_value,
    };
  });
  return effects.sort(
    (a, b) => Math.abs(b.total) / b.se - Math.abs(a.total) / a.se || (a.action_type < b.action_type ? -1 : 1),
  );
}

function rangeOf({ mean, se }: Size): { readonly se: number; readonly lo: number; readonly hi: number } {
  return { se, lo: mean - Z_90 * se, hi: mean + Z_90 * se };
}

/** Later types that a type leads to and that have an effect of their own, by the product of the two. */
function waysOf(estimate: Estimate, byType: ReadonlyMap<number, Estimate>): number[] {
  const ways: { readonly type: number; readonly share: number }[] = [];
  for (const { type, by, z } of estimate.leads) {
    const later = byType.get(type);
    if (!later || Math.abs(z) < LEADS || Math.abs(later.direct.mean) / later.direct.se < WORKS) continue;
    const share = by * later.direct.mean;
    if (share * (estimate.total.mean - estimate.direct.mean) > 0) ways.push({ type, share: Math.abs(share) });
  }
  return ways.sort((a, b) => b.share - a.share || a.type - b.type).map(({ type }) => type);
}
