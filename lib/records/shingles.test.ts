import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shinglesOf, survivingShare } from './shingles.ts';

const words = fc.array(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 5, maxLength: 40 });

test('a passage survives whole in any page that quotes it, whatever the case and punctuation', () => {
  fc.assert(
    fc.property(words, words, words, (before, mine, after) => {
      const page = `${before.join(' ')}, ${mine.join('; ').toUpperCase()} — ${after.join(' ')}`;
      expect(survivingShare(shinglesOf(mine.join(' ')), new Set(shinglesOf(page)))).toBe(1);
    }),
  );
});

test('a passage that is gone does not survive by chance', () => {
  const mine = shinglesOf('the bridge opens on weekdays from nine until five in winter');
  expect(
    survivingShare(mine, new Set(shinglesOf('the ferry leaves at noon and comes back before the tide turns'))),
  ).toBe(0);
});

test('an empty text has no shingles and survives nowhere', () => {
  expect(shinglesOf(' … ')).toEqual([]);
  expect(survivingShare([], new Set([1]))).toBe(0);
});
