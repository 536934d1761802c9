/** When history is to be reduced: a rule of the log alone. */
import type { LogRecord } from '../records/record.ts';

/** The setting that holds the budget in bytes. There is none until the user sets one: then everything is kept. */
export const BUDGET_SETTING = 'keeping:budget';
/** Looked at once in so many events, where saved states of the engine stand: a reduction makes those behind it void. */
export const EVENTS_BETWEEN_REDUCTIONS = 5_000;
/** Reduced to less than the budget, so that the next reduction is some way off. */
const SHARE_LEFT = 0.9;

/** The budget that holds at the end of a log, in bytes; null: none. */
export function budgetOf(records: Iterable<LogRecord>): number | null {
  let budget: number | null = null;
  for (const record of records) {
    if (record.kind !== 'setting' || record.name !== BUDGET_SETTING) continue;
    budget = isBudget(record.value) ? record.value : null;
  }
  return budget;
}

/**
 * To how many bytes a log is to be reduced now; null: it is not due.
 * @param events how many the log has.
 * @param bytes what they take (`bytesOfReduced`); asked only where it matters.
 */
export function reductionDue(events: number, budget: number | null, bytes: () => number): number | null {
  if (budget === null || events === 0 || events % EVENTS_BETWEEN_REDUCTIONS !== 0) return null;
  return bytesToReduceTo(budget, bytes());
}

/** To how many bytes a log that takes so many is to be reduced; null: it is within the budget. */
export function bytesToReduceTo(budget: number, bytes: number): number | null {
  return bytes > budget ? SHARE_LEFT * budget : null;
}

/** Whether a value is a budget: a number of bytes. */
export function isBudget(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
