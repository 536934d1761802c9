import { expect, test } from 'vitest';
import { caseOf, describeBaseline } from './baseline-acceptance.ts';
import { logKernel } from './log-kernel.ts';

describeBaseline(logKernel, { sharesTheValue: true, orderFree: true });

test('ten thousand events back still counts a good tenth of what one event back does', () => {
  const base = caseOf('o', 1, 'far', 'near');
  const steps = base.steps.map((step, i) => ({ ...step, eventsBefore: i === 0 ? 10_000 : 1 }));
  const [far, near] = logKernel([{ ...base, steps }]).byOutcome.get('o')!;
  expect(far! / near!).toBeCloseTo((1 + Math.log(2)) / (1 + Math.log(10_001)), 12);
  expect(far! / near!).toBeGreaterThan(0.1);
});
