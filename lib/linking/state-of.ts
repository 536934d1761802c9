import type { Context, LogRecord } from '../records/record.ts';

const HOUR_BANDS = ['night', 'morning', 'midday', 'afternoon', 'evening'] as const;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
/** Keys of every state, whatever the record says. */
export const ALWAYS_KNOWN: ReadonlySet<string> = new Set(['app', 'hour', 'weekday']);

const NOTHING: Context = {};

/**
 * The state at the moment of a record: what it says of its context itself, then what its thread said before, then where, and
 * when in the day and week (UTC, so that it does not depend on the machine).
 * @param carried what the thread said before (`CarriedContext`); nothing where only the record is known.
 */
export function stateOf(record: Pick<LogRecord, 't' | 'app' | 'context'>, carried: Context = NOTHING): Context {
  return { ...frameOf(record.app, hourBandOf(record.t), weekdayOf(record.t)), ...carried, ...record.context };
}

/** Where and when, as every state has it. */
export function frameOf(app: string | undefined, hour: string, weekday: string): Context {
  return app === undefined ? { hour, weekday } : { app, hour, weekday };
}

/** Part of the day of an instant in UTC. */
export function hourBandOf(t: string): (typeof HOUR_BANDS)[number] {
  const hour = Number(t.slice(11, 13));
  if (hour < 6) return 'night';
  if (hour < 11) return 'morning';
  if (hour < 14) return 'midday';
  return hour < 18 ? 'afternoon' : 'evening';
}

/** Day of the week of an instant in UTC. */
export function weekdayOf(t: string): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[new Date(t).getUTCDay()]!;
}
