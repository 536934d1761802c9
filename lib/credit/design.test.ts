import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseTable } from './case-table.ts';
import { type CaseSketch, casesOf, playCases } from './cases-for-tests.ts';
import { designOf, likeliestPulls, productsWith, pullOf, reweighed } from './design.ts';

const sketches: fc.Arbitrary<CaseSketch[]> = fc.array(
  fc.record({
    done: fc.array(
      fc.nat(4).map((type) => `t${type}`),
      { maxLength: 5 },
    ),
    value: fc.double({ min: -1, max: 1, noNaN: true }),
    context: fc.record({ task: fc.constantFrom('write', 'plan', 'read') }),
  }),
  { minLength: 1, maxLength: 25 },
);

/** The same matrix in full. */
function dense({ rows, p }: ReturnType<typeof designOf>): number[][] {
  return rows.map(({ at, x }) => {
    const row = new Array<number>(p).fill(0);
    for (const [k, column] of at.entries()) row[column] = x[k]!;
    return row;
  });
}

test('the Gram matrix and the products are those of the weighted matrix in full', () => {
  fc.assert(
    fc.property(
      sketches,
      fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 25, maxLength: 25 }),
      (all, some) => {
        const table = caseTable(casesOf(all));
        const weights = Float64Array.from(some.slice(0, all.length));
        const design = designOf(table, weights, 2);
        const x = dense(design);
        const y = table.rows.map((row) => row.y);
        const b = productsWith(design, y);
        const sumOver = (of: (j: number) => number) => x.reduce((sum, _, j) => sum + weights[j]! * of(j), 0);
        for (let i = 0; i < design.p; i++) {
          expect(b[i]).toBeCloseTo(
            sumOver((j) => x[j]![i]! * y[j]!),
            9,
          );
          for (let k = 0; k < design.p; k++) {
            expect(design.gram[i * design.p + k]).toBeCloseTo(
              sumOver((j) => x[j]![i]! * x[j]![k]!),
              9,
            );
          }
        }
        expect(design.n).toBeCloseTo(
          sumOver(() => 1),
          9,
        );
        expect(reweighed(design, weights)).toEqual(design);
      },
    ),
  );
});

test('only what was done often enough and left out often enough has a column', () => {
  fc.assert(
    fc.property(sketches, (all) => {
      const table = caseTable(casesOf(all));
      const { adjusters, columnOf, firstType, p } = designOf(table, new Float64Array(all.length).fill(1), 3);
      for (const [type, count] of table.counts.entries()) {
        const varies = count >= 3 && all.length - count >= 3;
        expect(adjusters.includes(type)).toBe(varies);
        expect(columnOf[type]! >= firstType).toBe(varies);
      }
      expect(p).toBe(firstType + adjusters.length);
    }),
  );
});

test('columns within a row rise, and the first two are the intercept and a trend from −1 to 1', () => {
  const table = caseTable(casesOf(Array.from({ length: 9 }, (_, j) => ({ done: j % 2 ? ['b', 'a'] : [], value: 0 }))));
  const design = designOf(table, new Float64Array(9).fill(1), 2);
  for (const { at } of design.rows) expect([...at]).toEqual([...at].sort((a, b) => a - b));
  expect(design.rows.map(({ x }) => x[0])).toEqual(new Array(9).fill(1));
  expect([design.rows[0]!.x[1], design.rows[4]!.x[1], design.rows[8]!.x[1]]).toEqual([-1, 0, 1]);
});

test('types are held the more tightly the less the values depend on them, and the intercept hardly at all', () => {
  const pullsAt = (size: number) => {
    const cases = playCases(300, 3, (yes, _, random) => {
      const done = ['a', 'b', 'c', 'd', 'e', 'f'].filter(() => yes(0.5));
      const sum = done.reduce((total, type) => total + (type < 'd' ? size : -size), 0);
      return { done, value: sum + 0.3 * (random() - 0.5) };
    });
    const table = caseTable(cases);
    const design = designOf(table, new Float64Array(300).fill(1), 5);
    const pulls = likeliestPulls(
      design,
      Float64Array.from(table.rows, ({ y }) => y),
    );
    expect(pullOf(design, pulls, 0)).toBeLessThan(1e-3);
    return pullOf(design, pulls, design.firstType);
  };
  expect(pullsAt(0.2)).toBeLessThan(pullsAt(0));
});

test('values without any noise, or all the same, have pulls too', () => {
  for (const value of [0, 0.5]) {
    const table = caseTable(casesOf(Array.from({ length: 20 }, (_, j) => ({ done: j % 2 ? ['a'] : ['b'], value }))));
    const design = designOf(table, new Float64Array(20).fill(1), 5);
    const { contexts, types } = likeliestPulls(design, new Float64Array(20).fill(value));
    expect(contexts > 0 && types > 0).toBe(true);
  }
});
