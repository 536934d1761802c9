/**
 * Fits a generalised linear model whose types and interactions are mostly of no effect: a mixture of a narrow and a wide normal
 * prior (spike and slab; George and McCulloch 1993), its proportions learnt from the data by expectation maximisation (after
 * Ročková and George 2014), and the weights by Newton's method under it. Against one ridge for all, what does nothing is
 * held closer to zero and what does something is held less.
 */
import { BayesianGlm, type Link, type Sparse, sigmoid } from './bayesian-glm.ts';
import { factorOf, inverseFactored, solveFactored } from './symmetric-solve.ts';

/** What a feature is; decides its prior. */
export type FeatureKind = 'one' | 'context' | 'type' | 'interaction';

/** Prior deviations on the logit scale; for values they are in units of twice their spread. */
const INTERCEPT_DEVIATION = 5;
const CONTEXT_DEVIATION = [0.05, 0.5, 3] as const;
const SPIKE = 0.2;
const SLAB: Readonly<Record<'type' | 'interaction', readonly [number, number, number]>> = {
  type: [0.4, 1, 4],
  interaction: [0.5, 1, 4],
};
/** Share of features with an effect before anything is known, and how many features that guess is worth. */
const FIRST_SHARE: Readonly<Record<'type' | 'interaction', number>> = { type: 0.3, interaction: 0.5 };
const WORTH_OF_FIRST_SHARE = 6;
const ROUNDS = 4;
/** Above so many features a round costs tens of milliseconds: fewer must do. */
const MANY_FEATURES = 200;
const NEWTON_STEPS = 4;
/** A round is done when no weight moves further than this; priors move more from round to round. */
const SMALLEST_STEP = 0.02;
/** Chances nearer to 0 or 1 carry no information worth a division. */
const LEAST_INFORMATION = 1e-4;

export interface FitInput {
  readonly link: Link;
  readonly kinds: readonly FeatureKind[];
  readonly rows: readonly Sparse[];
  /** Values; 0 to 1 for a chance. */
  readonly y: Float64Array;
  readonly weights: Float64Array;
  /** Weights to begin from, of the first features; what is left out begins at 0. */
  readonly from?: Float64Array;
}

