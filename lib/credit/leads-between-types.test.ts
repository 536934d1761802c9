import { expect, test } from 'vitest';
import { playCases } from './cases-for-tests.ts';
import { leadsBetweenTypes } from './leads-between-types.ts';

/** A plan leads to a draft, a draft to a review; and noise that leads to nothing. */
const chain = (seed: number, n = 400) =>
  playCases(n, seed, (yes) => {
    const plan = yes(0.5);
    const draft = yes(plan ? 0.8 : 0.2);
    const review = yes(draft ? 0.8 : 0.15);
    const done = ['noise', 'plan', 'draft', 'review'].filter((_, i) => [yes(0.5), plan, draft, review][i]);
    return { done, value: Number(yes(0.5)) };
  });
const from = (leads: ReturnType<typeof leadsBetweenTypes>, to: string) =>
  (leads.get(to)?.leads ?? []).map((lead) => lead.from);

test('a plan leads to the draft, the draft to the review, and the plan not to the review by itself', () => {
  let byItself = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const leads = leadsBetweenTypes(chain(seed));
    expect(from(leads, 'draft')).toContain('plan');
    expect(from(leads, 'review')).toContain('draft');
    byItself += Number(from(leads, 'review').includes('plan'));
    expect(from(leads, 'plan')).toEqual([]);
  }
  // One of a thousand leads that are none may look like one.
  expect(byItself).toBeLessThanOrEqual(1);
});

test('how far one leads to the next, and how likely that is without, is as planted', () => {
  const { without, leads } = leadsBetweenTypes(chain(6, 2_000)).get('draft')!;
  expect(leads[0]!.by).toBeCloseTo(0.6, 1);
  expect(without).toBeCloseTo(0.2, 1);
});

test('what comes in either order, and what a context brings with it, leads to nothing', () => {
  const either = playCases(300, 7, (yes) => {
    const both = yes(0.5) ? ['a', 'b'] : [];
    return { done: yes(0.5) ? both : both.toReversed(), value: 1 };
  });
  expect(leadsBetweenTypes(either).size).toBe(0);
  const together = playCases(400, 8, (yes) => {
    const busy = yes(0.5);
    const done = ['a', 'b'].filter(() => yes(busy ? 0.9 : 0.1));
    return { done, value: 1, context: { busy: busy ? 'yes' : 'no' } };
  });
  expect(leadsBetweenTypes(together).size).toBe(0);
});

test('of few cases, of none, and of cases that are all alike nothing is said', () => {
  expect(leadsBetweenTypes([]).size).toBe(0);
  expect(leadsBetweenTypes(chain(9, 12)).size).toBe(0);
  expect(leadsBetweenTypes(playCases(50, 1, () => ({ done: ['a', 'b', 'c'], value: 1 }))).size).toBe(0);
});
