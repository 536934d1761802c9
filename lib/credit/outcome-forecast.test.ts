import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../records/seeded-random.ts';
import { type CaseSketch, caseOf, casesOf, playCases } from './cases-for-tests.ts';
import { doneIn } from './features-of-case.ts';
import { type LearntOutcome, stateBefore } from './learnt-outcome.ts';
import { type OpenCase, OutcomeForecast } from './outcome-forecast.ts';

/** The case of an outcome, as it was before the outcome was known. */
function openCase(outcome: LearntOutcome, waited = 0): OpenCase {
  const { candidates } = outcome;
  const start = Date.parse(candidates[0]?.done.t ?? outcome.t);
  return { done: doneIn(candidates), context: stateBefore(outcome), start, waited };
}

function learn(outcomes: readonly LearntOutcome[], forecast = new OutcomeForecast(), known: LearntOutcome[] = []) {
  for (const outcome of outcomes) {
    known.push(outcome);
    forecast.learn(outcome, known);
  }
  return forecast;
}

const plain = (seed: number, n: number) =>
  playCases(n, seed, (yes) => {
    const done = ['a', 'b', 'c', 'd'].filter(() => yes(0.5));
    return { done, value: Number(yes(0.2 + (done.includes('a') ? 0.6 : 0))), context: { task: yes(0.5) ? 'x' : 'y' } };
  });

const sketches: fc.Arbitrary<CaseSketch[]> = fc.array(
  fc.record({
    done: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }),
    value: fc.oneof(fc.constantFrom(-1, 0, 1), fc.double({ min: -1, max: 1, noNaN: true })),
    context: fc.record({ task: fc.constantFrom('x', 'y'), load: fc.nat(40) }, { requiredKeys: [] }),
    after: fc.constantFrom(1, 50),
  }),
  { minLength: 1, maxLength: 40 },
);

test('every forecast is made before its outcome is known: the scores are those of what predict said', () => {
  const forecast = new OutcomeForecast();
  const known: LearntOutcome[] = [];
  let [brier, logLoss] = [0, 0];
  for (const outcome of plain(1, 200)) {
    const { p } = forecast.predict(openCase(outcome));
    brier += (p - outcome.value) ** 2;
    logLoss -= Math.log(outcome.value ? p : 1 - p);
    learn([outcome], forecast, known);
  }
  expect(forecast.scores!.n).toBe(200);
  expect(forecast.scores!.brier).toBeCloseTo(brier / 200, 9);
  expect(forecast.scores!.log_loss).toBeCloseTo(logLoss / 200, 9);
});

