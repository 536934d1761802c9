/**
 * Symmetric positive definite systems by Cholesky's factor, in typed arrays: A = LLᵀ, row-major, d × d. Directions without
 * variance, or below it by rounding, get a tiny one instead of NaN.
 */

/** Share of the largest diagonal entry below which a pivot is taken for rounding. */
const SMALLEST_PIVOT = 1e-12;

/**
 * Lower factor L of A.
 * @param a row-major d × d; only its lower triangle is read. @param l where the factor goes; its upper triangle is not touched.
 */
export function factorOf(a: Float64Array, d: number, l: Float64Array = new Float64Array(d * d)): Float64Array {
  let largest = 0;
  for (let i = 0; i < d; i++) largest = Math.max(largest, a[i * d + i]!);
  const least = Math.max(largest * SMALLEST_PIVOT, Number.MIN_VALUE);
  for (let i = 0; i < d; i++) {
    const row = i * d;
    for (let j = 0; j <= i; j++) {
      const other = j * d;
      let sum = a[row + j]!;
      for (let k = 0; k < j; k++) sum -= l[row + k]! * l[other + k]!;
      l[row + j] = i === j ? Math.sqrt(Math.max(least, sum)) : sum / l[other + j]!;
    }
  }
  return l;
}

/** x with LLᵀx = b. */
export function solveFactored(l: Float64Array, d: number, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    let sum = b[i]!;
    const row = i * d;
    for (let k = 0; k < i; k++) sum -= l[row + k]! * x[k]!;
    x[i] = sum / l[row + i]!;
  }
  for (let i = d - 1; i >= 0; i--) {
    const value = x[i]! / l[i * d + i]!;
    x[i] = value;
    const row = i * d;
    for (let k = 0; k < i; k++) x[k]! -= l[row + k]! * value;
  }
  return x;
}

/** (LLᵀ)⁻¹, row-major and symmetric. */
export function inverseFactored(l: Float64Array, d: number): Float64Array {
  // L⁻¹ first, then its product with its own transpose: a third of the work of d solves.
  const inverse = new Float64Array(d * d);
  for (let j = 0; j < d; j++) {
    inverse[j * d + j] = 1 / l[j * d + j]!;
    for (let i = j + 1; i < d; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= l[i * d + k]! * inverse[k * d + j]!;
      inverse[i * d + j] = sum / l[i * d + i]!;
    }
  }
  const out = new Float64Array(d * d);
  for (let k = 0; k < d; k++) {
    const row = k * d;
    for (let i = 0; i <= k; i++) {
      const left = inverse[row + i]!;
      if (left === 0) continue;
      for (let j = 0; j <= i; j++) out[i * d + j]! += left * inverse[row + j]!;
    }
  }
  for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) out[j * d + i] = out[i * d + j]!;
  return out;
}

/** ln |LLᵀ|. */
export function logDeterminant(l: Float64Array, d: number): number {
  let sum = 0;
  for (let i = 0; i < d; i++) sum += Math.log(l[i * d + i]!);
  return 2 * sum;
}
