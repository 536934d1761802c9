/** How exactly a question names a time. */
export type Sharpness = 'day' | 'week' | 'part of a month' | 'month' | 'every such weekday' | 'year';

/** Days that a question names, both ends included. Days are counted from 1970-01-01 in UTC. */
export interface NamedTime {
  readonly from: number;
  readonly to: number;
  readonly sharpness: Sharpness;
}

const DAY_MS = 86_400_000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '((?:19|20)\\d{2})';
const TO = '\\s*(?:-|–|—|to|until|till|and|through)\\s*';
const COUNT = `(\\d{1,3}|an?|${NUMBERS.slice(1).join('|')})`;

/** Number of a day, NaN for a date that does not exist. */
function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(year, month, day));
  return date.getUTCMonth() === month && date.getUTCDate() === day ? date.getTime() / DAY_MS : Number.NaN;
}

/** The day on which an instant lies. */
export const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);

interface Reader {
  readonly pattern: RegExp;
  /** The times a match names; nothing if it is no date after all. */
  read(groups: readonly (string | undefined)[], say: Sayer): readonly NamedTime[];
}

/** What a reader needs to know to turn words into days. */
interface Sayer {
  readonly today: number;
  /** Years meant by a date: the one named, or every year the log knows. */
  years(named: string | undefined): readonly number[];
  readonly firstDay: number;
}

const time = (from: number, to: number, sharpness: Sharpness): NamedTime[] =>
  Number.isFinite(from) && Number.isFinite(to) && from <= to ? [{ from, to, sharpness }] : [];
const monthOf = (name: string | undefined) => MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase());
const lastDayOfMonth = (year: number, month: number) => dayOf(Date.UTC(year, month + 1, 0));
const countOf = (word: string | undefined) => {
  const lower = (word ?? '').toLowerCase();
  if (/^an?$/.test(lower)) return 1;
  const named = NUMBERS.indexOf(lower);
  return named >= 0 ? named : Number(lower);
};
/** Monday of the week in which a day lies. 1970-01-01 was a Thursday. */
const mondayOf = (day: number) => day - ((((day + 3) % 7) + 7) % 7);
const weekdayOf = (day: number) => (((day + 4) % 7) + 7) % 7;
const startOfMonth = (day: number, monthsBack: number) => {
  const date = new Date(day * DAY_MS);
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthsBack, 1));
};
const wholeMonth = (first: number, sharpness: Sharpness) => {
  const date = new Date(first * DAY_MS);
  return time(first, lastDayOfMonth(date.getUTCFullYear(), date.getUTCMonth()), sharpness);
};

