import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lot } from '../linking/threads.ts';
import { caseTable } from './case-table.ts';
import { afterAll, type CaseSketch, casesOf, playCases } from './cases-for-tests.ts';
import { type Effect, effectsOf } from './effect-of-action.ts';
import type { LearntOutcome } from './learnt-outcome.ts';

const effectsIn = (cases: readonly LearntOutcome[], measure: 'value' | 'delay' = 'value') =>
  effectsOf(caseTable(cases), { now: cases.length > 0 ? afterAll(cases) : 0, measure });
const of = (effects: readonly Effect[], type: string) => effects.find(({ action_type }) => action_type === type)!;

/** Mean over worlds, and what share of them satisfies something. */
const SEEDS = Array.from({ length: 8 }, (_, seed) => seed + 1);
const meanOf = (number: (seed: number) => number) => SEEDS.reduce((sum, seed) => sum + number(seed), 0) / SEEDS.length;
const shareOf = (holds: (seed: number) => boolean) => meanOf((seed) => Number(holds(seed)));

const LIKELY = ['likely_helps', 'likely_hurts', 'caused'];

const sketches: fc.Arbitrary<CaseSketch[]> = fc.array(
  fc.record({
    done: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 6 }),
    value: fc.constantFrom(-1, 1),
    context: fc.record({ task: fc.constantFrom('write', 'plan', 'read'), load: fc.nat(20) }, { requiredKeys: [] }),
    link: fc.constantFrom(1, 1, 0.6, 0.1),
    confidence: fc.constantFrom(1, 0.5),
    after: fc.constantFrom(1, 5),
  }),
  { minLength: 1, maxLength: 50 },
);

test('every type done at least five times and left out five times is listed once, surest first, with a range around its mean', () => {
  fc.assert(
    fc.property(sketches, fc.constantFrom<'value' | 'delay'>('value', 'delay'), (all, measure) => {
      const cases = casesOf(all);
      const { types, counts } = caseTable(cases);
      const effects = effectsIn(cases, measure);
      const expected = types.filter((_, i) => counts[i]! >= 5 && all.length - counts[i]! >= 5);
      expect(effects.map(({ action_type }) => action_type).sort()).toEqual(expected);
      const z = effects.map(({ total, se }) => Math.abs(total) / se);
      expect(z).toEqual([...z].sort((a, b) => b - a));
      for (const { action_type, total, direct, se, lo, hi, n, contexts, e_value } of effects) {
        expect([total, direct, se, lo, hi, e_value ?? 1].every(Number.isFinite)).toBe(true);
        expect(lo < total && total < hi && se > 0).toBe(true);
        expect(n).toBe(counts[types.indexOf(action_type)]);
        for (const each of contexts) expect(each.lo < each.total && each.total < each.hi && each.n >= 5).toBe(true);
        expect(e_value === null).toBe(measure === 'delay');
      }
    }),
    { numRuns: 60 },
  );
});

test('what helps towards an outcome hurts towards its opposite, by as much', () => {
  fc.assert(
    fc.property(sketches, (all) => {
      // Known at once, so that nothing weighs by when it was known.
      const now = all.map((each) => ({ ...each, after: 1 }));
      const effects = effectsIn(casesOf(now));
      const opposite = effectsIn(casesOf(now.map((each) => ({ ...each, value: -each.value }))));
      for (const { action_type, total, direct, se, status } of effects) {
        const other = of(opposite, action_type);
        expect(other.total).toBeCloseTo(-total, 7);
        expect(other.direct).toBeCloseTo(-direct, 7);
        expect(other.se).toBeCloseTo(se, 7);
        expect(LIKELY.includes(other.status)).toBe(LIKELY.includes(status));
      }
    }),
    { numRuns: 60 },
  );
});

