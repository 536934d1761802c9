import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../records/seeded-random.ts';
import { afterAll, type CaseSketch, casesOf, playCases } from './cases-for-tests.ts';
import { doneIn } from './features-of-case.ts';
import { creditOf, type OutcomeCredit } from './instance-credit.ts';
import { type LearntOutcome, stateBefore } from './learnt-outcome.ts';
import { OutcomeHistory } from './outcome-history.ts';

function learnt(outcomes: readonly LearntOutcome[]): OutcomeHistory {
  const history = new OutcomeHistory();
  for (const outcome of outcomes) history.learn(outcome);
  return history;
}

const explain = (history: OutcomeHistory, outcome: LearntOutcome, k = 10, seed = 1): OutcomeCredit =>
  creditOf(outcome, { forecast: history.forecast, ...history.explained() }, k, seededRandom(seed));
const partsOf = ({ credits, rest, baseline, unexplained }: OutcomeCredit) =>
  baseline + credits.reduce((sum, { mean }) => sum + mean, 0) + rest + unexplained;

const sketches: fc.Arbitrary<CaseSketch[]> = fc.array(
  fc.record({
    done: fc.array(
      fc.nat(6).map((type) => `t${type}`),
      { maxLength: 8 },
    ),
    value: fc.oneof(fc.constantFrom(-1, 0, 1), fc.double({ min: -1, max: 1, noNaN: true })),
    context: fc.record({ place: fc.constantFrom('a', 'b') }),
    link: fc.constantFrom(1, 1, 0.3),
    lots: fc.array(
      fc.record({ type: fc.constant('decision:offer:x'), propensity: fc.constant(0.5), chosen: fc.boolean() }),
      { maxLength: 1 },
    ),
  }),
  { minLength: 1, maxLength: 40 },
);

test('baseline, credits, rest and the unexplained add up to the value, however few are shown', () => {
  fc.assert(
    fc.property(sketches, fc.nat(10), fc.nat(), (all, k, which) => {
      const outcomes = casesOf(all);
      const outcome = outcomes[which % outcomes.length]!;
      const answer = explain(learnt(outcomes), outcome, k);
      expect(answer.value).toBe(outcome.value);
      expect(Math.abs(partsOf(answer) - answer.value)).toBeLessThan(1e-9);
      expect(answer.credits).toHaveLength(Math.min(k, outcome.candidates.length));
      for (const { mean, lo, hi, p_top, status } of answer.credits) {
        expect([mean, lo, hi, p_top].every(Number.isFinite)).toBe(true);
        expect(lo <= mean && mean <= hi && p_top >= 0 && p_top <= 1).toBe(true);
        expect(status).not.toBe('caused');
      }
      const sizes = answer.credits.map(({ mean }) => Math.abs(mean));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    }),
    { numRuns: 60 },
  );
});

test('of values, a step’s credit is what is expected with it less what is expected without it, by a model that never saw the outcome', () => {
  fc.assert(
    fc.property(sketches, (all) => {
      // Three values at least, so that they are no chances.
      const outcomes = casesOf([
        ...all,
        ...[-0.5, 0, 0.5, 0.25, -0.25, 0.75].map((value) => ({ done: ['t0'], value })),
        ...all,
      ]);
      const history = learnt(outcomes);
      const outcome = outcomes.at(-1)!;
      const { features, model, recent } = history.forecast.explaining!;
      const done = doneIn(outcome.candidates);
      const start = Date.parse(outcome.candidates[0]?.done.t ?? outcome.t);
      const phiOf = (these: typeof done) => features.of({ done: these, context: stateBefore(outcome), recent }, start);
      const phi = phiOf(done);
      const columns = Array.from({ length: features.d }, (_, i) => i);
      const { w } = model.among(columns, { phi, y: outcome.value, confidence: outcome.confidence });
      const expected = ({ at, x }: typeof phi) => Array.from(at).reduce((sum, i, k) => sum + x[k]! * w[i]!, 0);
      const about = { forecast: history.forecast, leads: new Map(), statusOf: () => 'linked' as const };
      const { credits, baseline } = creditOf(outcome, about, 100, seededRandom(1));
      expect(baseline).toBeCloseTo(expected(phiOf(new Map())), 6);
      for (const type of done.keys()) {
        const own = outcome.candidates.filter((each) => each.done.types.includes(type)).map((each) => each.done.id);
        const others = new Map([...done].filter(([name]) => name !== type));
        const sum = credits.filter(({ action }) => own.includes(action)).reduce((total, { mean }) => total + mean, 0);
        expect(sum).toBeCloseTo(expected(phi) - expected(phiOf(others)), 6);
      }
    }),
    { numRuns: 30 },
  );
});

test('how many are shown changes nothing of those that are', () => {
  const outcomes = worth(1, 150);
  const history = learnt(outcomes);
  const all = explain(history, outcomes.at(-1)!, 100);
  for (const k of [0, 1, 3]) {
    const few = explain(history, outcomes.at(-1)!, k);
    expect(few.credits).toEqual(all.credits.slice(0, k));
    expect([few.baseline, few.unexplained]).toEqual([all.baseline, expect.closeTo(all.unexplained, 9)]);
  }
});

test('of one outcome ever nothing is claimed: its credits are linked and nothing is theirs for sure', () => {
  for (const value of [-1, 0.5, 1]) {
    const [outcome] = casesOf([{ done: ['t1', 't2'], value }]);
    const history = learnt([outcome!]);
    for (const { status, lo, hi } of explain(history, outcome!).credits) {
      expect([status, lo <= 0 && hi >= 0]).toEqual(['linked', true]);
    }
    expect(history.effects(afterAll([outcome!]))).toEqual([]);
  }
});

