import { expect, test } from 'vitest';
import { seededRandom } from '../records/seeded-random.ts';
import { normalFrom } from './normal-draws.ts';

test('draws have mean 0, variance 1, and the tails of a normal', () => {
  const normal = normalFrom(seededRandom(7));
  const n = 40_000;
  const draws = Array.from({ length: n }, normal);
  const mean = draws.reduce((sum, x) => sum + x, 0) / n;
  const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
  const beyond = (z: number) => draws.filter((x) => Math.abs(x) > z).length / n;
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  expect(Math.abs(beyond(1.96) - 0.05)).toBeLessThan(0.005);
  expect(Math.abs(beyond(3) - 0.0027)).toBeLessThan(0.0012);
});

test('draws are finite at both ends of the uniform, and the same for the same seed', () => {
  for (const edge of [0, 1 - 2 ** -53]) {
    const normal = normalFrom(() => edge);
    expect([normal(), normal()].every(Number.isFinite)).toBe(true);
  }
  const [one, other] = [normalFrom(seededRandom(3)), normalFrom(seededRandom(3))];
  expect(Array.from({ length: 9 }, one)).toEqual(Array.from({ length: 9 }, other));
});