test('no table, one row, and what all or none did give no effects and no exception', () => {
  const same = (done: readonly string[]) => casesOf(Array.from({ length: 30 }, (_, j) => ({ done, value: j % 2 })));
  for (const measure of ['value', 'delay'] as const) {
    expect(effectsIn([], measure)).toEqual([]);
    expect(effectsIn(same(['a']).slice(0, 1), measure)).toEqual([]);
    expect(effectsIn(same(['a', 'b']), measure)).toEqual([]);
    expect(effectsIn(same([]), measure)).toEqual([]);
  }
});

/** Effects of a world by seed, worked out once. */
function once(world: (seed: number) => readonly LearntOutcome[]): (seed: number) => readonly Effect[] {
  const known = new Map<number, readonly Effect[]>();
  return (seed) => {
    const effects = known.get(seed) ?? effectsIn(world(seed));
    known.set(seed, effects);
    return effects;
  };
}

/** An action that helps, one that hurts, some that do nothing; a busy day makes all of them rarer or more frequent. */
const confounded = (seed: number, n = 500) =>
  playCases(n, seed, (yes) => {
    const busy = yes(0.5);
    const chance = busy ? 0.7 : 0.25;
    const done = ['help', 'hurt', 'none1', 'none2', 'none3'].filter(() => yes(chance));
    const gain = (done.includes('help') ? 0.25 : 0) - (done.includes('hurt') ? 0.25 : 0);
    return { done, value: Number(yes(0.45 + gain + (busy ? -0.2 : 0.2))), context: { busy: busy ? 'yes' : 'no' } };
  });

const ofConfounded = once(confounded);

test('what helps and what hurts are found with their size, and a busy day is no reason to blame what is done in it', () => {
  expect(Math.abs(meanOf((seed) => of(ofConfounded(seed), 'help').total) - 0.25)).toBeLessThan(0.06);
  expect(Math.abs(meanOf((seed) => of(ofConfounded(seed), 'hurt').total) + 0.25)).toBeLessThan(0.06);
  expect(shareOf((seed) => of(ofConfounded(seed), 'help').status === 'likely_helps')).toBeGreaterThan(0.8);
  expect(shareOf((seed) => of(ofConfounded(seed), 'hurt').status === 'likely_hurts')).toBeGreaterThan(0.8);
  const nulls = SEEDS.flatMap((seed) => ['none1', 'none2', 'none3'].map((type) => of(ofConfounded(seed), type)));
  expect(nulls.filter(({ status }) => LIKELY.includes(status)).length / nulls.length).toBeLessThan(0.1);
  expect(nulls.filter(({ lo, hi }) => lo <= 0 && hi >= 0).length / nulls.length).toBeGreaterThan(0.75);
});

test('nothing is ever caused without a lot', () => {
  expect(SEEDS.flatMap((seed) => ofConfounded(seed)).filter(({ status }) => status === 'caused')).toEqual([]);
});

/** What is begun leads to a draft, and only the draft counts. */
const mediated = (seed: number) =>
  playCases(500, seed, (yes) => {
    const plan = yes(0.5);
    const draft = yes(plan ? 0.85 : 0.15);
    const chosen = [yes(0.5), plan, draft, yes(0.4)];
    return {
      done: ['look', 'plan', 'draft', 'after'].filter((_, i) => chosen[i]),
      value: Number(yes(draft ? 0.8 : 0.2)),
    };
  });
const ofMediated = once(mediated);

test('what works through a later step has a total effect, hardly a direct one, and names the step', () => {
  expect(Math.abs(meanOf((seed) => of(ofMediated(seed), 'plan').total) - 0.42)).toBeLessThan(0.07);
  expect(Math.abs(meanOf((seed) => of(ofMediated(seed), 'plan').direct))).toBeLessThan(0.06);
  expect(shareOf((seed) => of(ofMediated(seed), 'plan').through.includes('draft'))).toBeGreaterThan(0.8);
  for (const seed of SEEDS) {
    const { total, direct, through } = of(ofMediated(seed), 'draft');
    expect(Math.abs(total - direct)).toBeLessThan(0.12);
    expect(through).toEqual([]);
  }
});

