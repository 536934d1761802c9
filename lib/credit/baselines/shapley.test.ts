import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseOf, describeBaseline, someCases } from './baseline-acceptance.ts';
import { shapley } from './shapley.ts';

describeBaseline(shapley, { sharesTheValue: false, orderFree: true });

test('types that are always done together have the same credit', () => {
  const cases = Array.from({ length: 40 }, (_, j) => caseOf(`o${j}`, j % 2, ...(j % 2 ? ['a', 'b'] : ['c'])));
  const [a, b] = shapley(cases).byOutcome.get('o1')!;
  expect(a).toBeCloseTo(b!, 12);
  expect(a).toBeGreaterThan(0);
});

test('the order of the steps does not matter', () => {
  fc.assert(
    fc.property(someCases, (cases) => {
      const turned = cases.map((each) => ({ ...each, steps: [...each.steps].reverse() }));
      const [one, other] = [shapley(cases), shapley(turned)];
      for (const [type, score] of one.byType) expect(other.byType.get(type)).toBe(score);
    }),
  );
});

test('with many types, where orders are sampled, a cause that many cases share still comes first', () => {
  const cases = Array.from({ length: 200 }, (_, j) => {
    const others = Array.from({ length: 12 }, (_, i) => `x${(j * 7 + i * i * 3) % 30}`);
    return caseOf(`o${j}`, j % 2, ...others, ...(j % 2 ? ['cause'] : []));
  });
  const { byType } = shapley(cases);
  expect([...byType].sort(([, a], [, b]) => b - a)[0]![0]).toBe('cause');
});
