import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CauseView } from '../../lib/engine/api.ts';
import { displayRange, displayShares, MOST_STEPS } from './display-shares.ts';

const share = fc.double({ min: -1, max: 1, noNaN: true });
const outcomes = fc
  .record({ value: share, baseline: share, rest: share, means: fc.array(share, { maxLength: 50 }) })
  .map(({ value, baseline, rest, means }) => ({
    value,
    baseline,
    rest,
    causes: means.map((mean) => ({ mean }) as CauseView),
    unexplained: value - baseline - rest - means.reduce((sum, mean) => sum + mean, 0),
  }));

test('the parts as they are read add up to the outcome as it is read', () => {
  fc.assert(
    fc.property(outcomes, (outcome) => {
      const { baseline, causes, rest, unexplained, value } = displayShares(outcome);
      expect(causes.reduce((sum, each) => sum + each, baseline + rest + unexplained)).toBe(value);
      expect(value).toBeCloseTo(Math.round(outcome.value * 100), 9);
    }),
  );
});

test('what is drawn adds up too: the usual, six steps at most, all others together, and the unexplained', () => {
  fc.assert(
    fc.property(outcomes, (outcome) => {
      const { baseline, causes, drawn, others, rest, unexplained, value } = displayShares(outcome);
      expect(drawn.length).toBe(Math.min(MOST_STEPS, causes.length));
      expect(drawn.reduce((sum, at) => sum + causes[at]!, baseline + others + unexplained)).toBe(value);
      const small = causes.filter((_, at) => !drawn.includes(at));
      expect(small.reduce((sum, each) => sum + each, rest)).toBe(others);
    }),
  );
});

test('no step that is left to the others has more credit than one that is drawn, and the order is kept', () => {
  fc.assert(
    fc.property(outcomes, (outcome) => {
      const { drawn } = displayShares(outcome);
      const size = (at: number) => Math.abs(outcome.causes[at]!.mean);
      const least = Math.min(...drawn.map(size));
      for (const at of outcome.causes.keys()) if (!drawn.includes(at)) expect(size(at)).toBeLessThanOrEqual(least);
      expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
    }),
  );
});

test('a share is never outside of its range as they are displayed', () => {
  fc.assert(
    fc.property(
      share,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(Math.floor, Math.ceil),
      (mean, by, to) => {
        const shown = to(mean * 100);
        const [lo, hi] = displayRange({ lo: mean - by, hi: mean + by }, shown);
        expect(lo <= shown && shown <= hi).toBe(true);
      },
    ),
  );
});

test('no part is shown a whole hundredth or more away from what it is', () => {
  fc.assert(
    fc.property(outcomes, (outcome) => {
      const shown = displayShares(outcome);
      const pairs = [
        [shown.baseline, outcome.baseline],
        [shown.rest, outcome.rest],
        [shown.unexplained, outcome.unexplained],
        ...shown.causes.map((each, i) => [each, outcome.causes[i]!.mean]),
      ] as const;
      for (const [is, was] of pairs) expect(Math.abs(is! - was! * 100)).toBeLessThan(1 + 1e-6);
    }),
  );
});

test('an outcome without causes is baseline and unexplained', () => {
  expect(displayShares({ value: -1, baseline: 0.25, causes: [], rest: 0, unexplained: -1.25 })).toEqual({
    baseline: 25,
    causes: [],
    rest: 0,
    unexplained: -125,
    value: -100,
    drawn: [],
    others: 0,
  });
});