/** A choice of ours by lot, worth `effect`. */
function drawn(seed: number, effect: number, lotOf: (chosen: boolean) => Lot) {
  return playCases(400, seed, (yes) => {
    const chosen = yes(0.5);
    const done = ['a', 'b'].filter(() => yes(0.4));
    return { done, value: Number(yes(0.4 + (chosen ? effect : 0))), lots: [lotOf(chosen)] };
  });
}
const OFFER = 'decision:offer:spelling';

test('caused is reached by lot, with the planted size, and one lot in thirty at most is called a cause and is none', () => {
  const byLot = (effect: number) => (seed: number) =>
    of(effectsIn(drawn(seed, effect, (chosen) => ({ type: OFFER, propensity: 0.5, chosen }))), OFFER);
  expect(shareOf((seed) => byLot(0.35)(seed).status === 'caused')).toBe(1);
  expect(Math.abs(meanOf((seed) => byLot(0.35)(seed).total) - 0.35)).toBeLessThan(0.05);
  const none = Array.from({ length: 40 }, (_, seed) => byLot(0)(seed + 100));
  expect(none.filter(({ status }) => status === 'caused').length).toBeLessThanOrEqual(4);
  // A lot never rises halfway: it is a cause or nothing.
  expect(none.filter(({ status }) => status !== 'caused' && status !== 'linked')).toEqual([]);
});

test('the same choice made for certain is not caused, however strong', () => {
  for (const propensity of [0, 1]) {
    const found = of(effectsIn(drawn(3, 0.5, (chosen) => ({ type: OFFER, propensity, chosen }))), OFFER);
    expect(found.status).not.toBe('caused');
  }
});

/** The user agreed to a habit by lot, and does it mostly then; who does it is better off anyway. */
const experiment = (seed: number, effect: number) =>
  playCases(400, seed, (yes) => {
    const chosen = yes(0.5);
    const eager = yes(0.5);
    const habit = yes(chosen ? 0.8 : eager ? 0.4 : 0.05);
    const value = Number(yes(0.3 + (habit ? effect : 0) + (eager ? 0.3 : 0)));
    const lots = [{ type: 'decision:experiment:habit', propensity: 0.5, chosen }];
    return { done: [...(habit ? ['habit'] : []), ...(yes(0.4) ? ['b'] : [])], value, lots };
  });

test('of a habit under experiment the lot rules: what was merely done is at most associated', () => {
  for (const seed of SEEDS) {
    const effects = effectsIn(experiment(seed, 0.35));
    expect(['linked', 'associated']).toContain(of(effects, 'habit').status);
  }
  expect(
    shareOf((seed) => of(effectsIn(experiment(seed, 0.35)), 'decision:experiment:habit').status === 'caused'),
  ).toBeGreaterThan(0.7);
});

test('two names for the same thing, always together in either order, claim nothing for either', () => {
  const aliases = (seed: number) =>
    playCases(300, seed, (yes) => {
      const both = yes(0.5);
      const names = yes(0.5) ? ['x', 'y'] : ['y', 'x'];
      return { done: [...(both ? names : []), ...(yes(0.5) ? ['b'] : [])], value: Number(yes(both ? 0.6 : 0.4)) };
    });
  for (const seed of SEEDS) {
    for (const type of ['x', 'y']) expect(LIKELY).not.toContain(of(effectsIn(aliases(seed)), type).status);
  }
});

test('of two that always come one after the other, nothing is claimed for the later one', () => {
  for (const seed of SEEDS) {
    const cases = playCases(300, seed, (yes) => {
      const both = yes(0.5);
      const done = [...(yes(0.5) ? ['b'] : []), ...(both ? ['x', 'y'] : [])];
      return { done, value: Number(yes(both ? 0.8 : 0.2)) };
    });
    expect(LIKELY).not.toContain(of(effectsIn(cases), 'y').status);
  }
});

