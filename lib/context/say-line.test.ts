import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSaidAsFact, sayBlock, sayLine, tokensOf } from './say-line.ts';

const line = (text: string, p = 0.9, nEff = 6) =>
  sayLine({
    id: 'b',
    kind: 'preference',
    text,
    subject: text,
    about: '',
    polarity: 1,
    p,
    nEff,
    status: 'linked',
    said: false,
    pinned: false,
    space: null,
    context: {},
    t: '2026-03-02T09:00:00.000Z',
    for: [],
    against: [],
    ref: {},
  });

test('a line is one sentence on one line, with an end, and of bounded length', () => {
  expect(line('No bullet  points')).toBe('No bullet points.');
  expect(line('Sign with\nKim!')).toBe('Sign with Kim!');
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 600 }), (text) => {
      const said = line(text);
      expect(said).not.toMatch(/\n/);
      expect(said.length).toBeLessThanOrEqual(241);
    }),
  );
});

test('a name keeps its capital behind a perhaps', () => {
  expect(line('A table for comparisons.', 0.7, 2)).toBe('Perhaps: a table for comparisons.');
  expect(line('British spelling.', 0.7, 2)).toBe('Perhaps: British spelling.');
});

test('a block is one paragraph, and its tokens are a quarter of its characters, rounded up', () => {
  expect(sayBlock([])).toBe('');
  expect(sayBlock(['Use British spelling.', 'No marketing words.'])).toBe(
    'About me: Use British spelling. No marketing words.',
  );
  expect(tokensOf('')).toBe(0);
  expect(tokensOf('12345')).toBe(2);
});

test('a lesson counts what is in the log, so it is never a perhaps', () => {
  expect(isSaidAsFact({ kind: 'lesson', said: false, p: 0.1, nEff: 1 })).toBe(true);
  expect(isSaidAsFact({ kind: 'habit', said: false, p: 0.99, nEff: 3.9 })).toBe(false);
});
