import { beforeEach, expect, test } from 'vitest';
import english from '../../public/_locales/en/messages.json' with { type: 'json' };
import { messagesFrom } from './message-file.ts';
import { useMessages } from './messages.ts';
import { signedWords } from './number-words.ts';
import { agoWords, dayWords, lapseWords, momentWords } from './when-words.ts';

const NOW = new Date(2026, 10, 24, 10, 12).getTime();
const at = (...parts: [number, number, number, number?, number?]) => new Date(...parts).toISOString();

beforeEach(() => useMessages(messagesFrom(english), 'en-GB'));

test.each([
  [at(2026, 10, 24, 9, 41), 'today', 'today 09:41'],
  [at(2026, 10, 21, 8, 55), 'Sat 21 Nov', 'Sat 21 Nov, 08:55'],
  [at(2026, 10, 12, 8, 55), '12 Nov', '12 Nov, 08:55'],
  [at(2025, 9, 2, 16, 20), '2 Oct 2025', '2 Oct 2025, 16:20'],
])('%s is written as a day and as a moment', (instant, day, moment) => {
  expect([dayWords(instant, NOW), momentWords(instant, NOW)]).toEqual([day, moment]);
});

test('yesterday evening is not today, however few hours ago', () => {
  expect(dayWords(at(2026, 10, 23, 23, 59), NOW)).toBe('Mon 23 Nov');
});

test.each([
  [3 * 3_600_000, '3 hours'],
  [26 * 3_600_000, '26 hours'],
  [2 * 86_400_000, '2 days'],
  [90 * 86_400_000, '3 months'],
])('%d ms last %s', (ms, words) => {
  expect(lapseWords(ms)).toBe(words);
});

test('what was just now is minutes ago, and never in the future', () => {
  expect(agoWords(new Date(NOW - 23 * 60_000).toISOString(), NOW)).toBe('23 minutes ago');
  expect(agoWords(new Date(NOW + 60_000).toISOString(), NOW)).toBe('0 minutes ago');
});

test('a signed number shows its sign, with the true minus', () => {
  expect([4, -31, 0, -0.2].map(signedWords)).toEqual(['+4', '−31', '0', '0']);
});
