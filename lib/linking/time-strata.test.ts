import { expect, test } from 'vitest';
import { timeStrata } from './time-strata.ts';

const MINUTE = 60_000;
const YEAR = 525_600 * MINUTE;
/** One thing every ten minutes for two years. */
const msAt = (position: number) => position * 10 * MINUTE;
const END = (2 * YEAR) / (10 * MINUTE);
const pick = (seed: string, likely: (at: number) => number = () => 0) => timeStrata(END, 2 * YEAR, msAt, likely, seed);

test('every age has its share, at most 105 in all', () => {
  const ages = pick('o1').map((at) => (2 * YEAR - msAt(at)) / MINUTE);
  expect(ages.length).toBeLessThanOrEqual(105);
  for (const from of [64, 256, 4_096, 65_536, 524_288]) {
    expect(ages.filter((age) => age >= from && age <= 2 * from).length).toBeGreaterThanOrEqual(3);
  }
});

test('the same seed picks the same, another one others', () => {
  expect(pick('o1')).toEqual(pick('o1'));
  expect(pick('o1')).not.toEqual(pick('o2'));
});

test('of each age the likeliest are taken', () => {
  const few = (at: number) => Number(at % 20 === 0);
  const likely = pick('o1', few).filter((at) => few(at) === 1).length;
  expect(likely).toBeGreaterThan(pick('o1').filter((at) => few(at) === 1).length + 5);
});

test('nothing before gives nothing', () => {
  expect(timeStrata(0, YEAR, msAt, () => 0, 'o1')).toEqual([]);
});
