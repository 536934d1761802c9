import { expect, test } from 'vitest';
import { caseOf, describeBaseline } from './baseline-acceptance.ts';
import { linear } from './linear.ts';

describeBaseline(linear, { sharesTheValue: true, orderFree: true });

test('every step has the same part, and repeats count', () => {
  expect(linear([caseOf('o', 1, 'a', 'b', 'a', 'c')]).byOutcome.get('o')).toEqual([0.25, 0.25, 0.25, 0.25]);
});
