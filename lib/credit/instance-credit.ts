/**
 * Credit of the single actions behind one outcome (science 1.5 L3): leave-one-out under the additive model, which for a
 * linear model is the share of each candidate in the prediction. The outcome itself is left out of the model it is explained
 * by: else the first outcome ever would explain itself. Return-equivalent: baseline + Σ credits + rest +
 * unexplained = value, and what the model cannot explain stays unexplained.
 */
import type { ClaimStatus } from '../engine/api.ts';
import type { Candidate } from '../linking/threads.ts';
import type { Posterior, Sparse } from './additive-model.ts';
import { choleskyOf } from './cholesky.ts';
import { claimStatus, Z_90 } from './claim-status.ts';
import { normalFrom } from './normal-draws.ts';
import type { OutcomeModel, OutcomeRow } from './outcome-model.ts';

const DRAWS = 64;

export interface ActionCredit {
  readonly action: string;
  /** In units of the outcome's value; may be negative. */
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
  /** Probability that it contributed most, in absolute terms. */
  readonly p_top: number;
  readonly status: ClaimStatus;
}

export interface OutcomeCredit {
  readonly credits: readonly ActionCredit[];
  readonly rest: number;
  readonly baseline: number;
  readonly unexplained: number;
  readonly value: number;
}

/**
 * Credit of all candidates of an outcome, by |mean|; those beyond the first `k` are summed in `rest`.
 * @param random uniform in [0, 1), seeded: the same log gives the same draws.
 */
export function creditOf(
  row: OutcomeRow,
  candidates: readonly Candidate[],
  outcomes: OutcomeModel,
  k: number,
  random: () => number,
): OutcomeCredit {
  // A row that was not learnt has nothing to take back.
  const model =
    row.noise === undefined ? outcomes.model : outcomes.model.without(outcomes.features(row), row.y, row.noise);
  const nothing = outcomes.features({ actions: [], context: row.context });
  const baseline = model.predict(nothing);

  // Each type's part of φ and of the prediction; actions of one type share it by their link probability.
  const parts = row.actions.map(([type, x]) =>
    difference(outcomes.features({ actions: [[type, x]], context: row.context }), nothing),
  );
  const means = parts.map((part) => model.predict(part));
  const draws = drawParts(parts, means, model, random);
  const linkOf = new Map<string, number>();
  for (const { done, link } of candidates)
    for (const type of done.types) linkOf.set(type, (linkOf.get(type) ?? 0) + link);

  const all = candidates.map(({ done, link }) => {
    const shares = row.actions.flatMap(([type], i) =>
      done.types.includes(type) ? [{ i, share: link / linkOf.get(type)! }] : [],
    );
    const v = sum(shares.map(({ i, share }) => scaled(parts[i]!, share)));
    const mean = shares.reduce((total, { i, share }) => total + share * means[i]!, 0);
    return { action: done.id, mean, se: model.deviationOf(v), shares };
  });

  const top = new Array<number>(all.length).fill(0);
  for (const draw of draws) {
    let best = -1;
    let most = -1;
    all.forEach(({ shares }, a) => {
      const size = Math.abs(shares.reduce((total, { i, share }) => total + share * draw[i]!, 0));
      if (size > most) {
        most = size;
        best = a;
      }
    });
    if (best >= 0) top[best]!++;
  }

  const credits = all
    .map(({ action, mean, se }, a) => ({
      action,
      mean,
      lo: mean - Z_90 * se,
      hi: mean + Z_90 * se,
      p_top: draws.length === 0 ? 0 : top[a]! / draws.length,
      status: claimStatus(mean, se),
    }))
    .sort((a, b) => Math.abs(b.mean) - Math.abs(a.mean) || (a.action < b.action ? -1 : 1));
  const shown = credits.slice(0, k);
  const rest = credits.slice(k).reduce((total, { mean }) => total + mean, 0);
  const explained = shown.reduce((total, { mean }) => total + mean, 0);
  return { credits: shown, rest, baseline, unexplained: row.y - baseline - explained - rest, value: row.y };
}

/** Draws of all parts at once from the posterior of the weights they touch. */
function drawParts(
  parts: readonly Sparse[],
  means: readonly number[],
  model: Posterior,
  random: () => number,
): number[][] {
  if (parts.length === 0) return [];
  const covariance = parts.map((a) => parts.map((b) => bilinear(a, b, model)));
  const root = choleskyOf(covariance);
  const normal = normalFrom(random);
  return Array.from({ length: DRAWS }, () => {
    const z = parts.map(() => normal());
    return means.map((mean, i) => mean + root[i]!.reduce((total, l, j) => total + l * z[j]!, 0));
  });
}

function bilinear(a: Sparse, b: Sparse, model: Posterior): number {
  let total = 0;
  for (let i = 0; i < a.at.length; i++) {
    for (let j = 0; j < b.at.length; j++) total += a.x[i]! * b.x[j]! * model.covariance(a.at[i]!, b.at[j]!);
  }
  return total;
}

function difference(a: Sparse, b: Sparse): Sparse {
  return sum([a, scaled(b, -1)]);
}

function scaled(v: Sparse, by: number): Sparse {
  return { at: v.at, x: v.x.map((value) => value * by) };
}

function sum(vectors: readonly Sparse[]): Sparse {
  const values = new Map<number, number>();
  for (const { at, x } of vectors) {
    for (const [k, i] of at.entries()) values.set(i, (values.get(i) ?? 0) + x[k]!);
  }
  const at = [...values.keys()].filter((i) => values.get(i) !== 0).sort((a, b) => a - b);
  return { at, x: at.map((i) => values.get(i)!) };
}
