import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countWords } from './count-words.ts';
import { letterRuns } from './letter-runs.ts';

const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom("'", '’', '-', 'a', 'é', '漢', '𝒳', '𠀀', '\ud835', '\udc00', '٣', ' ', '\u0301'),
    ),
  )
  .map((parts) => parts.join(''));

test('words are counted as the pattern for words finds them, in all scripts', () => {
  fc.assert(
    fc.property(text, (each) => {
      expect(countWords(each)).toBe(each.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0);
    }),
    { numRuns: 3_000 },
  );
});

test('runs of letters are those that the pattern for them finds; short ones of ASCII can be left out', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 5 }), (each, shortest) => {
      const all: string[] = each.match(/[\p{L}\p{N}]+/gu) ?? [];
      const long = all.filter((run) => run.length >= shortest || /[^\p{ASCII}]/u.test(run));
      expect(letterRuns(each, shortest)).toEqual(long);
    }),
    { numRuns: 3_000 },
  );
});
