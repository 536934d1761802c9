import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../records/seeded-random.ts';
import { caseTable } from './case-table.ts';
import { afterAll, caseOf, casesOf, startOf } from './cases-for-tests.ts';
import { binOf, delayCurves, weightsByKnown } from './known-by-now.ts';

const HOUR = 3_600_000;

/** Cases of a share of yeses, of which only those are in the log that are known by the end; and the weights at that moment. */
function logUpTo(n: number, seed: number, share: number, hours: { readonly yes: number; readonly no: number }) {
  const random = seededRandom(seed);
  const all = Array.from({ length: n }, (_, j) => {
    const value = Number(random() < share);
    const after = -Math.log(1 - random()) * (value ? hours.yes : hours.no);
    return caseOf({ done: ['a'], value, after }, j);
  });
  const now = startOf(n);
  const known = all.filter(({ t }) => Date.parse(t) <= now).sort((a, b) => (a.t < b.t ? -1 : 1));
  const { rows } = caseTable(known);
  return { rows, now, weights: weightsByKnown(rows, now) };
}

test('while yes and no take the same time, every outcome weighs the same, but for chance', () => {
  const differ = Array.from({ length: 40 }, (_, seed) => seed).filter((seed) =>
    logUpTo(200, seed, 0.5, { yes: 60, no: 60 }).weights.some((weight) => weight !== 1),
  );
  expect(differ.length).toBeLessThanOrEqual(3);
});

test('where a no is known late, the weighted share of yeses among the last cases is nearer to the true one', () => {
  let [plain, weighted, n] = [0, 0, 0];
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const { rows, weights } = logUpTo(300, seed, 0.4, { yes: 10, no: 240 });
    // The last third of the cases, where the noes are still missing.
    const late = rows.map((_, j) => j).filter((j) => rows[j]!.start >= startOf(200));
    const share = (weightOf: (j: number) => number) => {
      const sum = late.reduce((total, j) => total + weightOf(j), 0);
      return late.reduce((total, j) => total + weightOf(j) * rows[j]!.y, 0) / sum;
    };
    plain += share(() => 1);
    weighted += share((j) => weights[j]!);
    n++;
  }
  expect(plain / n).toBeGreaterThan(0.47);
  expect(Math.abs(weighted / n - 0.4)).toBeLessThan(0.4 * Math.abs(plain / n - 0.4));
});

test('a case of an age at which hardly any no would be known counts for nothing; an old one for itself', () => {
  const { rows, weights, now } = logUpTo(300, 9, 0.5, { yes: 5, no: 240 });
  rows.forEach((row, j) => {
    const age = now - row.last;
    if (age < 10 * HOUR) expect(weights[j]).toBe(0);
    if (age > 1_300 * HOUR) expect(weights[j]).toBeCloseTo(1, 1);
  });
});

test('what is known rises with age, from a share to all', () => {
  const delays = fc.array(fc.record({ after: fc.double({ min: 0.01, max: 2_000, noNaN: true }), good: fc.boolean() }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(delays, (all) => {
      const cases = casesOf(all.map(({ after, good }) => ({ done: ['a'], value: Number(good), after })));
      const { rows } = caseTable(cases);
      for (const known of [delayCurves(rows, afterAll(cases)).good, delayCurves(rows, afterAll(cases)).other]) {
        known.forEach((share, b) => {
          expect(share >= 0 && share <= 1 && share >= (known[b - 1] ?? 0)).toBe(true);
        });
        expect(known.at(-1)).toBe(1);
      }
      for (const weight of weightsByKnown(rows, afterAll(cases)))
        expect(weight >= 0 && Number.isFinite(weight)).toBe(true);
    }),
  );
});

test('bins of delays rise, stay within bounds, and take a clock that went backwards for no delay at all', () => {
  const delay = fc.double({ min: -1e15, max: 1e300, noNaN: true });
  fc.assert(
    fc.property(delay, delay, (a, b) => {
      const [low, high] = [binOf(Math.min(a, b)), binOf(Math.max(a, b))];
      expect(low <= high && low >= 0 && high < 64).toBe(true);
    }),
  );
  expect(binOf(-5)).toBe(binOf(0));
});

test('cases without anything done in them have no age and keep their weight', () => {
  const late = casesOf(
    Array.from({ length: 60 }, (_, j) => ({ done: j % 3 ? ['a'] : [], value: Number(j % 2), after: j % 2 ? 1 : 400 })),
  );
  const { rows } = caseTable(late);
  const weights = weightsByKnown(rows, afterAll(late));
  rows.forEach(({ outcome }, j) => {
    if (outcome.candidates.length === 0) expect(weights[j]).toBe(1);
  });
});