/** From the most exact to the least; what one has read is not read again by a later one. */
const READERS: readonly Reader[] = [
  {
    pattern: /\b((?:19|20)\d{2})-(\d{2})-(\d{2})/g,
    read: ([year, month, day]) => {
      const one = dayNumber(Number(year), Number(month) - 1, Number(day));
      return time(one, one, 'day');
    },
  },
  {
    // 3/4/2025 is read both ways, 3.4.2025 as day and month.
    pattern: new RegExp(`\\b(\\d{1,2})([/.])(\\d{1,2})\\2${YEAR}\\b`, 'g'),
    read: ([first, separator, second, year]) => {
      const dayFirst = dayNumber(Number(year), Number(second) - 1, Number(first));
      const monthFirst = separator === '/' ? dayNumber(Number(year), Number(first) - 1, Number(second)) : Number.NaN;
      return [...new Set([dayFirst, monthFirst])].flatMap((one) => time(one, one, 'day'));
    },
  },
  {
    pattern: new RegExp(`\\b${MONTH}\\s+${DAY}${TO}(?:${MONTH}\\s+)?${DAY}\\b(?:,?\\s+${YEAR})?`, 'gi'),
    read: ([month, from, toMonth, to, year], say) =>
      say
        .years(year)
        .flatMap((y) =>
          range(
            dayNumber(y, monthOf(month), Number(from)),
            dayNumber(y, toMonth ? monthOf(toMonth) : monthOf(month), Number(to)),
          ),
        ),
  },
  {
    pattern: new RegExp(`\\b${DAY}${TO}${DAY}\\s+(?:of\\s+)?${MONTH}\\b(?:,?\\s+${YEAR})?`, 'gi'),
    read: ([from, to, month, year], say) =>
      say
        .years(year)
        .flatMap((y) => range(dayNumber(y, monthOf(month), Number(from)), dayNumber(y, monthOf(month), Number(to)))),
  },
  {
    pattern: new RegExp(`\\b${MONTH}\\s+(?:the\\s+)?${DAY}\\b(?!\\s*(?:am|pm|:|%))(?:,?\\s+${YEAR})?`, 'gi'),
    read: ([month, day, year], say) => onDay(monthOf(month), Number(day), year, say),
  },
  {
    pattern: new RegExp(`\\b${DAY}\\s+(?:of\\s+)?${MONTH}\\b(?:,?\\s+${YEAR})?`, 'gi'),
    read: ([day, month, year], say) => onDay(monthOf(month), Number(day), year, say),
  },
  {
    pattern: new RegExp(
      `\\b(early|mid|late|beginning|start|middle|end)[\\s-]+(?:of\\s+|in\\s+)?${MONTH}\\b(?:,?\\s+${YEAR})?`,
      'gi',
    ),
    read: ([part, month, year], say) =>
      say.years(year).flatMap((y) => {
        const first = dayNumber(y, monthOf(month), 1);
        if (/^(early|beginning|start)/i.test(part!)) return time(first, first + 9, 'part of a month');
        if (/^mid/i.test(part!)) return time(first + 10, first + 19, 'part of a month');
        return time(first + 20, lastDayOfMonth(y, monthOf(month)), 'part of a month');
      }),
  },
  {
    pattern: new RegExp(`\\b${MONTH},?\\s+(?:of\\s+)?${YEAR}\\b`, 'gi'),
    read: ([month, year]) => wholeMonth(dayNumber(Number(year), monthOf(month), 1), 'month'),
  },
  {
    // "may" and "march" are verbs too: a month stands alone only after a preposition, or with a capital and no second meaning.
    pattern: new RegExp(`\\b(?:in|of|during|since|until|throughout|by|from|last|this)\\s+${MONTH}\\b`, 'gi'),
    read: ([month], say) => wholeMonths(month, say),
  },
  {
    pattern: /\b(January|February|April|June|July|August|September|October|November|December)\b/g,
    read: ([month], say) => wholeMonths(month, say),
  },
  {
    pattern: /\b(the day before yesterday|yesterday|today|tonight|this morning|tomorrow)\b/gi,
    read: ([word], { today }) => {
      const lower = word!.toLowerCase();
      const day =
        lower === 'yesterday'
          ? today - 1
          : lower.startsWith('the')
            ? today - 2
            : lower === 'tomorrow'
              ? today + 1
              : today;
      return time(day, day, 'day');
    },
  },
  {
    pattern: new RegExp(`\\b${COUNT}\\s+(day|week|month|year)s?\\s+(?:ago|earlier|before)\\b`, 'gi'),
    read: ([count, unit], { today }) => {
      const n = countOf(count);
      const lower = unit!.toLowerCase();
      if (lower === 'day') return time(today - n, today - n, 'day');
      if (lower === 'week') return time(today - 7 * n - 3, today - 7 * n + 3, 'week');
      if (lower === 'month') return wholeMonth(startOfMonth(today, n), 'month');
      const year = new Date(today * DAY_MS).getUTCFullYear() - n;
      return time(dayNumber(year, 0, 1), dayNumber(year, 11, 31), 'year');
    },
  },
  {
    pattern: new RegExp(`\\b(?:last|past|previous)\\s+${COUNT}\\s+(day|week|month)s?\\b`, 'gi'),
    read: ([count, unit], { today }) => {
      const n = countOf(count) * { day: 1, week: 7, month: 31 }[unit!.toLowerCase() as 'day' | 'week' | 'month'];
      return time(today - n, today, n <= 14 ? 'week' : 'month');
    },
  },
  {
    pattern: /\b(last|past|previous|this)\s+(weekend|week|month|year)\b/gi,
    read: ([which, unit], { today }) => {
      const back = which!.toLowerCase() === 'this' ? 0 : 1;
      switch (unit!.toLowerCase()) {
        case 'week':
          return time(mondayOf(today) - 7 * back, mondayOf(today) - 7 * back + 6, 'week');
        case 'weekend': {
          const saturday = mondayOf(today) + 5 - (back === 1 || weekdayOf(today) !== 6 ? 7 * back : 0);
          return time(saturday, saturday + 1, 'day');
        }
        case 'month':
          return wholeMonth(startOfMonth(today, back), 'month');
        default: {
          const year = new Date(today * DAY_MS).getUTCFullYear() - back;
          return time(dayNumber(year, 0, 1), dayNumber(year, 11, 31), 'year');
        }
      }
    },
  },
  {
    pattern: new RegExp(`\\b(?:(every|each)\\s+)?(${WEEKDAYS.join('|')})(s?)\\b`, 'gi'),
    read: ([every, name, plural], { today, firstDay }) => {
      const weekday = WEEKDAYS.indexOf(name!.toLowerCase());
      const latest = today - ((weekdayOf(today) - weekday + 7) % 7);
      if (!every && !plural) return time(latest, latest, 'day');
      const all: NamedTime[] = [];
      for (let day = latest; day >= firstDay; day -= 7)
        all.push({ from: day, to: day, sharpness: 'every such weekday' });
      return all;
    },
  },
  {
    pattern: new RegExp(`\\b(?:in|during|since|of|year)\\s+${YEAR}\\b`, 'gi'),
    read: ([year]) => time(dayNumber(Number(year), 0, 1), dayNumber(Number(year), 11, 31), 'year'),
  },
];