/** Fits in steps: yields between them, so that whoever runs it can let others work. */
export function* fitSparseGlm({ link, kinds, rows, y, weights, from }: FitInput): Generator<void, BayesianGlm> {
  const d = kinds.length;
  const w = new Float64Array(d);
  let n = 0;
  let mean = 0;
  for (let j = 0; j < y.length; j++) {
    n += weights[j]!;
    mean += weights[j]! * y[j]!;
  }
  mean = n > 0 ? mean / n : 0.5;
  let spread = 0;
  for (let j = 0; j < y.length; j++) spread += weights[j]! * (y[j]! - mean) ** 2;
  spread = Math.sqrt((spread + 0.02) / (n + 1));
  const unit = link === 'logit' ? 1 : spread / 2;
  let noise = link === 'logit' ? 1 : spread * spread;
  const rest = Math.min(0.98, Math.max(0.02, mean));
  w[0] = link === 'logit' ? Math.log(rest / (1 - rest)) : mean;

  if (from) w.set(from);

  const precision = new Float64Array(d);
  kinds.forEach((kind, i) => {
    const deviation =
      kind === 'one' ? INTERCEPT_DEVIATION : kind === 'context' ? CONTEXT_DEVIATION[1] : SLAB[kind][1] * 0.5;
    precision[i] = 1 / (deviation * unit) ** 2;
  });
  const share = { ...FIRST_SHARE };
  const slab = { type: SLAB.type[1], interaction: SLAB.interaction[1] };

  // Filled anew at every step: a refit must not leave hundreds of matrices behind for the collector.
  const [hessian, factor, gradient] = [new Float64Array(d * d), new Float64Array(d * d), new Float64Array(d)];
  let covariance: Float64Array = new Float64Array(0);
  const rounds = d > MANY_FEATURES ? ROUNDS - 1 : ROUNDS;
  for (let round = 0; round < rounds; round++) {
    for (let step = 0; step < NEWTON_STEPS; step++) {
      derivatives(link, rows, y, weights, w, noise, { hessian, gradient });
      for (let i = 0; i < d; i++) {
        hessian[i * d + i]! += precision[i]!;
        gradient[i]! -= precision[i]! * w[i]!;
      }
      factorOf(hessian, d, factor);
      const move = solveFactored(factor, d, gradient);
      let largest = 0;
      for (const each of move) largest = Math.max(largest, Math.abs(each));
      // A full step may overshoot where chances are near 0 or 1.
      const damp = link === 'logit' && largest > 2 ? 2 / largest : 1;
      for (let i = 0; i < d; i++) w[i]! += damp * move[i]!;
      yield;
      if (largest < SMALLEST_STEP * Math.max(1, unit) || link === 'identity') break;
    }
    covariance = inverseFactored(factor, d);
    yield;
    if (link === 'identity') {
      let squares = 0;
      let used = 0;
      for (const [j, phi] of rows.entries()) squares += weights[j]! * (y[j]! - linear(phi, w)) ** 2;
      for (let i = 0; i < d; i++) used += 1 - precision[i]! * covariance[i * d + i]!;
      noise = Math.max((squares + 4 * spread ** 2 * 0.1) / Math.max(1, n - used + 0.4), 1e-4 * spread ** 2);
    }
    if (round === rounds - 1) break;
    learnPriors();
  }
  return new BayesianGlm(link, w, covariance, noise);

  function learnPriors(): void {
    let contexts = 0;
    let square = 0;
    for (let i = 0; i < d; i++) {
      if (kinds[i] !== 'context') continue;
      contexts++;
      square += w[i]! ** 2 + covariance[i * d + i]!;
    }
    const [least, first, most] = CONTEXT_DEVIATION;
    const deviation = Math.sqrt((square / unit ** 2 + 2 * first ** 2) / (contexts + 2));
    const context = 1 / (Math.min(most, Math.max(least, deviation)) * unit) ** 2;
    for (const kind of ['type', 'interaction'] as const) {
      let sum = 0;
      let slabSquares = 0;
      let all = 0;
      for (let i = 0; i < d; i++) {
        if (kinds[i] !== kind) continue;
        all++;
        // What the data alone say of this weight: the posterior with its prior divided out.
        const likelihood = Math.max(1e-9, 1 / covariance[i * d + i]! - precision[i]!);
        const estimate = w[i]! / covariance[i * d + i]! / likelihood / unit;
        const variance = 1 / likelihood / unit ** 2;
        const belongs = chanceOfSlab(estimate, variance, slab[kind], share[kind]);
        precision[i] = (belongs / slab[kind] ** 2 + (1 - belongs) / SPIKE ** 2) / unit ** 2;
        sum += belongs;
        slabSquares += belongs * ((w[i]! ** 2 + covariance[i * d + i]!) / unit ** 2);
      }
      if (all === 0) continue;
      share[kind] = (sum + WORTH_OF_FIRST_SHARE * FIRST_SHARE[kind]) / (all + WORTH_OF_FIRST_SHARE);
      const [smallest, usual, largest] = SLAB[kind];
      slab[kind] = Math.min(largest, Math.max(smallest, Math.sqrt((slabSquares + 2 * usual ** 2) / (sum + 2))));
    }
    for (let i = 0; i < d; i++) if (kinds[i] === 'context') precision[i] = context;
  }
}

function chanceOfSlab(estimate: number, variance: number, slab: number, share: number): number {
  const wide = variance + slab * slab;
  const narrow = variance + SPIKE * SPIKE;
  const odds =
    Math.log(share / (1 - share)) + 0.5 * Math.log(narrow / wide) + 0.5 * estimate * estimate * (1 / narrow - 1 / wide);
  return sigmoid(odds);
}

function linear(phi: Sparse, w: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < phi.at.length; k++) sum += phi.x[k]! * w[phi.at[k]!]!;
  return sum;
}

function derivatives(
  link: Link,
  rows: readonly Sparse[],
  y: Float64Array,
  weights: Float64Array,
  w: Float64Array,
  noise: number,
  { hessian, gradient }: { readonly hessian: Float64Array; readonly gradient: Float64Array },
): void {
  const d = w.length;
  hessian.fill(0);
  gradient.fill(0);
  for (const [j, { at, x }] of rows.entries()) {
    const weight = weights[j]!;
    if (weight === 0) continue;
    const eta = linear(rows[j]!, w);
    const predicted = link === 'logit' ? sigmoid(eta) : eta;
    const information =
      link === 'logit' ? Math.max(LEAST_INFORMATION, predicted * (1 - predicted)) * weight : weight / noise;
    const score = link === 'logit' ? (y[j]! - predicted) * weight : ((y[j]! - predicted) * weight) / noise;
    for (let a = 0; a < at.length; a++) {
      gradient[at[a]!]! += score * x[a]!;
      const row = at[a]! * d;
      const value = information * x[a]!;
      // Features of a row are in rising order: this fills the lower triangle, which is all the factor reads.
      for (let b = 0; b <= a; b++) hessian[row + at[b]!]! += value * x[b]!;
    }
  }
}
