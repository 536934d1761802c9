/**
 * A Bayesian linear model with a Gaussian prior, updated one outcome at a time by recursive least squares (science 1.5 L1).
 *
 *     k = Pφ / (ν/c + φᵀPφ);  e = y − φᵀw;  w += k e;  P −= k φᵀP;   P₀ = diag(1/λ)
 *
 * ν is the running residual variance, c the confidence of the outcome. Features are added as they are met: a new one enters at
 * its prior, which is exact, since it was 0 in all that came before. φ is sparse, so Pφ costs d times the entries of φ.
 */

/** Residual variance before any outcome is known, and how many outcomes that guess is worth. */
const FIRST_VARIANCE = 0.25;
const WORTH_OF_FIRST_VARIANCE = 8;

/** A sparse vector: indexes in `at`, values in `x`. */
export interface Sparse {
  readonly at: readonly number[];
  readonly x: readonly number[];
}

/** What is believed of the weights at one state of knowledge. */
export type Posterior = Pick<AdditiveModel, 'predict' | 'covariance' | 'deviationOf'>;

/** Most of an outcome's own share in its prediction that is taken out again; at 1 nothing else would be known. */
const LARGEST_OWN_SHARE = 1 - 1e-9;

export interface ModelSnapshot {
  readonly d: number;
  readonly n: number;
  readonly squares: number;
  readonly w: Float64Array;
  /** Prior precision of each weight. */
  readonly precisions: Float64Array;
  /** Lower triangle of P, row by row. */
  readonly p: Float64Array;
}

export class AdditiveModel {
  #d = 0;
  #n = 0;
  #squares = 0;
  #room = 16;
  #w = new Float64Array(16);
  readonly #precisions: number[] = [];
  /** Posterior covariance of the weights, row-major with `#room` columns; only the first `#d` rows and columns count. */
  #p = new Float64Array(16 * 16);

  get dimensions(): number {
    return this.#d;
  }

  /** Outcomes learnt from. */
  get n(): number {
    return this.#n;
  }

