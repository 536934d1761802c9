import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareDrafts, valueOfKept } from './compare-drafts.ts';

const DRAFT = 'The bridge opens at nine in the morning and closes at five on weekdays. Tickets are sold at the gate.';

test('a draft that stands as it was is kept whole, whatever stands around it', () => {
  expect(compareDrafts(DRAFT, DRAFT)).toMatchObject({
    kept: 1,
    addedWords: 0,
    removedWords: 0,
    after: DRAFT.slice(0, -1),
  });
  expect(compareDrafts(DRAFT, `Dear all,\n\n${DRAFT}\n\nBest, Ana`)).toMatchObject({ kept: 1, addedWords: 0 });
});

test('of a whole text, also what was put before and after it was added', () => {
  expect(compareDrafts('no, shorter', 'no, shorter and in German', true)).toMatchObject({ kept: 1, addedWords: 3 });
  expect(compareDrafts('no, shorter', 'something else altogether', true)).toMatchObject({
    kept: 0,
    addedWords: 3,
    removedWords: 2,
  });
});

test('marks of layout and case are no change', () => {
  expect(compareDrafts('**Bring** two copies:\n- one\n- two', 'bring two copies: one two').kept).toBe(1);
});

test('what was put in and what was taken out are counted in words', () => {
  const change = compareDrafts(DRAFT, DRAFT.replace('nine in the morning', 'ten').replace('Tickets', 'Cheap tickets'));
  expect(change).toMatchObject({ beforeWords: 20, removedWords: 4, addedWords: 2 });
  expect(change.after).toContain('opens at ten and closes');
});

test('a text of its own that shares common words only keeps nothing of a draft', () => {
  const other = 'Yesterday a cat sat on my keyboard, so the letter is late; nobody noticed, and it was fine.';
  expect(compareDrafts(DRAFT, other).kept).toBe(0);
  expect(compareDrafts(DRAFT, '').kept).toBe(0);
});

test('kept is a share, and the counts add up, for any texts', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (draft, now) => {
      const { kept, addedWords, removedWords, beforeWords, afterWords } = compareDrafts(draft, now);
      expect(kept).toBeGreaterThanOrEqual(0);
      expect(kept).toBeLessThanOrEqual(1);
      expect(afterWords).toBe(beforeWords - removedWords + addedWords);
      expect(Math.abs(valueOfKept(kept))).toBeLessThanOrEqual(1);
    }),
  );
});

test('two long texts without anything in common take no time', () => {
  const words = (seed: number) => Array.from({ length: 4_000 }, (_, i) => `w${(i * seed) % 9_973}x${seed}`).join(' ');
  const began = performance.now();
  compareDrafts(words(7), words(11));
  expect(performance.now() - began).toBeLessThan(500);
});
