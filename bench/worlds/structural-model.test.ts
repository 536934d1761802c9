/** The truth of structural models, against what can be worked out on paper. */
import { expect, test } from 'vitest';
import { CHAIN } from './chain.ts';
import { structuralWorld } from './structural-model.ts';

const [WITH, WITHOUT, EFFECT] = [0.8, 0.1, 0.6];

/** A root leads to a step, which alone acts; and something done up to four times acts by how often. */
const small = structuralWorld(
  {
    outcomeType: 'small:come:end',
    kinds: [
      { name: 'root', chance: () => 0.5 },
      { name: 'step', chance: (times) => (times[0]! > 0 ? WITH : WITHOUT), after: [0] },
      { name: 'often', chance: () => 0.5, most: 4 },
      { name: 'nothing', chance: () => 0.5 },
    ],
    state: () => null,
    context: () => ({}),
    expected: (times) => 0.1 + EFFECT * times[1]! + 0.05 * times[2]!,
  },
  { seed: 1, outcomes: 800 },
);
const typeOf = new Map(small.records.flatMap((record) => (record.kind === 'action' ? [[record.id, record.type]] : [])));
const creditOf = (type: string, of: ReadonlyMap<string, ReadonlyMap<string, number>>) =>
  [...of].flatMap(([outcome, credits]) =>
    [...credits].filter(([id]) => typeOf.get(id) === type).map(([, share]) => ({ outcome, share })),
  );
const did = (type: string, outcome: string) =>
  [...small.truth.contribution!.get(outcome)!.keys()].some((id) => typeOf.get(id) === type);

test('a root that acts through a step has the total effect of the way, and no direct one', () => {
  expect(small.truth.total.get('root')).toBeCloseTo((WITH - WITHOUT) * EFFECT, 10);
  expect(small.truth.direct!.get('root')).toBe(0);
  expect(small.truth.total.get('step')).toBeCloseTo(EFFECT, 10);
  expect(small.truth.total.get('nothing')).toBe(0);
});

test('held fixed, the step has all credit; given what was seen, the root has the share without which it would not have been', () => {
  for (const { share } of creditOf('root', small.truth.contribution!)) expect(share).toBe(0);
  for (const { share } of creditOf('step', small.truth.contribution!)) expect(share).toBeCloseTo(EFFECT, 10);
  for (const { outcome, share } of creditOf('root', small.truth.totalContribution!)) {
    expect(share).toBeCloseTo(did('step', outcome) ? EFFECT * (1 - WITHOUT / WITH) : 0, 10);
  }
});

test('actions of one type share what they did together', () => {
  for (const { share } of creditOf('often', small.truth.contribution!)) expect(share).toBeCloseTo(0.05, 10);
});

test('over many outcomes, a root decides as many as it is credited with', () => {
  const { truth } = CHAIN.generate({ seed: 2, outcomes: 2_000 });
  const roots = [...truth.roots!];
  const decided = roots.filter(([outcome, root]) => truth.decidedBy!.get(outcome)!.includes(root)).length;
  const credited = roots.reduce((sum, [outcome, root]) => sum + truth.totalContribution!.get(outcome)!.get(root)!, 0);
  expect(roots.length).toBeGreaterThan(700);
  expect(roots.length).toBeLessThan(1_300);
  expect(Math.abs(decided - credited)).toBeLessThan(4 * Math.sqrt(credited));
});

test('a root is never credited while later actions are held', () => {
  const { truth } = CHAIN.generate({ seed: 2, outcomes: 200 });
  for (const [outcome, root] of truth.roots!) expect(truth.contribution!.get(outcome)!.get(root)).toBe(0);
});
