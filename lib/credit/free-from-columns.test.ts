import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseTable } from './case-table.ts';
import { playCases } from './cases-for-tests.ts';
import { designOf, type Pulls, productsWith, pullOf } from './design.ts';
import { type Freed, free, type Shared, shareOf } from './free-from-columns.ts';
import { factorOf, solveFactored } from './symmetric-solve.ts';

const N = 200;

/** Types that go with each other and with a context, and a value that depends on some of them and on chance. */
function world(seed: number, noise = 0.5) {
  const cases = playCases(N, seed, (yes, _, random) => {
    const task = yes(0.5) ? 'write' : 'plan';
    const b = yes(0.5);
    const a = yes((b ? 0.75 : 0.2) + (task === 'write' ? 0.1 : 0));
    const done = ['b', 'c', 'd', 'a'].filter((_, i) => [b, yes(0.5), yes(0.3), a][i]);
    const value = 0.3 * Number(a) + 0.4 * Number(b) + noise * (random() - 0.5);
    return { done, value, context: { task }, confidence: 0.2 + 0.8 * random() };
  });
  const table = caseTable(cases);
  const weights = Float64Array.from(cases, ({ confidence }) => confidence);
  const design = designOf(table, weights, 5);
  const y = Float64Array.from(table.rows, (row) => row.y);
  const column = (name: string) => design.columnOf[table.types.indexOf(name)]!;
  const x = (at: number) =>
    Float64Array.from(design.rows, (row) => {
      const k = row.at.indexOf(at);
      return k < 0 ? 0 : row.x[k]!;
    });
  return { design, weights, y, column, x, shared: shareOf(table, design, y) };
}

/** What is left of `a` and of the value with some columns held fixed. */
function freedOf({ shared, column, x }: ReturnType<typeof world>, columns: readonly number[], pulls?: Pulls): Freed {
  const given: Shared = pulls ? { ...shared, pulls } : shared;
  const treatment = x(column('a'));
  return free(given, treatment, productsWith(shared.design, treatment), columns);
}

const dot = (weights: Float64Array, a: Float64Array, b: Float64Array) =>
  weights.reduce((sum, weight, j) => sum + weight * a[j]! * b[j]!, 0);
const seeds = fc.nat(10_000);

test('with nothing but the intercept held fixed, the deviations from the weighted means are left', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { design, weights, y, column, x, ...rest } = world(seed);
      const freed = freedOf({ design, weights, y, column, x, ...rest }, [0]);
      const ones = x(0);
      for (const [all, left] of [
        [x(column('a')), freed.treatment],
        [y, freed.value],
      ] as const) {
        const mean = dot(weights, all, ones) / design.n;
        expect(Math.max(...left.map((each, j) => Math.abs(each - (all[j]! - mean))))).toBeLessThan(1e-6);
      }
    }),
    { numRuns: 20 },
  );
});

test('what is left goes with what was held fixed by no more than its pull allows', () => {
  fc.assert(
    fc.property(seeds, fc.subarray(['b', 'c', 'd'], { minLength: 1 }), (seed, held) => {
      const here = world(seed);
      const { design, shared, weights, column, x, y } = here;
      const columns = [0, 1, 2, ...held.map(column)];
      const freed = freedOf(here, columns);
      // At the optimum of a ridge, what is left × a column = its pull × its coefficient, and ½ pull × coefficient² is never
      // worth more than all there was to explain.
      for (const at of columns) {
        const pull = pullOf(design, shared.pulls, at);
        const treatment = x(column('a'));
        expect(Math.abs(dot(weights, freed.treatment, x(at)))).toBeLessThanOrEqual(
          Math.sqrt(pull * dot(weights, treatment, treatment)) + 1e-9,
        );
        expect(Math.abs(dot(weights, freed.value, x(at)))).toBeLessThanOrEqual(
          Math.sqrt(pull * dot(weights, y, y)) + 1e-9,
        );
      }
    }),
    { numRuns: 20 },
  );
});

test('however tightly types are held, a confounder is held fixed in full: shrunk it would still confound', () => {
  for (const seed of [1, 2, 3, 4]) {
    const here = world(seed);
    const { weights, column, x } = here;
    const goesWith = (columns: readonly number[]) => {
      const { treatment } = freedOf(here, columns, { contexts: 64, types: 256 });
      const ones = freedOf(here, [0]).treatment;
      const b = x(column('b'));
      const mean = dot(weights, b, x(0)) / here.design.n;
      const centred = b.map((each) => each - mean);
      return dot(weights, treatment, centred) / Math.sqrt(dot(weights, ones, ones) * dot(weights, centred, centred));
    };
    expect(goesWith([0])).toBeGreaterThan(0.3);
    expect(Math.abs(goesWith([0, column('b')]))).toBeLessThan(0.02);
  }
});

test('where nothing pulls, the slope of what is left on what is left is that of the regression on everything', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const here = world(seed);
      const { design, weights, column, y } = here;
      const all = Array.from({ length: design.p }, (_, at) => at);
      const { treatment, value } = freedOf(
        here,
        all.filter((at) => at !== column('a')),
        { contexts: 1e-9, types: 1e-9 },
      );
      const w = solveFactored(factorOf(design.gram.slice(), design.p), design.p, productsWith(design, y));
      expect(dot(weights, treatment, value) / dot(weights, treatment, treatment)).toBeCloseTo(w[column('a')]!, 6);
    }),
    { numRuns: 20 },
  );
});

test('the noise is what the full regression leaves, whatever it explains', () => {
  for (const noise of [0.5, 1, 2]) {
    const { shared } = world(7, noise);
    // Of a uniform draw of this width.
    expect(shared.noise / (noise ** 2 / 12)).toBeCloseTo(1, 0);
    expect(shared.noise).toBeLessThan(shared.spread ** 2);
    expect(shared.spent > 1 && shared.spent <= shared.design.p).toBe(true);
  }
});
