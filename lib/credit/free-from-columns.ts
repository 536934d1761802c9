/**
 * Frees a treatment and the value from what is held fixed: the residuals of both on the same columns, which are then compared with
 * each other (Robinson 1988). What all estimates of one table share is worked out once.
 */
import { type CaseTable, rowsByStart } from './case-table.ts';
import { type Design, likeliestPulls, type Pulls, productsWith, pullOf } from './design.ts';
import { type OrderOfTypes, orderOfTypes } from './order-of-types.ts';
import { type Neighbourhood, neighbourhoodOf } from './placebo-of-neighbours.ts';
import { factorOf, inverseFactored, solveFactored } from './symmetric-solve.ts';

/** Standard errors of a correlation above which a column is held by nothing but itself: a shrunk confounder still confounds. */
const GOES_WITH = 3;
const FREE_PULL = 0.5;

/** What all estimates of one table share. */
export interface Shared {
  readonly table: CaseTable;
  readonly design: Design;
  readonly pulls: Pulls;
  readonly y: Float64Array;
  readonly products: Float64Array;
  /** Residual variance of the full model, and the outcomes that its columns have used up. */
  readonly noise: number;
  readonly spent: number;
  /** Deviation of the values. */
  readonly spread: number;
  readonly order: OrderOfTypes;
  /** Rows in the order in which their cases began. */
  readonly byStart: Int32Array;
  readonly neighbourhood: Neighbourhood;
}

/** The full regression of a value on a table, and what else all its estimates share. */
export function shareOf(table: CaseTable, design: Design, y: Float64Array): Shared {
  const { p, n, weights } = design;
  const products = productsWith(design, y);
  const pulls = likeliestPulls(design, y);
  const a = design.gram.slice();
  for (let i = 0; i < p; i++) a[i * p + i]! += pullOf(design, pulls, i);
  const l = factorOf(a, p);
  const w = solveFactored(l, p, products);
  const inverse = inverseFactored(l, p);
  let used = 0;
  for (let i = 0; i < p; i++) used += 1 - pullOf(design, pulls, i) * inverse[i * p + i]!;
  const rest = Float64Array.from(y, (value, j) => value - predicted(design, j, w));
  let squares = 0;
  let spread = 0;
  const mean = products[0]! / n;
  for (let j = 0; j < y.length; j++) {
    squares += weights[j]! * rest[j]! ** 2;
    spread += weights[j]! * (y[j]! - mean) ** 2;
  }
  // At first nothing is known of the spread: as if two outcomes at a coin's distance had been seen.
  spread = Math.sqrt((spread + 0.5) / (n + 2));
  const noise = Math.max((squares + 1e-4 * spread ** 2) / Math.max(1, n - used), 1e-6 * spread ** 2);
  const byStart = rowsByStart(table);
  const neighbourhood = neighbourhoodOf(byStart, rest, weights);
  const order = orderOfTypes(table, design);
  return {
    table,
    design,
    pulls,
    y,
    products,
    noise,
    spent: used,
    spread,
    order,
    byStart,
    neighbourhood,
  };
}

function predicted(design: Design, j: number, w: Float64Array): number {
  const { at, x } = design.rows[j]!;
  let sum = 0;
  for (let k = 0; k < at.length; k++) sum += x[k]! * w[at[k]!]!;
  return sum;
}

/** Treatment and value of every row, freed from some columns. */
export interface Freed {
  readonly treatment: Float64Array;
  readonly value: Float64Array;
}

/**
 * @param own weighted products of the treatment with all columns.
 * @param columns what is held fixed.
 */
export function free(shared: Shared, treatment: Float64Array, own: Float64Array, columns: readonly number[]): Freed {
  const { design, pulls, products, y } = shared;
  const { p, gram, n } = design;
  const s = columns.length;
  const sub = new Float64Array(s * s);
  const [ownB, yB] = [new Float64Array(s), new Float64Array(s)];
  const ownMean = own[0]! / n;
  const ownVariance = ownMean * (1 - ownMean) || 1e-9;
  for (let i = 0; i < s; i++) {
    const column = columns[i]!;
    for (let j = 0; j <= i; j++) sub[i * s + j] = gram[column * p + columns[j]!]!;
    const mean = gram[column * p]! / n;
    const variance = gram[column * p + column]! / n - mean * mean;
    const together = own[column]! / n - mean * ownMean;
    const z = variance > 1e-12 ? (together / Math.sqrt(variance * ownVariance)) * Math.sqrt(n) : 0;
    const pull = pullOf(design, pulls, column);
    sub[i * s + i]! += column > 0 && Math.abs(z) > GOES_WITH ? Math.min(pull, FREE_PULL) : pull;
    ownB[i] = own[column]!;
    yB[i] = products[column]!;
  }
  const l = factorOf(sub, s);
  const [gamma, beta] = [solveFactored(l, s, ownB), solveFactored(l, s, yB)];
  const [wide, wideY] = [new Float64Array(p), new Float64Array(p)];
  for (let i = 0; i < s; i++) {
    wide[columns[i]!] = gamma[i]!;
    wideY[columns[i]!] = beta[i]!;
  }
  return {
    treatment: treatment.map((value, j) => value - predicted(design, j, wide)),
    value: y.map((value, j) => value - predicted(design, j, wideY)),
  };
}
