/**
 * Which of several findings stand when at most a share `q` of those that do may be false (Benjamini and Hochberg 1995).
 * @param p two-sided p-values. @returns for each whether it stands.
 */
export function standing(p: readonly number[], q: number): boolean[] {
  const order = p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!);
  let last = -1;
  order.forEach((i, rank) => {
    if (p[i]! <= (q * (rank + 1)) / p.length) last = rank;
  });
  const stands = p.map(() => false);
  for (let rank = 0; rank <= last; rank++) stands[order[rank]!] = true;
  return stands;
}

/** Two-sided p-value of a standard normal z (Abramowitz and Stegun 7.1.26; error below 2e-7). */
export function twoSidedP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return poly * Math.exp(-x * x);
}
