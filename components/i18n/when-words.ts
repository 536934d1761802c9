/** How a moment is written: "today 09:41", "Sat 21 Nov" within a week, "12 Nov" this year, "2 Oct 2025" beyond (panel, microcopy). */
import { localeInUse, t } from './messages.ts';

const DAY_IN_MS = 86_400_000;

const date = (at: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(localeInUse(), options).format(at);

const midnightOf = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** Whole days from the day of `at` to today, by the person's own calendar. */
function daysAgo(at: Date, now: number): number {
  return Math.round((midnightOf(new Date(now)) - midnightOf(at)) / DAY_IN_MS);
}

/** "09:41", or as the person's region writes it. */
export function timeWords(instant: string): string {
  return date(new Date(instant), { hour: '2-digit', minute: '2-digit' });
}

/** The day alone: "today", "Sat 21 Nov", "12 Nov", "2 Oct 2025". */
export function dayWords(instant: string, now: number): string {
  const at = new Date(instant);
  const ago = daysAgo(at, now);
  if (ago === 0) return t('when_today');
  if (at.getFullYear() !== new Date(now).getFullYear()) {
    return date(at, { day: 'numeric', month: 'short', year: 'numeric' });
  }
  // Without the comma some regions put after the weekday: the day is one short label.
  return ago > 0 && ago < 7
    ? date(at, { weekday: 'short', day: 'numeric', month: 'short' }).replace(/^(\S+),/, '$1')
    : date(at, { day: 'numeric', month: 'short' });
}

/** Day and time: "today 09:41", "Sat 21 Nov, 08:55". */
export function momentWords(instant: string, now: number): string {
  const at = new Date(instant);
  return daysAgo(at, now) === 0
    ? t('when_today_at', timeWords(instant))
    : t('when_day_at', dayWords(instant, now), timeWords(instant));
}

/** Heading of a day in a list: "Today" or the day. */
export function dayHeading(instant: string, now: number): string {
  return daysAgo(new Date(instant), now) === 0 ? t('when_today_heading') : dayWords(instant, now);
}

/** One key for all moments of the same calendar day. */
export function dayKey(instant: string): string {
  const at = new Date(instant);
  return `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
}

/** A lapse of time in the largest unit that keeps two figures or fewer apart from years: "3 hours", "26 hours", "2 days". */
export function lapseWords(ms: number): string {
  const [value, unit] = lapse(ms);
  return new Intl.NumberFormat(localeInUse(), { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** The same where there is little room: "6 hrs". */
export function shortLapseWords(count: number, unit: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'): string {
  return new Intl.NumberFormat(localeInUse(), { style: 'unit', unit, unitDisplay: 'short' }).format(count);
}

/** How long ago: "23 minutes ago". */
export function agoWords(instant: string, now: number): string {
  const [value, unit] = lapse(Math.max(0, now - Date.parse(instant)));
  return new Intl.RelativeTimeFormat(localeInUse(), { numeric: 'always' }).format(-value, unit);
}

function lapse(ms: number): [number, 'minute' | 'hour' | 'day' | 'month' | 'year'] {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 90) return [minutes, 'minute'];
  const hours = Math.round(minutes / 60);
  if (hours < 48) return [hours, 'hour'];
  const days = Math.round(hours / 24);
  if (days < 60) return [days, 'day'];
  return days < 730 ? [Math.round(days / 30.44), 'month'] : [Math.round(days / 365.25), 'year'];
}
