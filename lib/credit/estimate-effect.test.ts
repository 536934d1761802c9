import { expect, test } from 'vitest';
import type { Lot } from '../linking/threads.ts';
import { caseTable } from './case-table.ts';
import { playCases } from './cases-for-tests.ts';
import { placesOf } from './cases-reached.ts';
import { designOf } from './design.ts';
import { estimateEffect, type LotsOfType } from './estimate-effect.ts';
import { shareOf } from './free-from-columns.ts';
import type { LearntOutcome } from './learnt-outcome.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7];
/** One log in fifty or so seems to have turned: that is no matter of lots, and the middle one is not moved by it. */
const middleOf = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

function estimatesIn(cases: readonly LearntOutcome[]) {
  const table = caseTable(cases);
  const design = designOf(table, new Float64Array(cases.length).fill(1), 5);
  const y = Float64Array.from(table.rows, (row) => row.y);
  const shared = { ...shareOf(table, design, y), placeOf: placesOf(table) };
  const of = (name: string, lots?: LotsOfType) => estimateEffect(table.types.indexOf(name), shared, 'value', lots);
  const column = (name: string) => design.columnOf[table.types.indexOf(name)]!;
  const leadsOf = (name: string) => new Map(of(name).leads.map((each) => [table.types[each.type]!, each]));
  return { table, design, of, column, leadsOf };
}

test('a later step is no confounder but a lead, told with how far it is led to; an earlier one is the other way round', () => {
  const mediated = SEEDS.map((seed) =>
    estimatesIn(
      playCases(400, seed, (yes) => {
        const plan = yes(0.5);
        const draft = yes(plan ? 0.8 : 0.2);
        const done = ['look', 'plan', 'draft', 'send'].filter((_, i) => [yes(0.5), plan, draft, yes(0.5)][i]);
        return { done, value: Number(yes(draft ? 0.8 : 0.2)) };
      }),
    ),
  );
  for (const { of, column, leadsOf } of mediated) {
    expect([...leadsOf('plan').keys()].sort()).toEqual(['draft', 'send']);
    expect(Math.abs(leadsOf('plan').get('draft')!.by - 0.6)).toBeLessThan(0.15);
    expect(leadsOf('plan').get('draft')!.z).toBeGreaterThan(5);
    expect(Math.abs(leadsOf('plan').get('send')!.z)).toBeLessThan(3.5);
    expect(of('plan').adjusted).not.toContain(column('draft'));
    expect(of('draft').adjusted).toContain(column('plan'));
    expect([...leadsOf('draft').keys()]).toEqual(['send']);
  }
});

const OFFER = 'decision:offer:spelling';

test('of a choice by lot only cases with a lot count, by what the lot did: neither what was chosen else nor a hidden reason', () => {
  const sizes = (seed: number) => {
    const lots = new Map<number, Lot>();
    const { of } = estimatesIn(
      playCases(500, seed, (yes, j) => {
        // A good day is seen by whoever sets the propensity, and by nothing in the log.
        const good = yes(0.5);
        const propensity = good ? 0.7 : 0.3;
        const chosen = yes(propensity);
        const context = { task: yes(0.5) ? 'write' : 'plan' };
        const value = (effect: number) => Number(yes((good ? 0.6 : 0.4) + (chosen ? effect : -effect)));
        if (yes(0.7)) {
          const lot = { type: OFFER, propensity, chosen };
          lots.set(j, lot);
          return { done: [], value: value(0.2), lots: [lot], context };
        }
        return { done: chosen ? [OFFER] : [], value: value(-0.4), context };
      }),
    );
    const [drawn, merely] = [of(OFFER, lots), of(OFFER)];
    expect([drawn.byLot, merely.byLot]).toEqual([true, false]);
    const chosen = [...lots.values()].filter((lot) => lot.chosen).length;
    expect(drawn.contexts.reduce((sum, { n }) => sum + n, 0)).toBe(chosen);
    return { drawn: drawn.total.mean, merely: merely.total.mean };
  };
  const all = SEEDS.map(sizes);
  expect(Math.abs(middleOf(all.map(({ drawn }) => drawn)) - 0.4)).toBeLessThan(0.06);
  expect(middleOf(all.map(({ merely }) => merely))).toBeLessThan(0.25);
});

test('a context in which it was done fewer than five times is not told', () => {
  const { of } = estimatesIn(
    playCases(200, 3, (yes, j) => ({
      done: [...(j % 2 ? ['a'] : []), ...(yes(0.5) ? ['b'] : [])],
      value: Number(yes(0.5)),
      // By the even and the odd: done in all four rare ones, in all five of the less rare, and in half of the rest.
      context: { task: j % 2 && j < 8 ? 'rare' : j % 2 && j < 18 ? 'seldom' : 'usual' },
    })),
  );
  expect(
    of('a')
      .contexts.map(({ value, n }) => [value, n])
      .sort(),
  ).toEqual([
    ['seldom', 5],
    ['usual', 91],
  ]);
});

test('of more earlier types than can be adjusted for, the one that confounds is among those that are', () => {
  const many = Array.from({ length: 90 }, (_, i) => `t${i}`);
  const { of, column, design } = estimatesIn(
    playCases(150, 4, (yes) => {
      const eager = yes(0.5);
      const done = [
        ...many.filter(() => yes(0.1)),
        ...(eager ? ['eager'] : []),
        ...(yes(eager ? 0.9 : 0.1) ? ['a'] : []),
      ];
      return { done, value: Number(yes(eager ? 0.8 : 0.2)) };
    }),
  );
  const { adjusted, total } = of('a');
  const types = adjusted.filter((at) => at >= design.firstType);
  expect(design.adjusters.length).toBeGreaterThan(85);
  expect(types.length).toBeLessThanOrEqual(80);
  expect(types).toContain(column('eager'));
  expect(Math.abs(total.mean)).toBeLessThan(2.5 * total.se);
});
