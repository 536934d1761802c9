import type { Context, LogRecord } from '../records/record.ts';

const HOUR_BANDS = ['night', 'morning', 'midday', 'afternoon', 'evening'] as const;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/**
 * The state at the moment of a record: where, when in the day and week (UTC, so that it does not depend on the machine),
 * and what the record itself says of its context. What the record says goes first.
 */
export function stateOf(record: LogRecord): Context {
  const at = new Date(record.t);
  return {
    ...(record.app !== undefined && { app: record.app }),
    hour: hourBand(at.getUTCHours()),
    weekday: WEEKDAYS[at.getUTCDay()]!,
    ...record.context,
  };
}

function hourBand(hour: number): (typeof HOUR_BANDS)[number] {
  if (hour < 6) return 'night';
  if (hour < 11) return 'morning';
  if (hour < 14) return 'midday';
  return hour < 18 ? 'afternoon' : 'evening';
}
