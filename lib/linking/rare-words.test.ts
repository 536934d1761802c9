import { expect, test } from 'vitest';
import { wordHashesOf } from './rare-words.ts';

test('case, accents and punctuation do not matter, and a word counts once', () => {
  expect(wordHashesOf('Café KESTREL, café!', null)).toEqual(wordHashesOf('cafe kestrel', null));
});

test('words of one or two letters are left out, numbers are not', () => {
  expect(wordHashesOf('it is a 7', null)).toEqual(wordHashesOf('7', null));
  expect(wordHashesOf('7', null)).toHaveLength(1);
  expect(wordHashesOf('', null)).toEqual([]);
});

test('the words of one space are not those of another', () => {
  const work = new Set(wordHashesOf('kestrel budget', 'work'));
  expect(wordHashesOf('kestrel budget', 'home').filter((word) => work.has(word))).toEqual([]);
});

test('a script without spaces gives pairs, so that a part of a sentence is found in another', () => {
  const whole = new Set(wordHashesOf('予算案を送りました', null));
  expect(wordHashesOf('予算案', null).every((pair) => whole.has(pair))).toBe(true);
});

test('a text of any length costs a bounded number of words', () => {
  const long = Array.from({ length: 100_000 }, (_, i) => `word${i}`).join(' ');
  expect(wordHashesOf(long, null)).toHaveLength(24);
});
