import { expect, test } from 'vitest';
import { missedTargets, quantile } from './benchmark.ts';

test('a figure that was not measured misses its target', () => {
  const targets = { a: { at_most: 1 }, b: { at_least: 2 }, c: { at_most: 3 } };
  expect(missedTargets({ figures: { a: 1, b: 1.9, c: Number.NaN }, targets })).toEqual(['b', 'c']);
  expect(missedTargets({ figures: {}, targets })).toEqual(['a', 'b', 'c']);
});

test('a quantile is one of the figures', () => {
  expect(quantile([3, 1, 2, 4], 0.5)).toBe(2);
  expect(quantile([5], 0.99)).toBe(5);
});
