import { expect, test } from 'vitest';
import { caseOf, describeBaseline } from './baseline-acceptance.ts';
import { markovRemoval } from './markov-removal.ts';

describeBaseline(markovRemoval, { sharesTheValue: true, orderFree: true });

test('the score is the loss by removal beyond what it would be without effects, as worked out by hand', () => {
  // start → a → 1, start → b → 0: half the walks reach each; removing a loses .5, and .25 if nothing had an effect.
  const { byType } = markovRemoval([caseOf('o1', 1, 'a'), caseOf('o2', 0, 'b')]);
  expect(byType.get('a')).toBeCloseTo(0.25, 12);
  expect(byType.get('b')).toBeCloseTo(-0.25, 12);
});

test('walks that turn in circles come to an end', () => {
  const { byType } = markovRemoval([caseOf('o1', 1, 'a', 'b', 'a', 'b', 'a'), caseOf('o2', 0, 'b', 'b', 'b')]);
  expect([...byType.values()].every(Number.isFinite)).toBe(true);
});

test('the shares of an outcome follow the losses of its types', () => {
  const cases = [caseOf('o1', 1, 'a', 'b'), caseOf('o2', 1, 'b'), caseOf('o3', 1, 'b')];
  const [a, b] = markovRemoval(cases).byOutcome.get('o1')!;
  // Every walk ends through b and a third of them go through a.
  expect(b! / a!).toBeCloseTo(3, 9);
});