/**
 * The times that a question names, in English: dates in the usual forms, months and their thirds, weekdays, "yesterday",
 * "last week", "three days ago", years.
 *
 * A date without a year means that date in every year the log covers. Days are those of UTC.
 *
 * @param now the moment of the question, in ms: what "yesterday" is counted from.
 * @param span first and last moment of the log, in ms.
 */
export function parseDatesInQuestion(
  question: string,
  now: number,
  span: { readonly first: number; readonly last: number },
): NamedTime[] {
  const firstYear = new Date(span.first).getUTCFullYear();
  const lastYear = new Date(span.last).getUTCFullYear();
  const everyYear = Array.from({ length: Math.max(0, lastYear - firstYear + 1) }, (_, i) => firstYear + i);
  const say: Sayer = {
    today: dayOf(now),
    firstDay: dayOf(span.first),
    years: (named) => (named ? [Number(named)] : everyYear),
  };
  let rest = question;
  const found: NamedTime[] = [];
  for (const { pattern, read } of READERS) {
    rest = rest.replace(pattern, (match, ...groups) => {
      const end = groups.findIndex((group) => typeof group === 'number');
      const times = read(groups.slice(0, end) as (string | undefined)[], say);
      found.push(...times);
      return times.length > 0 ? ' '.repeat(match.length) : match;
    });
  }
  return found;
}

function wholeMonths(month: string | undefined, say: Sayer): NamedTime[] {
  return say.years(undefined).flatMap((year) => wholeMonth(dayNumber(year, monthOf(month), 1), 'month'));
}

function onDay(month: number, day: number, year: string | undefined, say: Sayer): NamedTime[] {
  return say.years(year).flatMap((y) => {
    const one = dayNumber(y, month, day);
    return time(one, one, 'day');
  });
}

/** A range of days; up to a week each day counts as named, beyond that it is a stretch of time. */
function range(from: number, to: number): NamedTime[] {
  return time(from, to, to - from < 7 ? 'day' : 'part of a month');
}
