import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flowBack, freedomOf, type Owed, owedTo } from './flow-back.ts';
import type { Leads } from './leads-between-types.ts';

/** plan → draft → review → send. */
const CHAIN: Leads = new Map([
  ['draft', { without: 0.1, leads: [{ from: 'plan', by: 0.7 }] }],
  ['review', { without: 0.1, leads: [{ from: 'draft', by: 0.7 }] }],
  ['send', { without: 0.1, leads: [{ from: 'review', by: 0.7 }] }],
]);
const steps = (...types: string[]) => types.map((type) => ({ type }));

const cases = fc.integer({ min: 2, max: 7 }).chain((n) =>
  fc.record({
    credit: fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n, maxLength: n })
      .map((all) => Float64Array.from(all)),
    steps: fc
      .array(
        fc.nat(4).map((type) => ({ type: `t${type}` })),
        { minLength: n, maxLength: n },
      )
      .map((all) => all.filter(({ type }, i) => all.findIndex((other) => other.type === type) === i)),
    leads: fc
      .array(fc.tuple(fc.nat(4), fc.nat(4), fc.double({ min: 0.01, max: 1, noNaN: true })), { maxLength: 8 })
      .map((all): Leads => {
        const leads = new Map<string, { without: number; leads: { from: string; by: number }[] }>();
        for (const [from, to, by] of all) {
          const led = leads.get(`t${to}`) ?? { without: 0.05, leads: [] };
          if (from !== to && !led.leads.some((each) => each.from === `t${from}`))
            led.leads.push({ from: `t${from}`, by });
          leads.set(`t${to}`, led);
        }
        return leads;
      }),
  }),
);
const sum = (xs: Iterable<number>) => [...xs].reduce((total, x) => total + x, 0);

test('what flows is conserved, however much is owed', () => {
  fc.assert(
    fc.property(cases, ({ credit, steps: of, leads }) => {
      const own = credit.slice(0, of.length);
      const owed = owedTo(of, leads);
      const flows: number[] = [];
      const after = flowBack(own, owed, freedomOf(own, owed), ({ from, to, amount }) => {
        expect(to).toBeLessThan(from);
        flows.push(amount);
      });
      expect(sum(after)).toBeCloseTo(sum(own), 9);
      expect(flows).toHaveLength(owed.length);
    }),
  );
});

test('no step owes more than it has, and only to what came before it', () => {
  fc.assert(
    fc.property(cases, ({ steps: of, leads }) => {
      const owed = owedTo(of, leads);
      for (const { from, to, share } of owed) expect(to < from && share > 0 && share <= 1).toBe(true);
      for (let m = 0; m < of.length; m++) {
        expect(sum(owed.filter(({ from }) => from === m).map(({ share }) => share))).toBeLessThan(1);
      }
    }),
  );
});

test('what mattered most stays first', () => {
  fc.assert(
    fc.property(cases, ({ credit, steps: of, leads }) => {
      const own = credit.slice(0, of.length);
      const sizes = [...own].map(Math.abs).sort((a, b) => b - a);
      // Of two that mattered about as much, nobody can say which.
      fc.pre(sizes.length > 1 && sizes[0]! > 1.1 * sizes[1]!);
      const owed = owedTo(of, leads);
      const after = flowBack(own, owed, freedomOf(own, owed));
      const top = [...own].findIndex((each) => Math.abs(each) === sizes[0]);
      for (const each of after) expect(Math.abs(each)).toBeLessThanOrEqual(Math.abs(after[top]!) + 1e-12);
    }),
  );
});

test('of plan, draft, review and send the root gets something, though only the sending counted by itself', () => {
  const of = steps('plan', 'draft', 'review', 'send');
  const credit = Float64Array.from([0, 0, 0, 0.4]);
  const owed = owedTo(of, CHAIN);
  const [plan, draft, review, send] = flowBack(credit, owed, freedomOf(credit, owed));
  expect(plan).toBeGreaterThan(0.01);
  expect(send).toBeGreaterThan(Math.max(plan!, draft!, review!));
  // What only led on keeps nothing that belongs to what led to it.
  expect(draft).toBeGreaterThan(0);
});

test('out of order or without leads nothing flows', () => {
  const credit = Float64Array.from([0.3, 0.1, 0, -0.2]);
  for (const owed of [
    owedTo(steps('send', 'review', 'draft', 'plan'), CHAIN),
    owedTo(steps('plan', 'draft'), new Map()),
  ]) {
    expect(owed).toEqual([]);
    expect(flowBack(credit, owed, freedomOf(credit, owed))).toEqual(credit);
  }
});

test('what would nearly always be done anyway owes little', () => {
  const anyway = (without: number): readonly Owed[] =>
    owedTo(steps('plan', 'draft'), new Map([['draft', { without, leads: [{ from: 'plan', by: 0.1 }] }]]));
  expect(anyway(0.9)[0]!.share).toBeLessThan(0.15);
  expect(anyway(0.01)[0]!.share).toBeGreaterThan(0.8);
});
