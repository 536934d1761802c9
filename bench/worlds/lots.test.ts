/** What the lots show, read from the log alone. */
import { expect, test } from 'vitest';
import type { DecisionCandidate } from '../../lib/records/record.ts';
import { LOTS } from './lots.ts';
import { casesByThread, contrast, contrastOf, type ReadCase } from './read-planted-log.ts';

const log = (name: string) => LOTS.find((world) => world.name === name)!.generate({ seed: 4, outcomes: 2_500 });

const candidate = ({ decisions }: ReadCase, about: string): DecisionCandidate | undefined =>
  decisions.flatMap(({ candidates }) => candidates).find(({ ref }) => ref.about === about);

/** Difference by lot, among the cases with this propensity. */
function byLot(cases: readonly ReadCase[], about: string, propensity: number) {
  const drawn = cases.flatMap((each) => {
    const lot = candidate(each, about);
    return lot?.propensity === propensity ? [{ value: each.value, chosen: lot.chosen }] : [];
  });
  const values = (chosen: boolean) => drawn.filter((each) => each.chosen === chosen).map(({ value }) => value);
  return contrast(values(true), values(false));
}

test.each(['offers', 'offers-null'])('%s: within a propensity the lot shows the effect that was planted', (name) => {
  const { truth, ...made } = log(name);
  const cases = casesByThread({ ...made, truth });
  for (const about of ['offers-spelling', 'offers-ask-first', 'offers-no-names']) {
    const effect = truth.total.get(`decision:offer:${about}`)!;
    expect(effect).toBeCloseTo(name === 'offers' && about === 'offers-spelling' ? 0.15 : 0, 10);
    for (const propensity of [0.5, 0.85]) {
      const { difference, se } = byLot(cases, about, propensity);
      expect(Math.abs(difference - effect)).toBeLessThan(4 * se);
    }
  }
});

test.each([
  ['offers-50', 0.5],
  ['offers-85', 0.85],
])('%s: candidates are chosen as often as their propensity says', (name, propensity) => {
  const lots = casesByThread(log(name)).flatMap(({ decisions }) => decisions.flatMap(({ candidates }) => candidates));
  expect(lots.every((lot) => lot.propensity === propensity)).toBe(true);
  expect(lots.filter(({ chosen }) => chosen).length / lots.length).toBeCloseTo(propensity, 1);
});

test('pooled without propensities, an offer of no effect looks harmful', () => {
  const cases = casesByThread(log('offers-null'));
  const values = (chosen: boolean) =>
    cases.filter((each) => candidate(each, 'offers-ask-first')?.chosen === chosen).map(({ value }) => value);
  const { difference, se } = contrast(values(true), values(false));
  expect(difference).toBeLessThan(-3 * se);
});

test('an experiment has its effect by intention, while what was merely done looks far better', () => {
  const { truth, ...made } = log('experiments');
  const cases = casesByThread({ ...made, truth });
  for (const habit of ['experiments:do:walk', 'experiments:do:list']) {
    const effect = truth.total.get(`decision:experiment:${habit}`)!;
    const { difference, se } = byLot(cases, habit, 0.5);
    expect(Math.abs(difference - effect)).toBeLessThan(4 * se);
    expect(contrastOf(cases, habit).difference - truth.total.get(habit)!).toBeGreaterThan(0.08);
  }
  expect(truth.total.get('decision:experiment:experiments:do:walk')).toBeCloseTo(0.15, 1);
  expect(truth.total.get('decision:experiment:experiments:do:list')).toBeCloseTo(0, 10);
});
