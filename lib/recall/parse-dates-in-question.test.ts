import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDatesInQuestion } from './parse-dates-in-question.ts';

/** A Wednesday. */
const NOW = Date.parse('2026-11-25T10:00:00Z');
const SPAN = { first: Date.parse('2025-10-01T00:00:00Z'), last: NOW };
const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const named = (question: string) =>
  parseDatesInQuestion(question, NOW, SPAN).map(({ from, to, sharpness }) => `${iso(from)} ${iso(to)} ${sharpness}`);

test.each([
  ['What did I do on 2026-03-02?', ['2026-03-02 2026-03-02 day']],
  ['the mail of January 12th, 2026', ['2026-01-12 2026-01-12 day']],
  ['the mail of 12 January 2026', ['2026-01-12 2026-01-12 day']],
  ['What happened on Dec. 3rd?', ['2025-12-03 2025-12-03 day', '2026-12-03 2026-12-03 day']],
  ['between March 3 and March 5, 2026', ['2026-03-03 2026-03-05 day']],
  ['from 3 to 20 March 2026', ['2026-03-03 2026-03-20 part of a month']],
  ['on 3.4.2026', ['2026-04-03 2026-04-03 day']],
  ['on 3/4/2026', ['2026-04-03 2026-04-03 day', '2026-03-04 2026-03-04 day']],
  ['at the end of February 2026', ['2026-02-21 2026-02-28 part of a month']],
  ['in mid-May 2026', ['2026-05-11 2026-05-20 part of a month']],
  ['in March 2026', ['2026-03-01 2026-03-31 month']],
  ['the January invoices', ['2025-01-01 2025-01-31 month', '2026-01-01 2026-01-31 month']],
  ['in may', ['2025-05-01 2025-05-31 month', '2026-05-01 2026-05-31 month']],
  ['What did Ana write yesterday?', ['2026-11-24 2026-11-24 day']],
  ['the day before yesterday', ['2026-11-23 2026-11-23 day']],
  ['three days ago', ['2026-11-22 2026-11-22 day']],
  ['last week', ['2026-11-16 2026-11-22 week']],
  ['this week', ['2026-11-23 2026-11-29 week']],
  ['last weekend', ['2026-11-21 2026-11-22 day']],
  ['last month', ['2026-10-01 2026-10-31 month']],
  ['on Monday', ['2026-11-23 2026-11-23 day']],
  ['on Friday', ['2026-11-20 2026-11-20 day']],
  ['last year', ['2025-01-01 2025-12-31 year']],
  ['in 2025', ['2025-01-01 2025-12-31 year']],
])('"%s" names %j', (question, times) => {
  expect(named(question)).toEqual(times);
});

test('every Tuesday is each Tuesday since the log began', () => {
  const tuesdays = named('What do I do on Tuesdays?');
  expect(tuesdays[0]).toBe('2026-11-24 2026-11-24 every such weekday');
  expect(tuesdays.at(-1)).toBe('2025-10-07 2025-10-07 every such weekday');
});

test.each([
  'May I use your draft?',
  'They march on.',
  'Release note for 4.2, compared with 4.1',
  'Which edit was reverted?',
  'at 10:30 with 5 people',
])('"%s" names no time', (question) => {
  expect(named(question)).toEqual([]);
});

test('a day that does not exist names its month', () => {
  expect(named('on February 31')).toEqual(['2025-02-01 2025-02-28 month', '2026-02-01 2026-02-28 month']);
});

test('no question makes it fail, and what it names is a range of days', () => {
  const words = fc.constantFrom(
    'last',
    'May',
    '31',
    'of',
    '3rd',
    'week',
    'in',
    '2026',
    'ago',
    'two',
    '-',
    '/',
    'Monday',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 10 }), (parts) => {
      for (const { from, to } of parseDatesInQuestion(parts.join(' '), NOW, SPAN)) {
        expect(Number.isInteger(from) && Number.isInteger(to) && from <= to).toBe(true);
      }
    }),
  );
});
