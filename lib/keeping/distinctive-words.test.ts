import { expect, test } from 'vitest';
import { wordsOf } from '../recall/words-of.ts';
import type { LogRecord } from '../records/record.ts';
import { DistinctiveWords } from './distinctive-words.ts';

const told = (id: string, text: string, rest: object = {}): LogRecord =>
  ({ kind: 'observation', id, t: '2026-03-02T09:00:00.000Z', text, ...rest }) as LogRecord;

test('the rarest word comes first, and one that stands in every text last', () => {
  const log = [told('1', 'ferry bridge timetable'), told('2', 'ferry bridge'), told('3', 'ferry')];
  const words = new DistinctiveWords(log).of(log[0]!);
  expect(words.map(({ word }) => word)).toEqual(['timetable', 'bridge', 'ferry']);
  expect(words.map(({ texts }) => texts)).toEqual([1, 2, 3]);
  // ln(1 + (3 − 1 + ½)/(1 + ½))
  expect(words[0]!.tells).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 12);
});

test('one stem is one word all over the log, the shortest there is', () => {
  const log = [told('1', 'Meetings and bridges'), told('2', 'meeting a BRIDGE')];
  const words = new DistinctiveWords(log);
  expect(words.of(log[0]!).map(({ word }) => word)).toEqual(['bridge', 'meeting']);
  expect(words.of(log[1]!)).toEqual(words.of(log[0]!));
});

test('the index reads a word of a summary as the stem it stands for, in every script', () => {
  const texts = [
    'Organizing the annual accounts: 2024, naïve café’s',
    '我们明天去北京开会',
    'Müllers Straßen',
    "don't o'clock",
  ];
  for (const text of texts) {
    const words = new DistinctiveWords([told('1', text)]).of(told('1', text)).map(({ word }) => word);
    expect(new Set(wordsOf(words.sort().join(' ')))).toEqual(new Set(wordsOf(text)));
  }
});

test('what type, thread and entities say already is not said again', () => {
  const record = told('1', 'To Maria: the bridge', { thread: 'sms/maria', entities: ['person:maria'] });
  expect(new DistinctiveWords([record]).of(record).map(({ word }) => word)).toEqual(['bridge']);
});

test('what nobody would look for has no words', () => {
  const verdict = {
    kind: 'feedback',
    id: 'f',
    t: '2026-03-02T09:00:00.000Z',
    verdict: 'reject',
    text: 'bridge',
  } as const;
  expect(new DistinctiveWords([verdict]).of({ ...verdict, text: '' })).toEqual([]);
});