  /**
   * Running variance of what the model does not explain: the squared residuals over the outcomes that are left after the
   * γ = Σ(1 − λᵢPᵢᵢ) that the weights have used up (MacKay 1992, Bayesian interpolation, eq. 4.9).
   */
  get residualVariance(): number {
    let used = 0;
    for (let i = 0; i < this.#d; i++) used += Math.max(0, 1 - this.#precisions[i]! * this.#p[i * this.#room + i]!);
    return (
      (FIRST_VARIANCE * WORTH_OF_FIRST_VARIANCE + this.#squares) /
      (WORTH_OF_FIRST_VARIANCE + Math.max(0, this.#n - used))
    );
  }

  /** Adds a feature with weight 0 ± 1/√precision. Returns its index. */
  addFeature(precision: number): number {
    if (this.#d === this.#room) this.#grow();
    const i = this.#d++;
    this.#w[i] = 0;
    this.#precisions[i] = precision;
    this.#p[i * this.#room + i] = 1 / precision;
    return i;
  }

  #grow(): void {
    const room = this.#room * 2;
    const w = new Float64Array(room);
    w.set(this.#w);
    const p = new Float64Array(room * room);
    for (let i = 0; i < this.#d; i++) p.set(this.#p.subarray(i * this.#room, i * this.#room + this.#d), i * room);
    this.#room = room;
    this.#w = w;
    this.#p = p;
  }

  /**
   * Learns one outcome.
   * @param y its value; @param confidence in (0, 1]: how sure that value is.
   * @returns the noise variance it was learnt with, which `without` needs to take it back.
   */
  update(phi: Sparse, y: number, confidence = 1): number {
    const d = this.#d;
    const room = this.#room;
    const p = this.#p;
    const pPhi = this.#times(phi);
    let variance = 0;
    for (let k = 0; k < phi.at.length; k++) variance += phi.x[k]! * pPhi[phi.at[k]!]!;
    const error = y - this.predict(phi);
    const noise = this.residualVariance / confidence;
    const scale = 1 / (noise + variance);
    for (let i = 0; i < d; i++) {
      const gain = pPhi[i]! * scale;
      if (gain === 0) continue;
      this.#w[i]! += gain * error;
      const row = i * room;
      // Written to both halves, so that rounding cannot make them differ: only one half is saved.
      for (let j = 0; j <= i; j++) {
        const left = p[row + j]! - gain * pPhi[j]!;
        p[row + j] = left;
        p[j * room + i] = left;
      }
    }
    // Summed over all outcomes this is the residual sum of squares, the prior's share included.
    this.#squares += error * error * noise * scale;
    this.#n++;
    return noise;
  }

  /** Expected value of an outcome with these features. */
  predict(phi: Sparse): number {
    let sum = 0;
    for (let k = 0; k < phi.at.length; k++) sum += phi.x[k]! * this.#w[phi.at[k]!]!;
    return sum;
  }

  weight(i: number): number {
    return this.#w[i] ?? 0;
  }

  /** Posterior covariance of two weights. */
  covariance(i: number, j: number): number {
    return this.#p[i * this.#room + j] ?? 0;
  }

  /** Standard deviation of the linear combination vᵀw. */
  deviationOf(v: Sparse): number {
    const pv = this.#times(v);
    let variance = 0;
    for (let k = 0; k < v.at.length; k++) variance += v.x[k]! * pv[v.at[k]!]!;
    return Math.sqrt(Math.max(0, variance));
  }

  /**
   * What would be believed had one learnt outcome never come: the rank-1 update taken back, w − Pφ·e/(noise − φᵀPφ) and
   * P + PφφᵀP/(noise − φᵀPφ). The model itself is not changed and nothing of size d² is copied.
   * @param noise what `update` returned for it.
   */
  without(phi: Sparse, y: number, noise: number): Posterior {
    const gone = this.#times(phi);
    const dot = (v: Sparse) => v.at.reduce((sum, i, k) => sum + v.x[k]! * (gone[i] ?? 0), 0);
    const scale = 1 / (noise - Math.min(dot(phi), LARGEST_OWN_SHARE * noise));
    const error = y - this.predict(phi);
    return {
      predict: (v) => this.predict(v) - dot(v) * error * scale,
      covariance: (i, j) => this.covariance(i, j) + (gone[i] ?? 0) * (gone[j] ?? 0) * scale,
      deviationOf: (v) => Math.sqrt(this.deviationOf(v) ** 2 + dot(v) ** 2 * scale),
    };
  }

  #times(v: Sparse): Float64Array {
    const d = this.#d;
    const out = new Float64Array(d);
    for (let k = 0; k < v.at.length; k++) {
      const x = v.x[k]!;
      // P is symmetric: the row is the column, and lies in one piece.
      const row = v.at[k]! * this.#room;
      for (let i = 0; i < d; i++) out[i]! += x * this.#p[row + i]!;
    }
    return out;
  }

  save(): ModelSnapshot {
    const p = new Float64Array((this.#d * (this.#d + 1)) / 2);
    for (let i = 0, k = 0; i < this.#d; i++) for (let j = 0; j <= i; j++) p[k++] = this.#p[i * this.#room + j]!;
    return {
      d: this.#d,
      n: this.#n,
      squares: this.#squares,
      w: this.#w.slice(0, this.#d),
      precisions: Float64Array.from(this.#precisions),
      p,
    };
  }

  static load(snapshot: ModelSnapshot): AdditiveModel {
    const model = new AdditiveModel();
    for (const precision of snapshot.precisions) model.addFeature(precision);
    model.#n = snapshot.n;
    model.#squares = snapshot.squares;
    model.#w.set(snapshot.w);
    for (let i = 0, k = 0; i < snapshot.d; i++) {
      for (let j = 0; j <= i; j++, k++) {
        model.#p[i * model.#room + j] = snapshot.p[k]!;
        model.#p[j * model.#room + i] = snapshot.p[k]!;
      }
    }
    return model;
  }
}
