import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseTable } from './case-table.ts';
import { type CaseSketch, casesOf } from './cases-for-tests.ts';
import { amongReached, placesOf } from './cases-reached.ts';
import { designOf, reweighed } from './design.ts';
import type { LearntOutcome } from './learnt-outcome.ts';
import { orderOfTypes } from './order-of-types.ts';

function reachedIn(cases: readonly LearntOutcome[], weights = new Float64Array(cases.length).fill(1)) {
  const table = caseTable(cases);
  const design = designOf(table, weights, 5);
  const [placeOf, order] = [placesOf(table), orderOfTypes(table, design)];
  const among = (name: string) => amongReached(table.types.indexOf(name), { table, design, placeOf, order });
  return { design, among, placeOf: (name: string) => placeOf[table.types.indexOf(name)] };
}

/** Cases with these acts in this order, each so many times, one after the other in turn. */
const inTurn = (times: number, ...kinds: readonly (readonly string[])[]) =>
  casesOf(
    Array.from({ length: times }, (_, j) => kinds.map((done): CaseSketch => ({ done, value: (j % 2) * 0.5 }))).flat(),
  );
const ENDED = ['open', 'read'];
const FAST = ['open', 'read', 'fast'];
const SLOW = ['open', 'read', 'slow', 'send'];

test('of two types that are done one or the other at the same place, cases that ended before it are left out, and no others', () => {
  const kinds = fc.array(fc.constantFrom(ENDED, FAST, SLOW), { maxLength: 20 });
  const weights = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(kinds, weights, (some, many) => {
      const cases = casesOf(
        [...new Array(20).fill([ENDED, FAST]).flat(), ...new Array(12).fill(SLOW), ...some]
          .slice(0, 60)
          .map((done) => ({ done, value: 1 })),
      );
      const given = Float64Array.from(many.slice(0, cases.length));
      const { design, among } = reachedIn(cases, given);
      const kept = given.map((weight, j) => (cases[j]!.candidates.length > 2 ? weight : 0));
      for (const type of ['fast', 'slow']) expect(among(type)).toEqual(reweighed(design, kept));
    }),
    { numRuns: 40 },
  );
});

test('a type without an alternative where it stands keeps all cases', () => {
  const alone = reachedIn(inTurn(10, ENDED, FAST));
  expect(alone.placeOf('fast')).toBe(2);
  expect(alone.among('fast')).toBe(alone.design);

  // The other one stands at another place, or nowhere always.
  const elsewhere = reachedIn(inTurn(10, ENDED, FAST, ['slow', 'open'], ['open', 'slow']));
  expect([elsewhere.placeOf('fast'), elsewhere.placeOf('slow')]).toEqual([2, -1]);
  for (const type of ['fast', 'slow']) expect(elsewhere.among(type)).toBe(elsewhere.design);

  // Both are names of one act: neither is done instead of the other.
  const names = inTurn(10, ENDED, FAST).map((outcome) => ({
    ...outcome,
    candidates: outcome.candidates.map(({ done, ...rest }) => ({
      ...rest,
      done: { ...done, types: done.types.flatMap((type) => (type === 'fast' ? ['fast', 'soon'] : [type])) },
    })),
  }));
  const together = reachedIn(names);
  expect([together.placeOf('fast'), together.placeOf('soon')]).toEqual([2, 2]);
  expect(together.among('fast')).toBe(together.design);
});

test('what is decided before all else is decided in every case, also in one in which nothing was done', () => {
  const { design, among, placeOf } = reachedIn(inTurn(10, [], ['fast'], ['slow', 'send']));
  expect([placeOf('fast'), placeOf('slow')]).toEqual([0, 0]);
  for (const type of ['fast', 'slow']) expect(among(type)).toBe(design);
});

test('a type has a place if it stands there first in 95 cases of a hundred, and none if in fewer', () => {
  const placeAt = (elsewhere: number) =>
    reachedIn(
      casesOf(Array.from({ length: 100 }, (_, j) => ({ done: j < elsewhere ? ['a'] : ['b', 'a', 'a'], value: 1 }))),
    ).placeOf('a');
  expect([placeAt(0), placeAt(5), placeAt(6), placeAt(50), placeAt(95)]).toEqual([1, 1, -1, -1, 0]);
});
