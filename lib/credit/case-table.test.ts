import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseTable, rowsByStart } from './case-table.ts';
import { BETWEEN_CASES, type CaseSketch, casesOf, startOf } from './cases-for-tests.ts';

const sketches: fc.Arbitrary<CaseSketch[]> = fc.array(
  fc.record({
    done: fc.array(
      fc.nat(5).map((type) => `t${type}`),
      { maxLength: 6 },
    ),
    value: fc.constantFrom(0, 1, -0.5),
    context: fc.record({ task: fc.constantFrom('write', 'plan', 1), load: fc.nat(30) }, { requiredKeys: [] }),
    link: fc.constantFrom(1, 0.6, 0.1),
  }),
  { minLength: 1, maxLength: 25 },
);

test('a row has each type of its case once, in the order of the types, with its place, its link and its number of times', () => {
  fc.assert(
    fc.property(sketches, (all) => {
      const { rows, types } = caseTable(casesOf(all));
      expect(types).toEqual([...new Set(all.flatMap(({ done }) => done))].sort());
      for (const [j, { done, link = 1 }] of all.entries()) {
        const expected = [...new Set(done)].sort().map((name) => ({
          type: types.indexOf(name),
          x: link,
          times: expect.closeTo(link * done.filter((each) => each === name).length, 9),
          first: done.indexOf(name),
        }));
        expect(rows[j]!.done).toEqual(expected);
      }
    }),
  );
});

test('a type counts in the cases that it probably belongs to', () => {
  fc.assert(
    fc.property(sketches, (all) => {
      const { counts, types } = caseTable(casesOf(all));
      for (const [i, name] of types.entries()) {
        expect(counts[i]).toBe(all.filter(({ done, link = 1 }) => done.includes(name) && link > 0.5).length);
      }
    }),
  );
});

test('a case knows when it began, when it last moved, and when its outcome was known', () => {
  const [row] = caseTable(casesOf([{ done: ['a', 'b', 'a'], value: 1, after: 3 }])).rows;
  const last = startOf(0) + 2 * 60_000;
  expect(row).toMatchObject({ start: startOf(0), last, end: last + 3 * 3_600_000, known: last + 3 * 3_600_000 });
  const [empty] = caseTable(casesOf([{ done: [], value: 1 }])).rows;
  expect([empty!.start, empty!.last]).toEqual([empty!.end, empty!.end]);
});

test('several lots on one type in a case are one: it was done if any fell on it', () => {
  const lot = (propensity: number, chosen: boolean) => ({ type: 'decision:offer:x', propensity, chosen });
  const { rows, types } = caseTable(casesOf([{ done: ['a'], value: 1, lots: [lot(0.5, false), lot(0.2, true)] }]));
  expect(rows[0]!.lots).toEqual([
    { type: types.indexOf('decision:offer:x'), propensity: expect.closeTo(0.6, 12), chosen: true },
  ]);
});

test('a type that was only ever left out by lot is a type, in no case', () => {
  const { types, counts } = caseTable(
    casesOf([{ done: ['a'], value: 1, lots: [{ type: 'decision:offer:x', propensity: 0.5, chosen: false }] }]),
  );
  expect([types, [...counts]]).toEqual([
    ['a', 'decision:offer:x'],
    [1, 0],
  ]);
});

test('names of contexts are columns of 0 and 1, many numbers one scaled column and its square, few numbers are names', () => {
  const cases = Array.from({ length: 40 }, (_, j) => ({
    done: ['a'],
    value: 1,
    context: { task: ['write', 'plan', 'read'][j % 3]!, load: j, level: j % 4, same: 'x', rare: `r${j}` },
  }));
  const { contexts, named } = caseTable(casesOf(cases));
  const values = (key: string) => contexts.filter((column) => column.key === key).map(({ value }) => value);
  expect(values('task')).toEqual(['plan', 'read', 'write']);
  expect(values('level')).toEqual([0, 1, 2, 3]);
  expect([values('load'), values('load²')]).toEqual([[null], [null]]);
  // What never differs, and what is met once, says nothing.
  expect([values('same'), values('rare')]).toEqual([[], []]);
  expect(named.map(({ key }) => key)).toEqual(['level', 'rare', 'task']);
  const load = contexts.find(({ key }) => key === 'load')!.x;
  expect(load.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 9);
  expect(load.reduce((sum, x) => sum + x * x, 0) / 40).toBeCloseTo(1, 9);
});

test('of two values that are always one or the other, one column says it all', () => {
  const cases = Array.from({ length: 10 }, (_, j) => ({ done: [], value: 1, context: { task: j % 2 ? 'a' : 'b' } }));
  expect(caseTable(casesOf(cases)).contexts).toHaveLength(1);
});

test('whatever the contexts are, their columns hold finite numbers of bounded size, and are bounded in number', () => {
  const anything = fc.oneof(fc.constantFrom('x', 'y', ''), fc.double({ noNaN: true, noDefaultInfinity: true }));
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.constantFrom('a', 'b', '²', 'a²'), anything), { maxLength: 30 }),
      (contexts) => {
        const table = caseTable(casesOf(contexts.map((context) => ({ done: ['t'], value: 1, context }))));
        for (const { x } of table.contexts) for (const each of x) expect(Math.abs(each)).toBeLessThan(20);
      },
    ),
  );
  const wide = Array.from({ length: 300 }, (_, j) => ({
    done: [],
    value: 1,
    context: Object.fromEntries(Array.from({ length: 40 }, (_, k) => [`k${k}`, `v${(j * k) % 20}`])),
  }));
  expect(caseTable(casesOf(wide)).contexts.length).toBeLessThan(200);
});

test('rows by start are in the order in which cases began, not in that of the log', () => {
  const cases = casesOf([
    { done: ['a'], value: 1 },
    { done: ['a'], value: 1 },
    { done: ['a'], value: 1 },
  ]);
  // What became known first was begun last.
  const table = caseTable([cases[2]!, cases[0]!, cases[1]!]);
  expect([...rowsByStart(table)]).toEqual([1, 2, 0]);
  expect(table.rows[1]!.start - table.rows[0]!.start).toBe(-2 * BETWEEN_CASES);
});
