/**
 * The table as one regression: columns [1, trend, contexts, types], rows weighted, and their Gram matrix, which every question
 * about any subset of columns shares. Rows are sparse.
 */
import type { CaseTable } from './case-table.ts';
import { factorOf, logDeterminant, solveFactored } from './symmetric-solve.ts';

/** Types adjusted for at most, those that vary most. */
const MOST_ADJUSTERS = 256;
/** Pseudo-outcomes by which columns of the contexts and of the types are held to zero: chosen by evidence among these. */
const CONTEXT_PULLS = [1, 8, 64] as const;
const TYPE_PULLS = [1, 4, 16, 64, 256] as const;
/** The intercept is free. */
const INTERCEPT_PULL = 1e-6;

export interface Design {
  /** Columns in all; the first is the intercept, then the trend, then contexts, then types. */
  readonly p: number;
  readonly firstType: number;
  /** Type of each column from `firstType` on. */
  readonly adjusters: readonly number[];
  /** Column of a type; -1: none. */
  readonly columnOf: Int32Array;
  readonly rows: readonly { readonly at: Int32Array; readonly x: Float64Array }[];
  readonly weights: Float64Array;
  /** Sum of the weights. */
  readonly n: number;
  /** Row-major, symmetric. */
  readonly gram: Float64Array;
}

export function designOf(table: CaseTable, weights: Float64Array, fewest: number): Design {
  const { rows, types, counts, contexts } = table;
  const varies = (type: number) => Math.min(counts[type]!, rows.length - counts[type]!);
  const adjusters = types
    .map((_, type) => type)
    .filter((type) => varies(type) >= fewest)
    .sort((a, b) => varies(b) - varies(a) || a - b)
    .slice(0, MOST_ADJUSTERS)
    .sort((a, b) => a - b);
  const firstType = 2 + contexts.length;
  const p = firstType + adjusters.length;
  const columnOf = new Int32Array(types.length).fill(-1);
  adjusters.forEach((type, i) => {
    columnOf[type] = firstType + i;
  });
  const sparse = rows.map(({ done }, j) => {
    const at = [0, 1];
    // A trend over the whole log: what changes slowly is no effect of what was begun late.
    const x = [1, rows.length > 1 ? (2 * j) / (rows.length - 1) - 1 : 0];
    contexts.forEach((column, c) => {
      const value = column.x[j]!;
      if (value !== 0) {
        at.push(2 + c);
        x.push(value);
      }
    });
    for (const { type, x: link } of done) {
      if (columnOf[type]! < 0) continue;
      at.push(columnOf[type]!);
      x.push(link);
    }
    return { at: Int32Array.from(at), x: Float64Array.from(x) };
  });
  return reweighed({ p, firstType, adjusters, columnOf, rows: sparse }, weights);
}

/** The same columns and rows under other weights. */
export function reweighed(columns: Omit<Design, 'weights' | 'n' | 'gram'>, weights: Float64Array): Design {
  const { p, firstType, adjusters, columnOf, rows } = columns;
  const gram = new Float64Array(p * p);
  let n = 0;
  for (const [j, { at, x }] of rows.entries()) {
    const weight = weights[j]!;
    n += weight;
    if (weight === 0) continue;
    for (let a = 0; a < at.length; a++) {
      const row = at[a]! * p;
      const value = weight * x[a]!;
      for (let b = 0; b <= a; b++) gram[row + at[b]!]! += value * x[b]!;
    }
  }
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) gram[j * p + i] = gram[i * p + j]!;
  return { p, firstType, adjusters, columnOf, rows, weights, n, gram };
}

/** Weighted products of all columns with a vector over the rows. */
export function productsWith(design: Design, y: ArrayLike<number>): Float64Array {
  const b = new Float64Array(design.p);
  for (const [j, { at, x }] of design.rows.entries()) {
    const value = design.weights[j]! * y[j]!;
    if (value === 0) continue;
    for (let a = 0; a < at.length; a++) b[at[a]!]! += value * x[a]!;
  }
  return b;
}

/** How strongly each column is held to zero, in pseudo-outcomes. */
export interface Pulls {
  readonly contexts: number;
  readonly types: number;
}

export function pullOf(design: Design, pulls: Pulls, column: number): number {
  if (column === 0) return INTERCEPT_PULL;
  return column < design.firstType ? pulls.contexts : pulls.types;
}

/**
 * The pulls under which the values were likeliest (type II maximum likelihood; MacKay 1992), the noise variance integrated out.
 * @param y by row.
 */
export function likeliestPulls(design: Design, y: Float64Array): Pulls {
  const { p, n, weights } = design;
  const b = productsWith(design, y);
  let squares = 0;
  for (let j = 0; j < y.length; j++) squares += weights[j]! * y[j]! ** 2;
  let best: Pulls = { contexts: CONTEXT_PULLS[1], types: TYPE_PULLS[1] };
  let most = Number.NEGATIVE_INFINITY;
  const consider = (pulls: Pulls) => {
    const a = design.gram.slice();
    let logPulls = 0;
    for (let i = 0; i < p; i++) {
      const pull = pullOf(design, pulls, i);
      a[i * p + i]! += pull;
      logPulls += Math.log(pull);
    }
    const l = factorOf(a, p);
    const w = solveFactored(l, p, b);
    let explained = 0;
    for (let i = 0; i < p; i++) explained += w[i]! * b[i]!;
    // A floor for values without noise: else the evidence is infinite for whatever fits them.
    const left = Math.max(squares - explained, 1e-6 * n);
    const evidence = -0.5 * (n * Math.log(left / n) + logDeterminant(l, p) - logPulls);
    if (evidence > most) {
      most = evidence;
      best = pulls;
    }
  };
  for (const types of TYPE_PULLS) consider({ contexts: CONTEXT_PULLS[1], types });
  const { types } = best;
  for (const contexts of [CONTEXT_PULLS[0], CONTEXT_PULLS[2]]) consider({ contexts, types });
  return best;
}