test('an outcome does not explain itself: what was never met before it lies in the unexplained', () => {
  const others = Array.from({ length: 60 }, (_, j): CaseSketch => ({ done: j % 2 ? ['a'] : ['b'], value: 0 }));
  const odd: CaseSketch = { done: ['odd', 'a'], value: 1 };
  const outcomes = casesOf([...others, odd, ...others]);
  const answer = explain(learnt(outcomes), outcomes[60]!);
  expect(answer.unexplained).toBeGreaterThan(0.8);
  expect(
    Math.abs(answer.credits.find(({ action }) => action === outcomes[60]!.candidates[0]!.done.id)!.mean),
  ).toBeLessThan(0.05);
});

/** One type in six decides, by eight in ten against two. */
const worth = (seed: number, n = 300) =>
  playCases(n, seed, (yes) => {
    const done = ['a', 'b', 'c', 'd', 'e', 'f'].filter(() => yes(0.5));
    return { done, value: Number(yes(done.includes('c') ? 0.8 : 0.2)) };
  });

test('what decides is credited with about what it decides, is first, and says that it likely helped', () => {
  const outcomes = worth(2);
  const history = learnt(outcomes);
  const decided = outcomes.filter(({ candidates }) => candidates.some(({ done }) => done.types[0] === 'c')).slice(-30);
  for (const outcome of decided) {
    const [top] = explain(history, outcome).credits;
    const act = outcome.candidates.find(({ done }) => done.id === top!.action)!.done;
    expect(act.types).toEqual(['c']);
    expect(top!.mean).toBeGreaterThan(0.4);
    expect(top!.p_top).toBeGreaterThan(0.9);
    expect(top!.status).toBe('likely_helps');
  }
});

test('two actions of one type share its credit', () => {
  const outcomes = playCases(60, 3, (yes) =>
    yes(0.5) ? { done: ['a', 'x', 'a'], value: 1 } : { done: ['b', 'x'], value: Number(yes(0.1)) },
  );
  const twice = outcomes.findLast(({ candidates }) => candidates.length === 3)!;
  const { credits } = explain(learnt(outcomes), twice);
  const of = (place: number) => credits.find(({ action }) => action === twice.candidates[place]!.done.id)!.mean;
  expect(of(0)).toBeCloseTo(of(2), 12);
  expect(of(0)).toBeGreaterThan(0.1);
});

test('the same draws give the same credit; others give nearly the same', () => {
  const outcomes = worth(4);
  const history = learnt(outcomes);
  const [one, again, other] = [1, 1, 2].map((seed) => explain(history, outcomes.at(-1)!, 10, seed));
  expect(one).toEqual(again);
  for (const { action, mean } of one!.credits) {
    expect(other!.credits.find((each) => each.action === action)!.mean).toBeCloseTo(mean, 1);
  }
});

test('an early root is seen though a later step screened it off; what flowed to it is told, and the sum stays', () => {
  const outcomes = playCases(400, 5, (yes) => {
    const plan = yes(0.5);
    const draft = yes(plan ? 0.9 : 0.1);
    const review = yes(draft ? 0.9 : 0.1);
    const done = ['noise', 'plan', 'draft', 'review'].filter((_, i) => [yes(0.5), plan, draft, review][i]);
    return { done, value: Number(yes(review ? 0.9 : 0.1)) };
  });
  const history = learnt(outcomes);
  const chain = outcomes.findLast(({ candidates, value }) => candidates.length === 4 && value === 1)!;
  const answer = explain(history, chain);
  const [noise, plan, draft, review] = chain.candidates.map(
    ({ done }) => answer.credits.find(({ action }) => action === done.id)!,
  );
  expect(plan!.mean).toBeGreaterThan(0.02);
  expect(plan!.mean).toBeGreaterThan(5 * Math.abs(noise!.mean));
  expect(review!.mean).toBeGreaterThan(draft!.mean);
  expect(answer.flows.map(({ from, to }) => [from, to])).toContainEqual([draft!.action, plan!.action]);
  expect(Math.abs(partsOf(answer) - 1)).toBeLessThan(1e-9);
});

test('a choice that drew lots and chose nothing is a candidate with no credit', () => {
  const outcomes = playCases(100, 6, (yes) => {
    const chosen = yes(0.5);
    return { done: ['a'], value: Number(yes(0.5)), lots: [{ type: 'decision:offer:x', propensity: 0.5, chosen }] };
  });
  const left = outcomes.findLast(({ candidates }) => candidates[0]!.done.types.length === 0)!;
  const credit = explain(learnt(outcomes), left).credits.find(({ action }) => action === left.candidates[0]!.done.id);
  expect(credit).toMatchObject({ mean: 0, lo: 0, hi: 0, p_top: 0, status: 'linked' });
});

test('ten thousand action types are no trouble, and none of them is credited for sure', () => {
  const outcomes = casesOf(
    Array.from({ length: 400 }, (_, j) => ({
      done: Array.from({ length: 25 }, (_, k) => `t${j * 25 + k}`),
      value: j % 2,
    })),
  );
  const answer = explain(learnt(outcomes), outcomes.at(-1)!, 100);
  expect(answer.credits.map(({ status }) => status)).toEqual(new Array(25).fill('linked'));
  expect(Math.abs(partsOf(answer) - answer.value)).toBeLessThan(1e-9);
});
