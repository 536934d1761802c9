import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseOf, startOf } from './cases-for-tests.ts';
import {
  type CaseView,
  doneIn,
  FeatureMap,
  type FeatureMapData,
  type Repeats,
  strengthOf,
} from './features-of-case.ts';

const NAMES = ['a', 'b', 'c', 'd'];
const repeats = fc.constantFrom<Repeats>('once', 'saturating', 'doubling');

/** Features of all sorts, in the order of their kinds. */
function mapOf(how: Repeats = 'once', until = startOf(5)): FeatureMap {
  const data: FeatureMapData = {
    kinds: [
      'one',
      'context',
      'context',
      'context',
      'context',
      'type',
      'type',
      'type',
      'type',
      'interaction',
      'interaction',
      'interaction',
    ],
    repeats: how,
    scaled: [{ key: 'load', mean: 2, deviation: 0.5, at: 2 }],
    named: [{ key: 'task', value: 'write', at: 4 }],
    types: ['a', 'b', 'c'].map((type, i) => ({ type, at: 5 + i })),
    formerly: [{ type: 'b', at: 8, until }],
    inContext: [
      { type: 'a', key: 'task', value: 'write', at: 9 },
      { type: 'c', key: 'load', value: null, at: 10 },
    ],
    together: [{ types: ['a', 'c'], at: 11 }],
  };
  return new FeatureMap(data);
}

const views = fc.record({
  done: fc.array(fc.constantFrom(...NAMES), { maxLength: 8 }),
  context: fc.record(
    {
      task: fc.constantFrom('write', 'plan', 3),
      load: fc.double({ noNaN: true, noDefaultInfinity: true }),
      other: fc.constant('x'),
    },
    { requiredKeys: [] },
  ),
  recent: fc.double({ min: -1, max: 1, noNaN: true }),
  j: fc.nat(10),
  link: fc.double({ min: 0.05, max: 1, noNaN: true }),
});

test('features rise, are none of them 0, and lie within the map', () => {
  fc.assert(
    fc.property(views, repeats, ({ done, context, recent, j, link }, how) => {
      const { candidates } = caseOf({ done, value: 1, link }, j);
      const { at, x } = mapOf(how).of({ done: doneIn(candidates), context, recent }, startOf(j));
      expect([...(at as number[])]).toEqual([...new Set(at as number[])].sort((a, b) => a - b));
      for (const each of at as number[]) expect(each >= 0 && each < mapOf().d).toBe(true);
      for (const each of x as number[]) expect(each !== 0 && Number.isFinite(each)).toBe(true);
    }),
  );
});

test('a case unfolds to its linear predictor, one step a place, from before anything was done', () => {
  const weights = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(views, repeats, weights, ({ done, context, recent, j, link }, how, w) => {
      const map = mapOf(how);
      const there = doneIn(caseOf({ done, value: 1, link }, j).candidates);
      const phi = map.of({ done: there, context, recent }, startOf(j));
      const steps = map.unfold(phi, w, there);
      const eta = (phi.x as number[]).reduce((sum, x, k) => sum + x * w[phi.at[k]!]!, 0);
      expect(steps.at(-1)![1]).toBeCloseTo(eta, 7);
      const places = steps.map(([place]) => place);
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      expect(places[0]).toBe(-1);
      for (const place of places.slice(1)) expect(place).toBeLessThan(done.length);
      const before = map.of({ done: new Map(), context, recent }, startOf(j));
      expect(steps[0]![1]).toBeCloseTo(
        (before.x as number[]).reduce((sum, x, k) => sum + x * w[before.at[k]!]!, 0),
        7,
      );
    }),
  );
});

const view = (done: readonly string[], context: CaseView['context'] = {}): CaseView => ({
  done: doneIn(caseOf({ done, value: 1 }, 0).candidates),
  context,
  recent: 0,
});
const featureOf = (phi: { at: ArrayLike<number>; x: ArrayLike<number> }, column: number) =>
  Object.fromEntries(Array.from(phi.at, (at, k) => [at, phi.x[k]!]))[column] ?? 0;

test('a type whose effect changed counts for its former self before the change, and for itself after', () => {
  const map = mapOf('once', startOf(5));
  const [early, late] = [map.of(view(['b']), startOf(4)), map.of(view(['b']), startOf(5))];
  expect([featureOf(early, 8), featureOf(early, 6)]).toEqual([1, 0]);
  expect([featureOf(late, 8), featureOf(late, 6)]).toEqual([0, 1]);
});

test('an interaction counts where both are there', () => {
  const map = mapOf();
  expect(featureOf(map.of(view(['a'], { task: 'write' }), 0), 9)).toBe(1);
  expect(featureOf(map.of(view(['a'], { task: 'plan' }), 0), 9)).toBe(0);
  expect(featureOf(map.of(view(['c'], { load: 2.5 }), 0), 10)).toBe(1);
  expect(featureOf(map.of(view(['a', 'c']), 0), 11)).toBe(1);
  expect(featureOf(map.of(view(['a']), 0), 11)).toBe(0);
});

test('a wild number of a context is cut off, with its interaction', () => {
  const phi = mapOf().of(view(['c'], { load: 1e300 }), 0);
  expect(Math.max(...Array.from(phi.x, Math.abs))).toBeLessThan(30);
});

test('repeats count once, or ever less, or for each doubling; never for less than once', () => {
  expect([1, 2, 3].map((n) => strengthOf('once', 1, n))).toEqual([1, 1, 1]);
  expect([1, 3, 7].map((n) => strengthOf('doubling', 1, n))).toEqual([1, 2, 3]);
  const saturating = [1, 2, 3, 4, 9].map((n) => strengthOf('saturating', 1, n));
  expect(saturating[0]).toBe(1);
  for (const [i, each] of saturating.entries()) expect(each > (saturating[i - 1] ?? 0) && each < 2).toBe(true);
  fc.assert(
    fc.property(repeats, fc.double({ min: 0.05, max: 1, noNaN: true }), (how, x) => {
      expect(strengthOf(how, x, x)).toBe(x);
    }),
  );
});

test('of what was done, the surest link, the sum of links and the first place are kept; a decision counts under all its names', () => {
  const { candidates } = caseOf({ done: ['a', 'b', 'a'], value: 1 }, 0);
  const unsure = candidates.map((each, i) => ({ ...each, link: [0.5, 1, 0.8][i]! }));
  expect(doneIn(unsure)).toEqual(
    new Map([
      ['a', { x: 0.8, times: 1.3, first: 0 }],
      ['b', { x: 1, times: 1, first: 1 }],
    ]),
  );
  const lot = (type: string) => ({ type, propensity: 0.5, chosen: true });
  const names = doneIn(
    caseOf({ done: [], value: 1, lots: [lot('decision:offer:x'), lot('decision:offer:y')] }, 0).candidates,
  );
  expect([...names.keys()]).toEqual(['decision:offer:x', 'decision:offer:y']);
});

test('only a type with a feature is known', () => {
  expect([mapOf().knows('a'), mapOf().knows('d')]).toEqual([true, false]);
});
