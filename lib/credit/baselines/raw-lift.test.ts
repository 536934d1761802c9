import { expect, test } from 'vitest';
import { caseOf, describeBaseline } from './baseline-acceptance.ts';
import { rawLift } from './raw-lift.ts';

describeBaseline(rawLift, { sharesTheValue: false, orderFree: true });

test('a step is credited the difference of the means, shared among steps of its type', () => {
  const cases = [caseOf('o1', 1, 'a', 'a'), caseOf('o2', 0.5, 'a'), caseOf('o3', 0.25, 'b'), caseOf('o4', 0)];
  const { byOutcome } = rawLift(cases);
  expect(byOutcome.get('o1')).toEqual([0.3125, 0.3125]);
  expect(byOutcome.get('o2')).toEqual([0.625]);
});

test('a type done in every case has no lift', () => {
  expect(rawLift([caseOf('o1', 1, 'a'), caseOf('o2', 0, 'a')]).byType.get('a')).toBe(0);
});
