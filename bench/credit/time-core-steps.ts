/** What one step of the core takes in a model of 512 features. The only figures of this benchmark that look behind the contract. */
import { BayesianGlm } from '../../lib/credit/bayesian-glm.ts';
import { FeatureMap, type FeatureMapData } from '../../lib/credit/features-of-case.ts';
import { creditOf } from '../../lib/credit/instance-credit.ts';
import { type LearntOutcome, learntOutcome } from '../../lib/credit/learnt-outcome.ts';
import { OutcomeForecast } from '../../lib/credit/outcome-forecast.ts';
import { Threads } from '../../lib/linking/threads.ts';
import type { LogRecord, OutcomeRecord } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';
import { quantile } from '../benchmark.ts';

const FEATURES = 512;
/** Things done for one outcome. */
const CANDIDATES = 24;
const ROUNDS = 400;

/** Medians in ms: of learning one outcome, and of the credit of one. */
export function timeCoreSteps(): { readonly update_ms: number; readonly instance_credit_ms: number } {
  const random = seededRandom(7);
  const types = Array.from({ length: FEATURES - 2 }, (_, i) => `work:do:kind-${i}`);
  const features: FeatureMapData = {
    kinds: ['one', 'context', ...types.map(() => 'type' as const)],
    repeats: 'once',
    scaled: [],
    named: [],
    types: types.map((type, i) => ({ type, at: i + 2 })),
    formerly: [],
    inContext: [],
    together: [],
  };
  const covariance = new Float64Array(FEATURES * FEATURES);
  for (let i = 0; i < FEATURES; i++) covariance[i * FEATURES + i] = 0.05;
  const model = new BayesianGlm(
    'logit',
    Float64Array.from({ length: FEATURES }, () => random() - 0.5),
    covariance,
  );
  const outcomes = Array.from({ length: ROUNDS }, (_, j) => outcomeOf(j, types, random));
  const map = new FeatureMap(features);
  const context = { context: {}, recent: 0 };
  const updates = outcomes.map((outcome) => {
    const started = performance.now();
    const done = new Map(outcome.candidates.map(({ done: act }, first) => [act.types[0]!, { x: 1, times: 1, first }]));
    model.update(map.of({ done, ...context }, 0), outcome.value);
    return performance.now() - started;
  });

  const empty = new OutcomeForecast().save();
  const forecast = OutcomeForecast.load({
    ...empty,
    fitted: { scale: { link: 'logit', low: 0, high: 1 }, features, model: model.save(), chance: null },
  });
  const credits = outcomes.map((outcome) => {
    const started = performance.now();
    creditOf(outcome, { forecast, leads: new Map(), statusOf: () => 'linked' }, 10, seededRandom(1));
    return performance.now() - started;
  });
  return { update_ms: quantile(updates, 0.5), instance_credit_ms: quantile(credits, 0.5) };
}

function outcomeOf(j: number, types: readonly string[], random: () => number): LearntOutcome {
  const threads = new Threads();
  const at = (i: number) => new Date(Date.UTC(2026, 0, 1) + (j * 100 + i) * 60_000).toISOString();
  for (let i = 0; i < CANDIDATES; i++) {
    const type = types[Math.floor(random() * types.length)]!;
    threads.apply({ kind: 'action', id: `a${i}`, t: at(i), type, thread: 'work/1' } as LogRecord);
  }
  const record = {
    kind: 'outcome',
    id: `o${j}`,
    t: at(CANDIDATES),
    type: 'work:come:success',
    thread: 'work/1',
    value: Number(random() < 0.5),
  } satisfies OutcomeRecord;
  return learntOutcome(record, threads.candidatesOf(record), {}, []);
}
