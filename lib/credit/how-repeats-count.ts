import type { CaseTable } from './case-table.ts';
import { type Repeats, strengthOf } from './features-of-case.ts';
import { factorOf, logDeterminant, solveFactored } from './symmetric-solve.ts';

/** Share of presences that are repeats, from which on it matters how they count; and cases enough to tell. */
const OFTEN_REPEATED = 0.05;
const FEWEST_CASES = 50;
/** Types looked at, the most frequent, and what holds each to zero, in outcomes. */
const MOST_TYPES = 100;
const PULL = 8;

/** How repeats count: whichever explains the values best in a plain ridge. */
export function howRepeatsCount({ rows, types, counts }: CaseTable, y: Float64Array, weights: Float64Array): Repeats {
  let repeated = 0;
  let present = 0;
  for (const { done } of rows) {
    for (const { times } of done) {
      present++;
      if (times > 1.5) repeated++;
    }
  }
  if (repeated < OFTEN_REPEATED * present || rows.length < FEWEST_CASES) return 'once';
  const column = new Int32Array(types.length).fill(-1);
  let p = 1;
  const frequent = types.map((_, type) => type).sort((a, b) => counts[b]! - counts[a]!);
  for (const type of frequent.slice(0, MOST_TYPES)) column[type] = p++;
  let best: Repeats = 'once';
  let most = Number.NEGATIVE_INFINITY;
  for (const repeats of ['once', 'saturating', 'doubling'] as const) {
    const gram = new Float64Array(p * p);
    const b = new Float64Array(p);
    let squares = 0;
    let n = 0;
    for (const [j, { done }] of rows.entries()) {
      const weight = weights[j]!;
      const at = [0];
      const x = [1];
      for (const { type, x: link, times } of done) {
        if (column[type]! < 0) continue;
        at.push(column[type]!);
        x.push(strengthOf(repeats, link, times));
      }
      squares += weight * y[j]! ** 2;
      n += weight;
      for (const [i, a] of at.entries()) {
        b[a]! += weight * x[i]! * y[j]!;
        for (const [k, c] of at.entries()) if (c <= a) gram[a * p + c]! += weight * x[i]! * x[k]!;
      }
    }
    for (let i = 0; i < p; i++) gram[i * p + i]! += i === 0 ? 1e-6 : PULL;
    const l = factorOf(gram, p);
    const w = solveFactored(l, p, b);
    let explained = 0;
    for (let i = 0; i < p; i++) explained += w[i]! * b[i]!;
    const evidence = -0.5 * (n * Math.log(Math.max(squares - explained, 1e-6 * n)) + logDeterminant(l, p));
    if (evidence > most) {
      most = evidence;
      best = repeats;
    }
  }
  return best;
}
