/**
 * All outcomes of one type as a table: a row an outcome, what was done in its case and in what order, the context before it,
 * and what was decided by lot. Everything the estimators need, as numbers.
 */
import type { Context } from '../records/record.ts';
import { doneIn } from './features-of-case.ts';
import { type LearntOutcome, stateBefore } from './learnt-outcome.ts';
import { scaledBy, scaleOfNumbers } from './scaled-number.ts';

/** Contexts every record has; what was logged on purpose says more of a case than these. */
export const ALWAYS_THERE: ReadonlySet<string> = new Set(['app', 'hour', 'weekday']);
/** A candidate less likely to belong to the case than this does not count as having been done in it. */
const COUNTS_AS_DONE = 0.25;
/** A value of a context met in fewer cases says nothing of itself. */
const FEWEST_OF_A_VALUE = 3;
/** Numbers with at most so many values are read as names of contexts. */
const MOST_NAMED_NUMBERS = 6;
const MOST_VALUES_OF_A_KEY = 24;
const MOST_CONTEXT_COLUMNS = 120;

/** One type in one case. */
export interface Presence {
  readonly type: number;
  /** Largest link probability of its candidates. */
  readonly x: number;
  /** Sum of their link probabilities. */
  readonly times: number;
  /** Place of the first among the candidates, from 0. */
  readonly first: number;
}

export interface Lot {
  readonly type: number;
  /** Probability with which it was to be chosen. */
  readonly propensity: number;
  readonly chosen: boolean;
}

export interface CaseRow {
  readonly outcome: LearntOutcome;
  readonly y: number;
  readonly confidence: number;
  /** When its first and its last candidate were done, when it happened, and when that became known; ms. */
  readonly start: number;
  readonly last: number;
  readonly end: number;
  readonly known: number;
  /** Sorted by type. */
  readonly done: readonly Presence[];
  readonly lots: readonly Lot[];
  readonly before: Context;
}

/** A column of the context: one value of a named one, or a scaled number (or its square). */
export interface ContextColumn {
  readonly key: string;
  readonly value: string | number | null;
  /** Values by row. */
  readonly x: Float64Array;
}

export interface CaseTable {
  readonly rows: readonly CaseRow[];
  /** Names of the types, sorted. */
  readonly types: readonly string[];
  /** Number of cases in which each was done, by type. */
  readonly counts: Int32Array;
  readonly contexts: readonly ContextColumn[];
  /** Keys that were logged on purpose and have named values, with the value of each row (null: none). */
  readonly named: readonly { readonly key: string; readonly values: readonly (string | number | null)[] }[];
}

/** @param outcomes of one type, in log order. */
export function caseTable(outcomes: readonly LearntOutcome[]): CaseTable {
  const names = new Set<string>();
  for (const { candidates } of outcomes) {
    for (const type of doneIn(candidates).keys()) names.add(type);
    for (const { done } of candidates) for (const { type } of done.lots) names.add(type);
  }
  const types = [...names].sort();
  const indexOf = new Map(types.map((type, i) => [type, i]));
  const rows = outcomes.map((outcome) => rowOf(outcome, indexOf));
  const counts = new Int32Array(types.length);
  for (const { done } of rows) for (const { type, x } of done) if (x >= COUNTS_AS_DONE) counts[type]!++;
  return { rows, types, counts, ...contextsOf(rows) };
}

function rowOf(outcome: LearntOutcome, indexOf: ReadonlyMap<string, number>): CaseRow {
  const { candidates, happened, t } = outcome;
  const done = [...doneIn(candidates)].map(([name, each]): Presence => ({ type: indexOf.get(name)!, ...each }));
  const lots = new Map<number, { propensity: number; chosen: boolean }>();
  for (const { done: act } of candidates) {
    for (const { type: name, propensity, chosen } of act.lots) {
      const type = indexOf.get(name)!;
      const there = lots.get(type);
      // Several lots on one type in a case: it was done if any fell on it.
      const none = (1 - (there?.propensity ?? 0)) * (1 - propensity);
      lots.set(type, { propensity: 1 - none, chosen: (there?.chosen ?? false) || chosen });
    }
  }
  const end = Date.parse(happened ?? t);
  return {
    outcome,
    y: outcome.value,
    confidence: outcome.confidence,
    start: candidates.length > 0 ? Date.parse(candidates[0]!.done.t) : end,
    last: candidates.length > 0 ? Date.parse(candidates.at(-1)!.done.t) : end,
    end,
    known: Date.parse(t),
    done: done.sort((a, b) => a.type - b.type),
    lots: [...lots].map(([type, lot]) => ({ type, ...lot })).sort((a, b) => a.type - b.type),
    before: stateBefore(outcome),
  };
}

function contextsOf(rows: readonly CaseRow[]): Pick<CaseTable, 'contexts' | 'named'> {
  const keys = new Set<string>();
  for (const { before } of rows) for (const key of Object.keys(before)) keys.add(key);
  const columns: (ContextColumn & { readonly weight: number })[] = [];
  const named: { key: string; values: (string | number | null)[] }[] = [];
  for (const key of [...keys].sort()) {
    // Its own only: every object has a “constructor”, and somebody's context may be called so.
    const values = rows.map(({ before }) => (Object.hasOwn(before, key) ? before[key]! : null));
    const numbers = values.filter((value): value is number => typeof value === 'number');
    if (numbers.length > 0 && new Set(numbers).size > MOST_NAMED_NUMBERS) {
      columns.push(...scaledColumns(key, values, numbers));
      continue;
    }
    const counts = new Map<string | number, number>();
    for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    const common = [...counts]
      .filter(([, n]) => n >= FEWEST_OF_A_VALUE && n < rows.length)
      .sort(([a, n], [b, m]) => m - n || (String(a) < String(b) ? -1 : 1))
      .slice(0, MOST_VALUES_OF_A_KEY);
    if (counts.size > 1 && !ALWAYS_THERE.has(key)) named.push({ key, values });
    // Of two values that are always one or the other, one column says it all.
    const told = common.length === 2 && common[0]![1] + common[1]![1] === rows.length ? common.slice(0, 1) : common;
    for (const [value, n] of told) {
      const x = Float64Array.from(values, (each) => Number(each === value));
      columns.push({ key, value, x, weight: n });
    }
  }
  const kept = columns.sort((a, b) => b.weight - a.weight).slice(0, MOST_CONTEXT_COLUMNS);
  return { contexts: kept.sort(inNameOrder).map(({ key, value, x }) => ({ key, value, x })), named };
}

function scaledColumns(key: string, values: readonly (string | number | null)[], numbers: readonly number[]) {
  const scale = scaleOfNumbers(numbers);
  const scaled = Float64Array.from(values, (value) => (typeof value === 'number' ? scaledBy(scale, value) : 0));
  const weight = numbers.length;
  return [
    { key, value: null, x: scaled, weight },
    { key: `${key}²`, value: null, x: scaled.map((x) => x * x - 1), weight },
  ];
}

function inNameOrder(a: ContextColumn, b: ContextColumn): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return String(a.value) < String(b.value) ? -1 : String(a.value) > String(b.value) ? 1 : 0;
}

/** Rows in the order in which their cases began. */
export function rowsByStart({ rows }: CaseTable): Int32Array {
  return Int32Array.from(rows, (_, j) => j).sort((a, b) => rows[a]!.start - rows[b]!.start || a - b);
}