test('what is foretold does not depend on what came', () => {
  fc.assert(
    fc.property(sketches, (all) => {
      const [last, ...before] = casesOf(all).toReversed();
      const forecast = learn(before.toReversed());
      expect(forecast.foretell({ ...last!, value: 1 } as LearntOutcome)).toEqual(
        forecast.foretell({ ...last!, value: -1 } as LearntOutcome),
      );
      const unfolded = forecast.foretell(last!);
      expect(unfolded[0]![0]).toBe(-1);
      for (const [place, value] of unfolded) expect(place < last!.candidates.length && Math.abs(value) <= 1).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('forecasts lie in their ranges and ranges in [−1, 1], whatever was learnt and however long it is waited', () => {
  fc.assert(
    fc.property(sketches, fc.double({ min: 0, max: 1e12, noNaN: true }), (all, waited) => {
      const forecast = learn(casesOf(all));
      for (const of of [...all.slice(0, 5), { done: ['never met'], value: 0 }]) {
        const { p, mean, lo, hi } = forecast.predict(openCase(caseOf(of, 500), waited));
        expect(p >= 0 && p <= 1 && lo <= mean && mean <= hi && lo >= -1 && hi <= 1).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test('a refit in slices, or not even begun when the next outcome comes, is the same as one at once', () => {
  const random = seededRandom(3);
  const sliced = new OutcomeForecast();
  const known: LearntOutcome[] = [];
  for (const outcome of plain(2, 250)) {
    learn([outcome], sliced, known);
    while (random() < 0.6 && sliced.step());
  }
  const atOnce = new OutcomeForecast();
  const again: LearntOutcome[] = [];
  for (const outcome of plain(2, 250)) {
    learn([outcome], atOnce, again);
    while (atOnce.step());
    expect(atOnce.busy).toBe(false);
  }
  expect(sliced.save()).toEqual(atOnce.save());
});

test('saved and loaded in the middle, also of a refit, it gives the same answers later', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80 }), fc.nat(100), (cut, seed) => {
      const outcomes = plain(seed, 80);
      const straight = learn(outcomes);
      const loaded = OutcomeForecast.load(structuredClone(learn(outcomes.slice(0, cut)).save()));
      learn(outcomes.slice(cut), loaded, outcomes.slice(0, cut));
      expect(loaded.save()).toEqual(straight.save());
      const open = openCase(caseOf({ done: ['a', 'c'], value: 0 }, 90), 3_600_000);
      expect(loaded.predict(open)).toEqual(straight.predict(open));
    }),
    { numRuns: 8 },
  );
});

test('asking changes nothing', () => {
  const outcomes = plain(4, 120);
  const asked = new OutcomeForecast();
  const known: LearntOutcome[] = [];
  for (const outcome of outcomes) {
    asked.predict(openCase(outcome, 1e9));
    asked.foretell(outcome);
    asked.explaining;
    learn([outcome], asked, known);
  }
  expect(asked.save()).toEqual(learn(outcomes).save());
});

test('before anything is known a forecast is a shrug, and after one outcome hardly more', () => {
  const nothing = new OutcomeForecast().predict(openCase(caseOf({ done: ['a'], value: 0 }, 0)));
  expect(nothing).toMatchObject({ p: 0.5, mean: 0, lo: -1, hi: 1 });
  for (const value of [-1, 1]) {
    const { lo, hi } = learn(casesOf([{ done: ['a'], value }])).predict(openCase(caseOf({ done: ['a'], value: 0 }, 1)));
    expect(hi - lo).toBeGreaterThan(0.8);
  }
});

test('after a few hundred outcomes it tells the cases apart, with skill and with chances that hold', () => {
  const forecast = learn(plain(5, 600));
  const p = (...done: string[]) => forecast.predict(openCase(caseOf({ done, value: 0 }, 601))).p;
  expect(p('a', 'b')).toBeGreaterThan(0.65);
  expect(p('b')).toBeLessThan(0.35);
  expect(forecast.scores!.brier).toBeLessThan(0.21);
  expect(forecast.scores!.ece).toBeLessThan(0.08);
});

test('where a good answer is quick and a bad one late, silence makes the good one less likely; else it says nothing', () => {
  const world = (late: number) =>
    playCases(250, 6, (yes, _, random) => {
      const value = Number(yes(0.6));
      return { done: ['a', 'b'].filter(() => yes(0.5)), value, after: -Math.log(1 - random()) * (value ? 3 : late) };
    });
  const open = (hours: number) => openCase(caseOf({ done: ['a'], value: 0 }, 251), hours * 3_600_000);
  const knownInOrder = (outcomes: LearntOutcome[]) => outcomes.sort((a, b) => (a.t < b.t ? -1 : 1));
  const late = learn(knownInOrder(world(90)));
  expect(late.predict(open(60)).p).toBeLessThan(0.75 * late.predict(open(0)).p);
  expect(late.predict(open(60)).mean).toBeLessThan(late.predict(open(0)).mean);
  const same = learn(knownInOrder(world(3)));
  expect(same.predict(open(60)).p).toBe(same.predict(open(0)).p);
});

test('of what is all below zero no good is expected, and the mean is what it always was', () => {
  const { p, mean, lo, hi } = learn(casesOf(Array.from({ length: 60 }, () => ({ done: ['a'], value: -0.7 })))).predict(
    openCase(caseOf({ done: ['a'], value: 0 }, 61)),
  );
  expect(p).toBeLessThan(0.05);
  expect(mean).toBeCloseTo(-0.7, 1);
  expect(lo <= mean && mean <= hi).toBe(true);
});
