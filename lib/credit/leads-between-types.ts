/**
 * Which action leads to which: how much likelier a type becomes where an earlier one was done, the context and all other
 * earlier types held fixed. So of plan → draft → review, the draft leads to the review and the plan to the draft, but the
 * plan not to the review by itself.
 */
import { type CaseTable, caseTable } from './case-table.ts';
import { type Design, designOf } from './design.ts';
import type { LearntOutcome } from './learnt-outcome.ts';
import { orderOfTypes } from './order-of-types.ts';
import { factorOf, inverseFactored, solveFactored } from './symmetric-solve.ts';

/** Share of the cases with both in which the leading one must stand first. */
const STANDS_FIRST = 0.7;
/** Standard errors that a lead must be away from nothing. */
const SURE = 3;
/** Cases with the led one, below which nothing is said. */
const FEWEST_CASES = 8;
const PULL = 1;
/** Earlier types looked at for each, those that stand with it most often. */
const MOST_LEADING = 60;

export interface Lead {
  /** The earlier type. */
  readonly from: string;
  /** By how much it raises the chance of the later one. */
  readonly by: number;
}

/** What leads to a type, and how likely the type is where nothing that leads to it was done. */
export interface Led {
  readonly without: number;
  readonly leads: readonly Lead[];
}

export type Leads = ReadonlyMap<string, Led>;

/** @param outcomes of one type, in log order: their cases are looked at, not their values. */
export function leadsBetweenTypes(outcomes: readonly LearntOutcome[]): Leads {
  const table = caseTable(outcomes);
  const weights = new Float64Array(table.rows.length).fill(1);
  const design = designOf(table, weights, FEWEST_CASES);
  const order = orderOfTypes(table, design);
  const found = new Map<string, Led>();
  for (const type of design.adjusters) {
    const earlier = design.adjusters
      .filter(
        (other) => other !== type && order.together(other, type) >= 3 && order.shareBefore(other, type) >= STANDS_FIRST,
      )
      .sort((a, b) => order.together(b, type) - order.together(a, type) || a - b)
      .slice(0, MOST_LEADING);
    const led = earlier.length > 0 ? ledBy(table, design, type, earlier) : null;
    if (led) found.set(table.types[type]!, led);
  }
  return found;
}

function ledBy(table: CaseTable, design: Design, type: number, earlier: readonly number[]): Led | null {
  const { p, gram, n, columnOf, firstType } = design;
  const columns = [...Array.from({ length: firstType }, (_, i) => i), ...earlier.map((other) => columnOf[other]!)];
  const s = columns.length;
  const own = columnOf[type]!;
  const sub = new Float64Array(s * s);
  const b = new Float64Array(s);
  for (let i = 0; i < s; i++) {
    for (let j = 0; j <= i; j++) sub[i * s + j] = gram[columns[i]! * p + columns[j]!]!;
    sub[i * s + i]! += i === 0 ? 1e-6 : PULL;
    b[i] = gram[columns[i]! * p + own]!;
  }
  const l = factorOf(sub, s);
  const w = solveFactored(l, s, b);
  const inverse = inverseFactored(l, s);
  let explained = 0;
  for (let i = 0; i < s; i++) explained += w[i]! * b[i]!;
  const noise = Math.max(1e-4, (gram[own * p + own]! - explained) / Math.max(1, n - s));
  const leads: Lead[] = [];
  for (const [k, other] of earlier.entries()) {
    const i = firstType + k;
    const by = w[i]!;
    if (by > 0 && by / Math.sqrt(noise * inverse[i * s + i]!) > SURE) leads.push({ from: table.types[other]!, by });
  }
  if (leads.length === 0) return null;
  // Mean chance with every leading type taken away.
  let without = gram[own * p]! / n;
  for (const { from, by } of leads) without -= by * (gram[columnOf[table.types.indexOf(from)]! * p]! / n);
  return { without: Math.max(0.01, without), leads };
}
