/**
 * Lower triangle L with LLᵀ = A of a covariance matrix. Directions without variance, or below it by rounding, become
 * zero rather than NaN.
 */
export function choleskyOf(a: readonly (readonly number[])[]): number[][] {
  const n = a.length;
  const l = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      if (i === j) l[i]![i] = Math.sqrt(Math.max(0, sum));
      else l[i]![j] = l[j]![j]! > 1e-12 ? sum / l[j]![j]! : 0;
    }
  }
  return l;
}
