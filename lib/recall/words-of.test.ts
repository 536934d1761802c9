import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOf } from './words-of.ts';

test('the words of a text do not depend on case, accents, spacing or punctuation', () => {
  expect(wordsOf('The  CAFÉ’s ferries!')).toEqual(wordsOf('cafe ferry'));
  fc.assert(
    fc.property(fc.array(fc.constantFrom('bridge', 'ferry', 'naïve', 'x2'), { maxLength: 6 }), (words) => {
      expect(wordsOf(words.join(' ').toUpperCase())).toEqual(wordsOf(`${words.join(', ')}.`));
    }),
  );
});

test('stop words are left out, but a negation is not', () => {
  expect(wordsOf('Do not use the tables')).toEqual(['not', 'us', 'tabl']);
  expect(wordsOf("I can't stand it")).toEqual(['cant', 'stand']);
});

test('words of scripts without spaces are told apart', () => {
  expect(wordsOf('我喜欢喝咖啡').length).toBeGreaterThan(1);
  expect(wordsOf('桥的开放日期 bridge')).toContain('bridg');
  expect(wordsOf('สวัสดีชาวโลก').length).toBeGreaterThan(1);
});

test('no text makes it fail or gives an empty word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(wordsOf(text).every((word) => word !== '')).toBe(true);
    }),
  );
});