test('of alternatives, each is judged by what the others would have done', () => {
  const either = (seed: number) =>
    playCases(400, seed, (yes, _, random) => {
      const way = ['fast', 'slow', 'middle'][Math.floor(random() * 3)]!;
      return { done: [way], value: Number(yes({ fast: 0.8, slow: 0.2, middle: 0.5 }[way]!)) };
    });
  expect(Math.abs(meanOf((seed) => of(effectsIn(either(seed)), 'fast').total) - 0.45)).toBeLessThan(0.08);
  expect(Math.abs(meanOf((seed) => of(effectsIn(either(seed)), 'slow').total) + 0.45)).toBeLessThan(0.08);
  expect(Math.abs(meanOf((seed) => of(effectsIn(either(seed)), 'middle').total))).toBeLessThan(0.08);
});

test('the effect on the delay is that on its logarithm: half the time is ln ½', () => {
  const quick = (seed: number) =>
    playCases(300, seed, (yes, _, random) => {
      const done = ['quick', 'b', 'c'].filter(() => yes(0.5));
      return { done, value: 1, after: 20 * Math.exp(random() - 0.5) * (done.includes('quick') ? 0.5 : 1) };
    });
  expect(meanOf((seed) => of(effectsIn(quick(seed), 'delay'), 'quick').total)).toBeCloseTo(Math.log(0.5), 1);
  expect(shareOf((seed) => of(effectsIn(quick(seed), 'delay'), 'quick').status === 'likely_hurts')).toBeGreaterThan(
    0.8,
  );
  expect(Math.abs(meanOf((seed) => of(effectsIn(quick(seed), 'delay'), 'b').total))).toBeLessThan(0.05);
});

test('what turns its sign from one context to the next is said by context', () => {
  const turning = (seed: number) =>
    playCases(500, seed, (yes) => {
      const task = yes(0.5) ? 'write' : 'plan';
      const done = ['a', 'b', 'c'].filter(() => yes(0.5));
      const gain = done.includes('a') ? (task === 'write' ? 0.35 : -0.35) : 0;
      return { done, value: Number(yes(0.5 + gain)), context: { task } };
    });
  const inTask = (seed: number, task: string) =>
    of(effectsIn(turning(seed)), 'a').contexts.find(({ context }) => context.task === task)!;
  expect(shareOf((seed) => inTask(seed, 'write').lo > 0)).toBeGreaterThan(0.8);
  expect(shareOf((seed) => inTask(seed, 'plan').hi < 0)).toBeGreaterThan(0.8);
  const { contexts, n } = of(effectsIn(turning(1)), 'a');
  expect(contexts.reduce((sum, each) => sum + each.n, 0)).toBe(n);
});

test('where the context of every case is the frame alone, no effect is split by it', () => {
  const framed = playCases(200, 5, (yes) => ({
    done: ['a', 'b'].filter(() => yes(0.5)),
    value: Number(yes(0.5)),
    context: { app: yes(0.5) ? 'x' : 'y', hour: yes(0.5) ? 'morning' : 'night', weekday: 'Mon' },
  }));
  for (const { contexts } of effectsIn(framed)) expect(contexts).toEqual([]);
});

test('an effect that turned for good is today’s, not the mean of then and now', () => {
  const turned = (seed: number) =>
    playCases(800, seed, (yes, j) => {
      const done = ['a', 'b', 'c'].filter(() => yes(0.5));
      return { done, value: Number(yes(0.5 + (done.includes('a') ? (j < 500 ? 0.4 : -0.4) : 0))) };
    });
  expect(meanOf((seed) => of(effectsIn(turned(seed)), 'a').total)).toBeLessThan(-0.3);
});

test('what is linked for sure counts for more than what may belong elsewhere', () => {
  const cases = confounded(2);
  const faint = cases.map((outcome) => ({
    ...outcome,
    candidates: outcome.candidates.map((each) => ({ ...each, link: 0.1 })),
  }));
  expect(effectsIn(faint)).toEqual([]);
});
