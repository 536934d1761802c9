import { expect, test } from 'vitest';
import { caseOf, describeBaseline } from './baseline-acceptance.ts';
import { tdLambda } from './td-lambda.ts';

describeBaseline(tdLambda, { sharesTheValue: false, orderFree: false });

test('credits sum to what the steps changed in the expectation, so nothing is credited before anything was learnt', () => {
  const { byOutcome } = tdLambda([caseOf('o1', 1, 'a', 'b'), caseOf('o2', 1, 'a', 'b')]);
  expect(byOutcome.get('o1')).toEqual([0, 0]);
  expect(byOutcome.get('o2')!.some((credit) => credit !== 0)).toBe(true);
});

test('what was learnt last weighs more: a sign that turned is followed', () => {
  const turned = Array.from({ length: 400 }, (_, j) =>
    caseOf(`o${j}`, j < 200 === (j % 2 === 0) ? 1 : 0, j % 2 === 0 ? 'a' : 'b'),
  );
  const { byType } = tdLambda(turned);
  expect(byType.get('a')!).toBeLessThan(byType.get('b')!);
});
