import type { LogRecord } from './record.ts';

/** Where a record stands in the log: by `t`, equal times by `id`. Arrival plays no part. */
export interface Position {
  readonly t: string;
  readonly id: string;
}

/** Negative if `a` comes before `b` in the log, 0 for the same position. Instants share one fixed form, so text order is time order. */
export function compareInLogOrder(a: Position, b: Position): number {
  if (a.t !== b.t) return a.t < b.t ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
}

/** The first of some positions in the log; null if there is none. */
export function earliestOf(positions: Iterable<Position>): Position | null {
  let earliest: Position | null = null;
  for (const at of positions) if (earliest === null || compareInLogOrder(at, earliest) < 0) earliest = at;
  return earliest === null ? null : { t: earliest.t, id: earliest.id };
}

/** A new array of the records in log order. */
export function inLogOrder<R extends LogRecord>(records: Iterable<R>): R[] {
  return [...records].sort(compareInLogOrder);
}
