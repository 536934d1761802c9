import { expect, test } from 'vitest';
import { caseOf, describeBaseline } from './baseline-acceptance.ts';
import { lastTouch } from './last-touch.ts';

describeBaseline(lastTouch, { sharesTheValue: true, orderFree: true });

test('only the last step is credited', () => {
  expect(lastTouch([caseOf('o', 0.5, 'a', 'b', 'a')]).byOutcome.get('o')).toEqual([0, 0, 0.5]);
});

test('a habit that always comes last takes all, though it does nothing', () => {
  const { byType } = lastTouch([caseOf('o1', 1, 'cause', 'habit'), caseOf('o2', 0, 'habit')]);
  expect(byType.get('cause')).toBe(0);
});
