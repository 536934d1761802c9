import { expect, test } from 'vitest';
import { caseTable } from './case-table.ts';
import { afterAll, playCases } from './cases-for-tests.ts';
import { effectsOf } from './effect-of-action.ts';
import type { LearntOutcome } from './learnt-outcome.ts';
import { OutcomeHistory } from './outcome-history.ts';

const cases = (n: number, seed: number) =>
  playCases(n, seed, (yes) => {
    const plan = yes(0.5);
    const draft = yes(plan ? 0.85 : 0.15);
    const done = ['noise', 'plan', 'draft'].filter((_, i) => [yes(0.4), plan, draft][i]);
    return { done, value: Number(yes(draft ? 0.8 : 0.2)) };
  });

function historyOf(outcomes: readonly LearntOutcome[], each: (history: OutcomeHistory) => void = () => {}) {
  const history = new OutcomeHistory();
  for (const outcome of outcomes) {
    history.learn(outcome);
    each(history);
  }
  return history;
}
const toldBy = (history: OutcomeHistory) => {
  const { leads, statusOf } = history.explained();
  return { leads: [...leads], rungs: ['noise', 'plan', 'draft', 'never met'].map(statusOf) };
};

test('effects are those of the table of all outcomes, remembered or not, for each moment and measure', () => {
  const outcomes = cases(120, 1);
  const history = historyOf(outcomes);
  const now = afterAll(outcomes);
  for (const [at, measure] of [
    [now, 'value'],
    [now, 'delay'],
    [now + 1e9, 'value'],
    [now, 'value'],
  ] as const) {
    const effects = history.effects(at, measure);
    expect(effects).toEqual(effectsOf(caseTable(outcomes), { now: at, measure }));
    expect(history.effects(at, measure)).toBe(effects);
  }
  history.learn(cases(121, 1).at(-1)!);
  expect(history.effects(now)).not.toBe(history.effects(now + 1));
});

test('what single credits need is the same for whoever asked before', () => {
  const outcomes = cases(90, 2);
  const curious = historyOf(outcomes, (history) => void history.explained());
  expect(toldBy(curious)).toEqual(toldBy(historyOf(outcomes)));
});

test('so it is in a long history of which only the last part is kept', () => {
  const outcomes = cases(5_100, 3);
  const upTo = (n: number) => OutcomeHistory.load(new OutcomeHistory().save(), outcomes.slice(0, n));
  // Both after the same position at which it was due; in the later one ninety more of the oldest are gone.
  expect(toldBy(upTo(5_100))).toEqual(toldBy(upTo(5_010)));
});

test('what was never met is linked, and so is all of a history without outcomes', () => {
  expect(historyOf(cases(60, 4)).explained().statusOf('never met')).toBe('linked');
  expect(toldBy(new OutcomeHistory())).toEqual({ leads: [], rungs: ['linked', 'linked', 'linked', 'linked'] });
  expect(new OutcomeHistory().effects(0)).toEqual([]);
});

test('it knows what leads to what, and what an effect may be called', () => {
  const { leads, rungs } = toldBy(historyOf(cases(400, 5)));
  expect(leads.map(([type]) => type)).toEqual(['draft']);
  expect(rungs[2]).toBe('likely_helps');
});

test('saved and loaded in the middle it goes on to the same state and the same answers', () => {
  const outcomes = cases(100, 6);
  const straight = historyOf(outcomes);
  for (const cut of [0, 1, 9, 60, 100]) {
    const loaded = OutcomeHistory.load(
      structuredClone(historyOf(outcomes.slice(0, cut)).save()),
      outcomes.slice(0, cut),
    );
    for (const outcome of outcomes.slice(cut)) loaded.learn(outcome);
    expect(loaded.save()).toEqual(straight.save());
    expect(loaded.effects(afterAll(outcomes))).toEqual(straight.effects(afterAll(outcomes)));
    expect(toldBy(loaded)).toEqual(toldBy(straight));
  }
});

test('steps of a refit are handed on, and end', () => {
  const history = historyOf(cases(8, 7));
  expect(history.step()).toBe(true);
  while (history.step());
  expect(history.forecast.busy).toBe(false);
});
