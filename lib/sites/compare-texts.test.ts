import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shinglesOf, survivingShare } from '../records/shingles.ts';
import { compareTexts } from './compare-texts.ts';

const word = fc.constantFrom('the', 'bridge', 'opens', 'at', 'nine', 'until', 'five', 'harbour', 'office', 'board');
const line = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
const count = (value: string) => value.split(/\s+/).filter(Boolean).length;

test('words come and go as the difference of the texts says', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const change = compareTexts(before, after);
      expect(change.addedWords - change.removedWords).toBe(count(after) - count(before));
      expect(change.addedWords).toBeGreaterThanOrEqual(0);
      expect(change.removedWords).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('a text and itself, or itself with its lines moved, differ in nothing', () => {
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const moved = compareTexts(lines.join('\n'), [...lines].reverse().join('\n'));
      expect([moved.addedWords, moved.removedWords, moved.added, moved.removed]).toEqual([0, 0, [], []]);
    }),
  );
});

test('a new line is told whole', () => {
  expect(compareTexts('one\nthree', 'one\nthe bridge opens\nthree')).toEqual({
    added: ['the bridge opens'],
    removed: [],
    addedWords: 3,
    removedWords: 0,
  });
});

test('of a long changed line the change is told, so that undoing it leaves none of its runs of words on the page', () => {
  const words = Array.from({ length: 200 }, (_, i) => `word${i}`);
  const before = words.join(' ');
  const after = [...words.slice(0, 100), 'except', 'on', 'Sundays', ...words.slice(100)].join(' ');
  const change = compareTexts(before, after);
  expect([change.addedWords, change.removedWords]).toEqual([3, 0]);
  const mine = shinglesOf(change.added.join('\n'));
  expect(survivingShare(mine, new Set(shinglesOf(after)))).toBe(1);
  expect(survivingShare(mine, new Set(shinglesOf(before)))).toBe(0);
});

test('a text of 5,000 changed lines is compared within half a second', () => {
  const old = Array.from({ length: 5_000 }, (_, i) => `line ${i} is here`).join('\n');
  const start = performance.now();
  compareTexts(old, old.replaceAll('here', 'there'));
  expect(performance.now() - start).toBeLessThan(500);
});
