/** The published tasks and the like: that the log follows their dynamics, and that what is free shows the effects that are true. */
import { expect, test } from 'vitest';
import { ALL_WORLDS } from './all-worlds.ts';
import type { PlantedLog } from './planted-world.ts';
import { casesByThread, contrast, contrastOf } from './read-planted-log.ts';

const log = (name: string, outcomes: number, seed = 8) =>
  ALL_WORLDS.find((world) => world.name === name)!.generate({ seed, outcomes });
const totalOf = ({ truth }: PlantedLog, type: string) => truth.total.get(type)!;

test.each(['umbrella-length-20', 'umbrella-distract-5'])(
  '%s: the first step decides by the need seen then, the others pay ±1',
  (name) => {
    const made = log(name, 100);
    for (const { value, actions, types } of casesByThread(made)) {
      expect(actions).toHaveLength(20);
      const { need } = actions[0]!.context!;
      expect(value).toBe(types.has('umbrella:step-01:take') === (need === 1) ? 1 : -1);
      expect(actions.slice(1).every(({ context }) => context === undefined)).toBe(true);
    }
    const small = made.records.filter(
      (record) => record.kind === 'outcome' && record.type === 'umbrella:come:something',
    );
    expect(small).toHaveLength(19 * 100);
  },
);

test('memory: the answer is right if it names the bit of the first record', () => {
  for (const { value, actions } of casesByThread(log('memory-len-12', 100))) {
    expect(actions).toHaveLength(13);
    expect(value).toBe((actions.at(-1)!.type === 'memory:answer:yes') === (actions[0]!.context!.bit === 1) ? 1 : -1);
  }
});

test('discounting chain: each arm pays what it pays, the later ones later', () => {
  const made = log('discounting-chain', 500);
  const cases = casesByThread(made);
  const wait = (arm: number) =>
    cases
      .filter(({ types }) => types.has(`discounting:choose:arm-${arm}`))
      .reduce((sum, { outcome, actions }, _, { length }) => {
        return sum + (Date.parse(outcome.t) - Date.parse(actions[0]!.t)) / length;
      }, 0);
  expect(wait(100) > wait(30) && wait(30) > wait(10) && wait(10) > wait(3)).toBe(true);
  const best = [1, 3, 10, 30, 100].filter((arm) => totalOf(made, `discounting:choose:arm-${arm}`) > 0);
  expect(best).toHaveLength(1);
  for (const { value, types } of cases) {
    expect(value).toBeCloseTo(types.has(`discounting:choose:arm-${best[0]}`) ? 1 : 1 / 1.1, 10);
  }
});

test('key to door: the treasure is behind the door for those who have the key and open', () => {
  const made = log('key-to-door-43', 300);
  const treasure = (0.2 * 23) / 43;
  for (const { value, types, actions } of casesByThread(made)) {
    expect(actions).toHaveLength(42);
    expect(value).toBeCloseTo(types.has('door:take:key') && types.has('door:open:door') ? treasure : 0, 10);
  }
  expect(totalOf(made, 'door:take:key')).toBeCloseTo(treasure / 2, 2);
});

test('the rare key is in no thread of the door, and only an entity leads to it', () => {
  const { records, truth } = log('rare-key', 400);
  const keys = records.filter((record) => record.kind === 'action' && record.type === 'chest:find:key');
  expect(keys.length / 400).toBeCloseTo(0.1, 1);
  const own = (entities: readonly string[] | undefined) => entities?.filter((entity) => entity.startsWith('chest:'));
  const outcomes = records.filter((record) => record.kind === 'outcome' && record.type === truth.outcomeType);
  for (const key of keys) {
    const doors = outcomes.filter((outcome) => own(outcome.entities)![0] === own(key.entities)![0]);
    expect(doors).toHaveLength(1);
    expect(doors[0]!.thread).not.toBe(key.thread);
  }
});

test('shortcut: among those who came to a state, a jump is worth what is said', () => {
  const made = log('shortcut', 3_000);
  const cases = casesByThread(made);
  for (const state of [0, 1, 2, 3]) {
    const [jump, on] = ['jump', 'go-on'].map((choice) => `shortcut:state-${state}:${choice}`) as [string, string];
    const there = cases.filter(({ types }) => types.has(jump) || types.has(on));
    const { difference, se } = contrastOf(there, jump);
    expect(Math.abs(difference - totalOf(made, jump))).toBeLessThan(4 * se);
  }
});

test('pocket watch: for each brand, repairing is worth its margin', () => {
  const made = log('pocket-watch', 1_500);
  const cases = casesByThread(made);
  const margins = made.truth.inContext!.filter(({ action }) => action === 'watch:repair:watch');
  expect(margins).toHaveLength(20);
  for (const { context, total, action } of margins) {
    const { difference, se } = contrastOf(
      cases.filter(({ actions }) => actions[0]!.context!.brand === context.brand),
      action,
    );
    expect(Math.abs(difference - total)).toBeLessThan(4.5 * se);
  }
});

test('delayed effect: the first choice is the end, and the noise between is of another type', () => {
  const made = log('delayed-effect', 100);
  for (const { value, types } of casesByThread(made)) expect(value).toBe(types.has('delayed:choose:left') ? 1 : -1);
});

test('the charm parts from the cause in 12 % of the cases, and still looks like one', () => {
  const made = log('superstition', 1_000);
  const cases = casesByThread(made);
  const parted = cases.filter(({ types }) => types.has('superstition:do:cause') !== types.has('superstition:do:charm'));
  expect(parted.length / cases.length).toBeCloseTo(0.12, 1);
  expect(contrastOf(cases, 'superstition:do:charm').difference).toBeGreaterThan(0.15);
  expect(totalOf(made, 'superstition:do:charm')).toBe(0);
});

test('ratings: values and delays differ as is said between those who did and those who did not', () => {
  const made = log('ratings', 1_500);
  const cases = casesByThread(made);
  const delays = (type: string, done: boolean) =>
    cases
      .filter(({ types, actions }) => types.has(type) === done && actions.length > 0)
      .map(({ outcome, actions }) => Math.log(Date.parse(outcome.t) - Date.parse(actions.at(-1)!.t)));
  for (const [type, effect] of made.truth.total) {
    const onValue = contrastOf(cases, type);
    expect(Math.abs(onValue.difference - effect)).toBeLessThan(4 * onValue.se);
    const onDelay = contrast(delays(type, true), delays(type, false));
    expect(Math.abs(onDelay.difference - made.truth.delayTotal!.get(type)!)).toBeLessThan(4 * onDelay.se);
  }
});

test('censoring: half of the noes and more are missing, and few of the yeses', () => {
  const { records, truth } = log('censoring', 1_000);
  const yes = records.filter(
    (record) => record.kind === 'outcome' && record.type === truth.outcomeType && record.value === 1,
  );
  const toExpect = [...truth.expected!.values(), ...truth.unanswered!.values()].reduce((sum, each) => sum + each, 0);
  expect(yes.length / toExpect).toBeGreaterThan(0.75);
  expect((truth.expected!.size - yes.length) / (1_000 - toExpect)).toBeLessThan(0.5);
});
