import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseOf, casesOf, playCases, startOf } from './cases-for-tests.ts';
import { doneIn } from './features-of-case.ts';
import type { LearntOutcome } from './learnt-outcome.ts';
import { onScale, type Refitted, refitForecast, scaleOf } from './refit-forecast.ts';

function refitted(outcomes: readonly LearntOutcome[]): Refitted {
  const steps = refitForecast(outcomes);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Expected value of a case that begins after all. */
function expected({ features, model, scale }: Refitted, done: readonly string[], context = {}): number {
  const view = { done: doneIn(caseOf({ done, value: 0 }, 0).candidates), context, recent: 0 };
  const eta = model.linear(features.of(view, startOf(100_000)));
  return scale.link === 'logit' ? onScale(scale, model.inverseLink(eta)) : eta;
}

const plain = (seed: number, n = 300) =>
  playCases(n, seed, (yes) => {
    const done = ['a', 'b', 'c', 'd'].filter(() => yes(0.5));
    return { done, value: Number(yes(0.3 + (done.includes('a') ? 0.4 : 0))) };
  });

test.each([
  [[0, 1], 'logit', 0, 1],
  [[-1, 1], 'logit', -1, 1],
  [[0.4], 'logit', 0, 0.4],
  [[0], 'logit', 0, 1],
  [[-0.4], 'logit', -0.4, 0],
  [[0.4, 1], 'identity', 0, 1],
  [[-1, -0.5], 'identity', 0, 1],
  [[0, 0.5, 1], 'identity', 0, 1],
] as const)('values %j are a chance or a value: %s from %d to %d', (values, link, low, high) => {
  expect(scaleOf(values)).toEqual({ link, low, high });
});

test('a scale spans what was seen and has a width, whatever was seen', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1 }), (values) => {
      const { link, low, high } = scaleOf(values);
      expect(high).toBeGreaterThan(low);
      if (link === 'logit') for (const value of values) expect(value >= low && value <= high).toBe(true);
    }),
  );
});

test('a refit is a function of the outcomes: whoever takes its steps, and whenever, gets the same', () => {
  const outcomes = plain(1);
  const [one, other] = [refitForecast(outcomes), refitForecast(outcomes.map((each) => ({ ...each })))];
  let [a, b] = [one.next(), other.next()];
  for (let k = 0; !a.done || !b.done; k++) {
    if (!a.done && k % 3 !== 0) a = one.next();
    else if (!b.done) b = other.next();
  }
  const plainOf = ({ features, model, scale }: Refitted) => ({ data: features.data, model: model.save(), scale });
  expect(plainOf(a.value as Refitted)).toEqual(plainOf(b.value as Refitted));
});

test('what is planted is expected', () => {
  const fitted = refitted(plain(2, 600));
  expect(expected(fitted, ['a', 'b'])).toBeCloseTo(0.7, 1);
  expect(expected(fitted, ['b'])).toBeCloseTo(0.3, 1);
});

test('an action that helps in one context and hurts in the other is expected to do so', () => {
  const outcomes = playCases(600, 3, (yes) => {
    const task = yes(0.5) ? 'write' : 'plan';
    const done = ['a', 'b', 'c'].filter(() => yes(0.5));
    const gain = done.includes('a') ? (task === 'write' ? 0.4 : -0.4) : 0;
    return { done, value: Number(yes(0.5 + gain)), context: { task } };
  });
  const fitted = refitted(outcomes);
  expect(fitted.features.data.inContext.map(({ type }) => type)).toContain('a');
  expect(expected(fitted, ['a'], { task: 'write' })).toBeGreaterThan(0.75);
  expect(expected(fitted, ['a'], { task: 'plan' })).toBeLessThan(0.25);
});

test('two actions of which only one alone works are expected to cancel', () => {
  const outcomes = playCases(600, 4, (yes) => {
    const [a, b] = [yes(0.5), yes(0.5)];
    return { done: ['a', 'b', 'c'].filter((_, i) => [a, b, yes(0.5)][i]), value: Number(yes(a !== b ? 0.85 : 0.15)) };
  });
  const fitted = refitted(outcomes);
  expect(fitted.features.data.together).toHaveLength(1);
  expect(expected(fitted, ['a'])).toBeGreaterThan(0.7);
  expect(expected(fitted, ['a', 'b'])).toBeLessThan(0.3);
});

test('where nothing interacts, hardly ever is an interaction taken in', () => {
  const taken = Array.from({ length: 12 }, (_, seed) => refitted(plain(seed + 50)).features.data).filter(
    ({ inContext, together }) => inContext.length + together.length > 0,
  );
  expect(taken.length).toBeLessThanOrEqual(3);
});

test('an action that turned for good is expected to do what it does now', () => {
  const outcomes = playCases(800, 5, (yes, j) => {
    const done = ['a', 'b', 'c'].filter(() => yes(0.5));
    return { done, value: Number(yes(0.5 + (done.includes('a') ? (j < 400 ? 0.4 : -0.4) : 0))) };
  });
  const fitted = refitted(outcomes);
  expect(fitted.features.data.formerly.map(({ type }) => type)).toContain('a');
  expect(expected(fitted, ['a'])).toBeLessThan(0.25);
});

test('places of features are those of their kinds, each used once', () => {
  const data = refitted(
    playCases(300, 6, (yes, j) => {
      const done = ['a', 'b', 'c'].filter(() => yes(0.5));
      const even = done.includes('a') === (j % 3 === 0);
      return { done, value: Number(yes(even ? 0.9 : 0.1)), context: { third: `${j % 3}`, load: j % 17 } };
    }),
  ).features.data;
  const places = [
    0,
    1,
    ...data.scaled.flatMap(({ at }) => [at, at + 1]),
    ...[...data.named, ...data.types, ...data.formerly, ...data.inContext, ...data.together].map(({ at }) => at),
  ];
  expect(places.sort((a, b) => a - b)).toEqual(data.kinds.map((_, i) => i));
});

test('features stay bounded, however many types there are', () => {
  const many = casesOf(
    Array.from({ length: 400 }, (_, j) => ({
      done: Array.from({ length: 25 }, (_, k) => `t${(j * 25 + k) % 5_000}`),
      value: j % 2,
    })),
  );
  expect(refitted(many).features.d).toBeLessThanOrEqual(400);
});

test('any outcomes give finite weights and a chance beside values that are none', () => {
  const sketch = fc.record({
    done: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }),
    value: fc.constantFrom(-1, -0.5, 0, 0.2, 1),
    context: fc.record(
      { task: fc.constantFrom('x', 'y'), load: fc.double({ noNaN: true, noDefaultInfinity: true }) },
      { requiredKeys: [] },
    ),
    confidence: fc.constantFrom(0.01, 1),
    after: fc.constantFrom(0, 1, 1_000),
  });
  fc.assert(
    fc.property(fc.array(sketch, { minLength: 1, maxLength: 40 }), (all) => {
      const { model, chance, scale } = refitted(casesOf(all));
      expect([...model.w, ...model.p, ...(chance?.w ?? [])].every(Number.isFinite)).toBe(true);
      expect(chance === null).toBe(scale.link === 'logit');
    }),
    { numRuns: 50 },
  );
});
