/**
 * A Bayesian generalised linear model with a Gaussian posterior over its weights: of a value (identity link) or of a chance
 * (logit link). Learnt one outcome at a time by a rank-1 step, exact for values, the extended Kalman filter for chances (Fahrmeir
 * 1992); science 1.5 L1:
 *
 *     k = Pφ / (1/v + φᵀPφ);  w += k (y − ŷ)/v̂;  P −= k φᵀP
 *
 * with v the information of one outcome: 1/noise for a value, p(1 − p) for a chance. φ is sparse.
 */

/** A sparse vector: indexes in `at`, values in `x`. */
export interface Sparse {
  readonly at: ArrayLike<number>;
  readonly x: ArrayLike<number>;
}

export type Link = 'identity' | 'logit';

/** Information below which a chance is so sure that an outcome teaches nothing more; keeps the step finite. */
const LEAST_INFORMATION = 1e-6;
/** Most of an outcome's own share that is taken out again; at 1 nothing else would be known. */
const LARGEST_OWN_SHARE = 1 - 1e-6;

export interface GlmSnapshot {
  readonly link: Link;
  readonly noise: number;
  readonly w: Float64Array;
  /** Lower triangle of P, row by row. */
  readonly p: Float64Array;
}

export class BayesianGlm {
  readonly link: Link;
  readonly d: number;
  readonly w: Float64Array;
  /** Posterior covariance, row-major, symmetric. */
  readonly p: Float64Array;
  /** Residual variance of a value; 1 for a chance. */
  readonly noise: number;

  constructor(link: Link, w: Float64Array, p: Float64Array, noise = 1) {
    this.link = link;
    this.d = w.length;
    this.w = w;
    this.p = p;
    this.noise = noise;
  }

  /** φᵀw. */
  linear(phi: Sparse): number {
    let sum = 0;
    for (let k = 0; k < phi.at.length; k++) sum += phi.x[k]! * this.w[phi.at[k]!]!;
    return sum;
  }

  /** Expected value, or chance, of an outcome with these features. */
  predict(phi: Sparse): number {
    return this.inverseLink(this.linear(phi));
  }

  inverseLink(eta: number): number {
    return this.link === 'logit' ? sigmoid(eta) : eta;
  }

  /** Variance of φᵀw. */
  varianceOf(phi: Sparse): number {
    return Math.max(0, dot(phi, this.#times(phi)));
  }

  covariance(i: number, j: number): number {
    return this.p[i * this.d + j]!;
  }

  /** Learns one outcome. @param y its value, or 0 to 1 for a chance. @param confidence in (0, 1]. */
  update(phi: Sparse, y: number, confidence = 1): void {
    const { d, p, w } = this;
    const gone = this.#times(phi);
    const { information, error } = this.#about(phi, y, confidence);
    const scale = information / (1 + information * Math.max(0, dot(phi, gone)));
    for (let i = 0; i < d; i++) {
      const gain = gone[i]! * scale;
      if (gain === 0) continue;
      w[i]! += (gain * error) / information;
      const row = i * d;
      // Both halves at once, so that rounding cannot make them differ: only one half is saved.
      for (let j = 0; j <= i; j++) {
        const left = p[row + j]! - gain * gone[j]!;
        p[row + j] = left;
        p[j * d + i] = left;
      }
    }
  }

  /** Information of one outcome at the present weights, and its score (information × error on the linear scale). */
  #about(phi: Sparse, y: number, confidence: number): { readonly information: number; readonly error: number } {
    const eta = this.linear(phi);
    if (this.link === 'identity') {
      const information = confidence / this.noise;
      return { information, error: (y - eta) * information };
    }
    const chance = sigmoid(eta);
    const information = Math.max(LEAST_INFORMATION, chance * (1 - chance)) * confidence;
    return { information, error: (y - chance) * confidence };
  }

  /**
   * Weights and covariances among some features, as they would be had one learnt outcome never come (the rank-1 step taken
   * back). The model itself is not changed.
   * @param learnt the outcome to leave out; null: none. @param columns features asked about.
   */
  among(
    columns: ArrayLike<number>,
    learnt: { readonly phi: Sparse; readonly y: number; readonly confidence: number } | null,
  ) {
    const n = columns.length;
    const w = new Float64Array(n);
    const p = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      w[i] = this.w[columns[i]!]!;
      for (let j = 0; j < n; j++) p[i * n + j] = this.covariance(columns[i]!, columns[j]!);
    }
    if (learnt) {
      const gone = this.#times(learnt.phi);
      const { information, error } = this.#about(learnt.phi, learnt.y, learnt.confidence);
      const own = Math.min(Math.max(0, dot(learnt.phi, gone)) * information, LARGEST_OWN_SHARE);
      const scale = 1 / (1 - own);
      for (let i = 0; i < n; i++) {
        const gain = gone[columns[i]!]!;
        w[i]! -= gain * error * scale;
        for (let j = 0; j < n; j++) p[i * n + j]! += gain * gone[columns[j]!]! * information * scale;
      }
    }
    return { w, p };
  }

  #times(v: Sparse): Float64Array {
    const { d, p } = this;
    const out = new Float64Array(d);
    for (let k = 0; k < v.at.length; k++) {
      const x = v.x[k]!;
      if (x === 0) continue;
      // P is symmetric: the row is the column, and lies in one piece.
      const row = v.at[k]! * d;
      for (let i = 0; i < d; i++) out[i]! += x * p[row + i]!;
    }
    return out;
  }

  save(): GlmSnapshot {
    const { d } = this;
    const p = new Float64Array((d * (d + 1)) / 2);
    for (let i = 0, k = 0; i < d; i++) for (let j = 0; j <= i; j++) p[k++] = this.p[i * d + j]!;
    return { link: this.link, noise: this.noise, w: this.w.slice(), p };
  }

  static load({ link, noise, w, p: half }: GlmSnapshot): BayesianGlm {
    const d = w.length;
    const p = new Float64Array(d * d);
    for (let i = 0, k = 0; i < d; i++) {
      for (let j = 0; j <= i; j++, k++) {
        p[i * d + j] = half[k]!;
        p[j * d + i] = half[k]!;
      }
    }
    return new BayesianGlm(link, w.slice(), p, noise);
  }
}

export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

function dot(v: Sparse, dense: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < v.at.length; k++) sum += v.x[k]! * dense[v.at[k]!]!;
  return sum;
}
