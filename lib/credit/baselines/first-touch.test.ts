import { expect, test } from 'vitest';
import { caseOf, describeBaseline } from './baseline-acceptance.ts';
import { firstTouch } from './first-touch.ts';

describeBaseline(firstTouch, { sharesTheValue: true, orderFree: true });

test('only the first step is credited', () => {
  expect(firstTouch([caseOf('o', 0.8, 'a', 'b', 'a')]).byOutcome.get('o')).toEqual([0.8, 0, 0]);
});
