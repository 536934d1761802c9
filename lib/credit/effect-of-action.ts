import type { ClaimStatus } from '../engine/api.ts';
import type { Context } from '../records/record.ts';
import type { Sparse } from './additive-model.ts';
import { claimStatus, Z_90 } from './claim-status.ts';
import { actionFeature, deviationFeature, OutcomeModel } from './outcome-model.ts';

/** Fewer outcomes with or without an action than this say nothing of its effect. */
const FEWEST_EACH_WAY = 5;

export interface Effect {
  readonly action_type: string;
  /** Mean change in value between doing and not doing it, over the logged contexts. */
  readonly total: number;
  readonly direct: number;
  readonly se: number;
  readonly lo: number;
  readonly hi: number;
  readonly status: ClaimStatus;
  /** Outcomes it was a candidate of. */
  readonly n: number;
  readonly contexts: readonly {
    readonly context: Context;
    readonly total: number;
    readonly se: number;
    readonly lo: number;
    readonly hi: number;
    readonly n: number;
  }[];
}

/**
 * Effects of all action types on one outcome type that were a candidate of at least 5 outcomes and absent from at least
 * 5, by |total|/se. `total` is the average marginal effect of the additive model; `direct` is the same here: telling
 * them apart needs the order of the actions.
 */
export function effectsOf(outcomes: OutcomeModel): Effect[] {
  const effects: Effect[] = [];
  for (const [type, { n, contexts }] of outcomes.counts) {
    if (n < FEWEST_EACH_WAY || outcomes.n - n < FEWEST_EACH_WAY) continue;
    const main = outcomes.indexOf(actionFeature(type));
    if (main === null) continue;
    const places = [...contexts.values()];
    const total = combination(
      outcomes,
      type,
      main,
      places.map(({ key, value, n: times }) => ({ key, value, share: times / n })),
    );
    effects.push({
      action_type: type,
      total: total.mean,
      direct: total.mean,
      se: total.se,
      lo: total.mean - Z_90 * total.se,
      hi: total.mean + Z_90 * total.se,
      status: claimStatus(total.mean, total.se),
      n,
      contexts: places
        .filter((place) => place.n >= FEWEST_EACH_WAY)
        .map((place) => {
          const here = combination(outcomes, type, main, [{ ...place, share: 1 }]);
          return {
            context: { [place.key]: place.value },
            total: here.mean,
            se: here.se,
            lo: here.mean - Z_90 * here.se,
            hi: here.mean + Z_90 * here.se,
            n: place.n,
          };
        })
        .sort((a, b) => b.n - a.n),
    });
  }
  return effects.sort(
    (a, b) => Math.abs(b.total) / b.se - Math.abs(a.total) / a.se || (a.action_type < b.action_type ? -1 : 1),
  );
}

/** The effect of a type on the logarithm of the time to the outcome, from the rows that are kept. */
export function delayEffectsOf(outcomes: OutcomeModel): Effect[] {
  const delays = new OutcomeModel();
  for (const row of outcomes.rows) if (row.lnDelay !== null) delays.learn({ ...row, y: row.lnDelay });
  return effectsOf(delays);
}

/** Mean and deviation of w_main + Σ share · w_deviation. */
function combination(
  outcomes: OutcomeModel,
  type: string,
  main: number,
  places: readonly { readonly key: string; readonly value: string | number; readonly share: number }[],
): { readonly mean: number; readonly se: number } {
  const at = [main];
  const x = [1];
  for (const { key, value, share } of places) {
    const deviation = outcomes.indexOf(deviationFeature(type, key, value));
    if (deviation === null) continue;
    at.push(deviation);
    x.push(share);
  }
  const v: Sparse = { at, x };
  return { mean: outcomes.model.predict(v), se: outcomes.model.deviationOf(v) };
}
