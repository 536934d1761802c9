import { expect, test } from 'vitest';
import { caseOf, describeBaseline } from './baseline-acceptance.ts';
import { hindsightRatio } from './hindsight-ratio.ts';

describeBaseline(hindsightRatio, { sharesTheValue: false, orderFree: true });

test('an action as likely with the outcome as without is worth nothing', () => {
  const cases = [caseOf('o1', 1, 'a', 'b'), caseOf('o2', 1, 'b'), caseOf('o3', 0, 'a'), caseOf('o4', 0)];
  const { byType, byOutcome } = hindsightRatio(cases);
  expect(byType.get('a')).toBeCloseTo(0, 12);
  expect(byOutcome.get('o1')![0]).toBeCloseTo(0, 12);
  expect(byOutcome.get('o1')![1]).toBeGreaterThan(0);
});

test('a thousand different values are put into classes, and still tell helping from hurting', () => {
  const cases = Array.from({ length: 1_000 }, (_, j) => {
    const value = ((j * 37) % 1_000) / 500 - 1;
    return caseOf(`o${j}`, value, value > 0.2 ? 'high' : 'low');
  });
  const { byType } = hindsightRatio(cases);
  expect(byType.get('high')!).toBeGreaterThan(0);
  expect(byType.get('low')!).toBeLessThan(0);
});
