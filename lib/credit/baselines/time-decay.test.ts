import { expect, test } from 'vitest';
import { caseOf, describeBaseline } from './baseline-acceptance.ts';
import { timeDecay } from './time-decay.ts';

describeBaseline(timeDecay, { sharesTheValue: true, orderFree: true });

const DAY = 86_400_000;
const base = caseOf('o', 0.9, 'early', 'late');
const daysApart = (days: number, before: number) => ({
  ...base,
  steps: base.steps.map((step, i) => ({ ...step, t: base.t - (before + (i === 0 ? days : 0)) * DAY })),
});

test('seven days earlier is half as much', () => {
  const [early, late] = timeDecay([daysApart(7, 0)]).byOutcome.get('o')!;
  expect(early).toBeCloseTo(0.3, 12);
  expect(late).toBeCloseTo(0.6, 12);
});

test('how long ago the last step was does not matter, not even decades', () => {
  const decades = timeDecay([daysApart(7, 15_000)]).byOutcome.get('o')!;
  expect(decades[0]).toBeCloseTo(0.3, 12);
});
