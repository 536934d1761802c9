import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkByAgeAlone, linkProbability } from './link-probability.ts';

const HOUR = 3_600_000;
const YEAR = 8_760 * HOUR;
const key = { specificity: 4, cases: 1, rank: 1 };

test('a key shared with one other thread is nearly certain, and still likely a year later across threads', () => {
  expect(linkProbability({ tied: false, ageInMs: HOUR, entities: key })).toBeGreaterThan(0.95);
  expect(linkProbability({ tied: true, ageInMs: YEAR, entities: key })).toBeGreaterThan(0.75);
});

test('an entity that is on everything ties nothing', () => {
  const everywhere = { specificity: 0.02, cases: 100, rank: 1 };
  expect(linkProbability({ tied: true, ageInMs: 0, entities: everywhere })).toBe(0);
  expect(linkProbability({ tied: false, ageInMs: 0, entities: everywhere })).toBe(0);
});

test('half the words in common decide nothing, all of them nearly everything', () => {
  const words = (similarity: number) => ({ similarity, cases: 1 });
  expect(linkProbability({ tied: false, ageInMs: 0, words: words(0.5) })).toBeCloseTo(0.5);
  expect(linkProbability({ tied: false, ageInMs: 0, words: words(1) })).toBeGreaterThan(0.9);
});

test('it falls with age and with the crowd, rises with what is shared, and stays a probability', () => {
  const tie = fc.record({
    tied: fc.boolean(),
    ageInMs: fc.double({ min: 0, max: 20 * YEAR, noNaN: true }),
    entities: fc.record({
      specificity: fc.double({ min: 0, max: 12, noNaN: true }),
      cases: fc.double({ min: 1, max: 1e5, noNaN: true }),
      rank: fc.integer({ min: 1, max: 64 }),
    }),
    words: fc.record({
      similarity: fc.double({ min: 0, max: 1, noNaN: true }),
      cases: fc.integer({ min: 1, max: 1_000 }),
    }),
  });
  fc.assert(
    fc.property(tie, (it) => {
      const p = linkProbability(it);
      expect(p >= 0 && p < 1).toBe(true);
      expect(linkProbability({ ...it, ageInMs: it.ageInMs + HOUR })).toBeLessThanOrEqual(p);
      expect(linkProbability({ ...it, tied: true })).toBeLessThanOrEqual(p);
      const { entities, words } = it;
      expect(linkProbability({ ...it, entities: { ...entities, cases: entities.cases * 2 } })).toBeLessThanOrEqual(p);
      expect(
        linkProbability({ ...it, entities: { ...entities, specificity: entities.specificity + 1 } }),
      ).toBeGreaterThanOrEqual(p);
      expect(linkProbability({ ...it, words: { ...words, cases: words.cases * 2 } })).toBeLessThanOrEqual(p);
    }),
  );
});

test('by age alone nothing is likely', () => {
  expect(linkByAgeAlone(0, true)).toBeLessThan(0.12);
  expect(linkByAgeAlone(YEAR, false)).toBeGreaterThan(0);
  expect(linkByAgeAlone(HOUR, true)).toBeGreaterThan(linkByAgeAlone(HOUR, false));
});
