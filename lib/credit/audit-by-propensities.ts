/**
 * A second opinion on an effect: augmented inverse propensity weighting (Robins, Rotnitzky and Zhao 1994), cross-fitted over two
 * halves, on logs large enough for it. It leans on how likely the action was, where the estimate itself leans on how the value
 * depends on the rest.
 */
import { type Design, productsWith } from './design.ts';
import { factorOf, solveFactored } from './symmetric-solve.ts';

const FEWEST_OUTCOMES = 200;
/** Where nearly all or nearly none did it, there is nobody to compare with. */
const OVERLAP = [0.05, 0.95] as const;
const LEAST_OVERLAPPING = 0.8;
/** Standard errors of both that the two may be apart; they share their data, so this is far. */
const DISAGREES = 3;
/** Pseudo-outcomes that hold each column to zero: of the propensity, and of the value within one arm, which has far fewer cases. */
const PULL = 2;
const PULL_IN_AN_ARM = 20;

export interface Audited {
  readonly total: { readonly mean: number; readonly se: number };
  /** Presence by row. */
  readonly treatment: Float64Array;
  /** Columns adjusted for. */
  readonly adjusted: readonly number[];
}

/** Whether the audit contradicts an estimate: another sign that is itself sure, or far away. */
export function auditByPropensities(
  design: Design,
  y: Float64Array,
  { total: { mean: total, se }, treatment, adjusted }: Audited,
): 'agrees' | 'contradicts' | 'cannot tell' {
  const rows = y.length;
  if (design.n < FEWEST_OUTCOMES) return 'cannot tell';
  let overlapping = 0;
  const scores: number[] = [];
  for (const half of [0, 1]) {
    // Fitted on every other case, used on the rest.
    const weights = design.weights.map((weight, j) => (j % 2 === half ? 0 : weight));
    const own = fitOn({ ...design, weights }, treatment, adjusted, PULL);
    const arms = [0, 1].map((arm) =>
      fitOn(
        { ...design, weights: weights.map((weight, j) => weight * (arm ? treatment[j]! : 1 - treatment[j]!)) },
        y,
        adjusted,
        PULL_IN_AN_ARM,
      ),
    ) as [Float64Array, Float64Array];
    for (let j = half; j < rows; j += 2) {
      if (design.weights[j] === 0) continue;
      const likely = dot(design, j, own);
      if (likely > OVERLAP[0] && likely < OVERLAP[1]) overlapping++;
      const e = Math.min(OVERLAP[1], Math.max(OVERLAP[0], likely));
      const [without, withIt] = [dot(design, j, arms[0]), dot(design, j, arms[1])];
      const a = treatment[j]!;
      scores.push(withIt - without + (a * (y[j]! - withIt)) / e - ((1 - a) * (y[j]! - without)) / (1 - e));
    }
  }
  if (overlapping < LEAST_OVERLAPPING * scores.length) return 'cannot tell';
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1);
  const own = Math.sqrt(variance / scores.length);
  const far = Math.abs(mean - total) > DISAGREES * Math.hypot(own, se);
  return far || (mean * total < 0 && Math.abs(mean) > own) ? 'contradicts' : 'agrees';
}

function fitOn(design: Design, y: Float64Array, columns: readonly number[], pull: number): Float64Array {
  const s = columns.length;
  const { p } = design;
  const place = new Int32Array(p).fill(-1);
  columns.forEach((column, i) => {
    place[column] = i;
  });
  const gram = new Float64Array(s * s);
  for (const [j, { at, x }] of design.rows.entries()) {
    const weight = design.weights[j]!;
    if (weight === 0) continue;
    for (let a = 0; a < at.length; a++) {
      const row = place[at[a]!]!;
      if (row < 0) continue;
      for (let b = 0; b <= a; b++) {
        const column = place[at[b]!]!;
        if (column >= 0) gram[Math.max(row, column) * s + Math.min(row, column)]! += weight * x[a]! * x[b]!;
      }
    }
  }
  for (let i = 0; i < s; i++) gram[i * s + i]! += columns[i] === 0 ? 1e-6 : pull;
  const b = productsWith(design, y);
  const fitted = solveFactored(
    factorOf(gram, s),
    s,
    columns.map((column) => b[column]!),
  );
  const wide = new Float64Array(p);
  columns.forEach((column, i) => {
    wide[column] = fitted[i]!;
  });
  return wide;
}

function dot({ rows }: Design, j: number, w: Float64Array): number {
  const { at, x } = rows[j]!;
  let sum = 0;
  for (let k = 0; k < at.length; k++) sum += x[k]! * w[at[k]!]!;
  return sum;
}
