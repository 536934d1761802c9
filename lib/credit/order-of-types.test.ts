import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseTable } from './case-table.ts';
import { type CaseSketch, casesOf, playCases } from './cases-for-tests.ts';
import { designOf } from './design.ts';
import type { LearntOutcome } from './learnt-outcome.ts';
import { orderOfTypes } from './order-of-types.ts';

function orderOf(cases: readonly LearntOutcome[]) {
  const table = caseTable(cases);
  const order = orderOfTypes(table, designOf(table, new Float64Array(cases.length).fill(1), 2));
  const type = (name: string) => table.types.indexOf(name);
  return {
    table,
    order,
    shareBefore: (other: string, one: string) => order.shareBefore(type(other), type(one)),
    mostBefore: (other: string, one: string) => order.mostBefore(type(other), type(one)),
    areAlternatives: (one: string, other: string) => order.areAlternatives(type(one), type(other)),
  };
}

const sketches: fc.Arbitrary<CaseSketch[]> = fc.array(
  fc.record({ done: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }), value: fc.constant(1) }),
  { minLength: 8, maxLength: 30 },
);

test('what stands before in a share of the cases stands after in the rest, and a share lies between 0 and 1', () => {
  fc.assert(
    fc.property(sketches, (all) => {
      const { table, order } = orderOf(casesOf(all));
      const { adjusters } = designOf(table, new Float64Array(all.length).fill(1), 2);
      for (const a of adjusters) {
        for (const b of adjusters) {
          if (a === b) continue;
          const share = order.shareBefore(a, b);
          expect(share >= 0 && share <= 1).toBe(true);
          expect(share + order.shareBefore(b, a)).toBeCloseTo(1, 5);
          expect(order.mostBefore(a, b)).toBeGreaterThanOrEqual(share);
          const both = all.filter(({ done }) => done.includes(table.types[a]!) && done.includes(table.types[b]!));
          expect(order.together(a, b)).toBe(both.length);
        }
      }
    }),
  );
});

test('with many cases the share is the frequency, and the doubt about it is small', () => {
  const cases = playCases(400, 1, (yes) => ({ done: yes(0.8) ? ['a', 'b'] : ['b', 'a'], value: 1 }));
  const free = [...cases, ...playCases(20, 2, () => ({ done: [], value: 1 }))];
  const { shareBefore, mostBefore } = orderOf(free);
  expect(shareBefore('a', 'b')).toBeCloseTo(0.8, 1);
  expect(mostBefore('a', 'b') - shareBefore('a', 'b')).toBeLessThan(0.06);
});

test('of two that hardly ever meet, the order is told by where each usually stands', () => {
  const cases = casesOf([
    ...Array.from({ length: 40 }, () => ({ done: ['early', 'x', 'y', 'z'], value: 1 })),
    ...Array.from({ length: 40 }, () => ({ done: ['x', 'y', 'z', 'late'], value: 1 })),
  ]);
  const { shareBefore } = orderOf(cases);
  expect(shareBefore('early', 'late')).toBeGreaterThan(0.8);
  expect(shareBefore('late', 'early')).toBeLessThan(0.2);
});

test('what never happens together though both are frequent is done one instead of the other', () => {
  const either = playCases(120, 3, (yes) => ({
    done: [yes(0.5) ? 'fast' : 'slow', ...(yes(0.4) ? ['c'] : [])],
    value: 1,
  }));
  const { areAlternatives } = orderOf(either);
  expect([areAlternatives('fast', 'slow'), areAlternatives('slow', 'fast')]).toEqual([true, true]);
  expect(areAlternatives('fast', 'c')).toBe(false);
});

test('two rare types that have not met are no alternatives: that may be chance', () => {
  const rare = casesOf(
    Array.from({ length: 60 }, (_, j) => ({ done: j < 5 ? ['a'] : j < 10 ? ['b'] : ['c'], value: 1 })),
  );
  expect(orderOf(rare).areAlternatives('a', 'b')).toBe(false);
});
