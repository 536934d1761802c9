/** World A and its relatives: that what is said to be planted is in the log. */
import { expect, test } from 'vitest';
import type { OutcomeRecord } from '../../lib/records/record.ts';
import { casesByThread, contrastOf } from './read-planted-log.ts';
import {
  FLIPS,
  IN_BETWEEN,
  MEDIATOR,
  NEWCOMER,
  PROXIES,
  ROOT,
  TOGETHER,
  UNDO_EACH_OTHER,
  WORKING_LOGS,
} from './working-log.ts';

const world = (name: string) => WORKING_LOGS.find((each) => each.name === name)!;
const log = (name: string, outcomes = 500) => world(name).generate({ seed: 3, outcomes });
const outcomesOf = ({ records, truth }: ReturnType<typeof log>) =>
  records.filter((record): record is OutcomeRecord => record.kind === 'outcome' && record.type === truth.outcomeType);

test('eight kinds act in world A, and what only looks like it does not', () => {
  const { truth } = log('a');
  expect([...truth.total.values()].filter((effect) => Math.abs(effect) > 0.03)).toHaveLength(8);
  expect([...truth.total.values()].filter((effect) => effect === 0)).toHaveLength(32);
  for (const proxy of PROXIES) expect(truth.total.get(proxy)).toBe(0);
});

test('what stands for the workload looks like a cause', () => {
  const { difference, se } = contrastOf(casesByThread(log('hidden-confounder', 1_000)), PROXIES[0]);
  expect(difference).toBeGreaterThan(3 * se);
});

test('the workload is in the context, but not where it is hidden', () => {
  const seen = (name: string) => log(name, 50).records.some(({ context }) => context?.workload !== undefined);
  expect([seen('a'), seen('hidden-confounder')]).toEqual([true, false]);
});

test('the root of world B acts through its mediator only, by .7 of the mediator’s effect', () => {
  const { truth } = log('b');
  expect(truth.direct!.get(ROOT)).toBe(0);
  expect(truth.total.get(ROOT)! / truth.total.get(MEDIATOR)!).toBeCloseTo(0.7, 1);
});

test('between an outcome and its becoming known something is done in its thread, the more often after a yes', () => {
  const known = log('known-late');
  const late = outcomesOf(known);
  const between = (value: number) => {
    const of = late.filter((outcome) => outcome.value === value);
    const has = of.filter(({ thread, happened, t }) =>
      known.records.some(
        (record) =>
          record.kind === 'action' &&
          record.type === IN_BETWEEN &&
          record.thread === thread &&
          record.t > happened! &&
          record.t < t,
      ),
    );
    return has.length / of.length;
  };
  expect(late.every(({ happened, t }) => happened! < t)).toBe(true);
  expect(between(1)).toBeGreaterThan(0.7);
  expect(between(0)).toBeLessThan(0.3);
  expect(known.truth.total.get(IN_BETWEEN)).toBe(0);
});

test.each([
  ['links-0-0', 0, 0],
  ['links-20-5', 0.2, 0.05],
  ['links-40-10', 0.4, 0.1],
  ['links-0-0-listed', 0, 0],
  ['links-20-5-listed', 0.2, 0.05],
  ['links-40-10-listed', 0.4, 0.1],
])('%s misses and adds what it says', (name, missed, added) => {
  const made = log(name, 400);
  const byId = new Map(made.records.map((record) => [record.id, record]));
  let [own, lost, foreign, absent] = [0, 0, 0, 0];
  const listed = new Map(outcomesOf(made).map((outcome) => [outcome.id, outcome.links]));
  const inThread = new Map(
    casesByThread(made).map(({ outcome, actions }) => [outcome.id, actions.map(({ id }) => id)]),
  );
  for (const [outcome, credits] of made.truth.contribution!) {
    const seen = name.endsWith('listed') ? listed.get(outcome)! : inThread.get(outcome)!;
    for (const id of credits.keys()) {
      own++;
      lost += Number(!seen.includes(id));
    }
    foreign += seen.filter((id) => !credits.has(id)).length;
    absent += 40 - credits.size;
    if (name.endsWith('listed')) for (const id of seen) expect(byId.get(id)!.t < byId.get(outcome)!.t).toBe(true);
  }
  expect(lost / own).toBeCloseTo(missed, 1);
  expect(foreign / absent).toBeGreaterThanOrEqual(0.8 * added);
  expect(foreign / absent).toBeLessThanOrEqual(1.2 * added);
  if (name.endsWith('listed'))
    expect(made.records.every(({ thread }) => !thread || thread.startsWith('else'))).toBe(true);
});

test('a drifting cause turns its sign half-way, and what counts is what holds at the end', () => {
  const { truth } = log('drift');
  const { action, from, before, after } = truth.drift!;
  expect([action, from]).toEqual([FLIPS, 'work-o250']);
  expect(before).toBeGreaterThan(0.1);
  expect(after).toBeLessThan(-0.1);
  expect(truth.total.get(FLIPS)).toBe(after);
});

test('two kinds act together, and two undo each other', () => {
  const cases = casesByThread(log('strong-interactions', 1_200));
  const rate = (done: readonly boolean[], pair: readonly string[]) => {
    const those = cases.filter(({ types }) => pair.every((type, i) => types.has(type) === done[i]));
    return those.reduce((sum, { value }) => sum + value, 0) / those.length;
  };
  expect(rate([true, true], TOGETHER) - rate([true, false], TOGETHER)).toBeGreaterThan(0.2);
  expect(Math.abs(rate([true, false], TOGETHER) - rate([false, false], TOGETHER))).toBeLessThan(0.1);
  expect(rate([true, false], UNDO_EACH_OTHER) - rate([true, true], UNDO_EACH_OTHER)).toBeGreaterThan(0.1);
  expect(rate([true, false], UNDO_EACH_OTHER) - rate([false, false], UNDO_EACH_OTHER)).toBeGreaterThan(0.1);
});

test('where noes come late and the log ends, noes are missing and a newcomer looks good', () => {
  const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
  // Against what was to be expected of each, so that good and bad weeks do not matter.
  const luck: Record<'newcomer' | 'without', number[]> = { newcomer: [], without: [] };
  for (const seed of [3, 4, 5]) {
    const made = world('late-noes').generate({ seed, outcomes: 1_000 });
    expect(mean([...made.truth.unanswered!.values()])).toBeLessThan(mean([...made.truth.expected!.values()]) - 0.05);
    expect(made.truth.total.get(NEWCOMER)).toBe(0);
    for (const { types, outcome, value } of casesByThread(made)) {
      luck[types.has(NEWCOMER) ? 'newcomer' : 'without'].push(value - made.truth.expected!.get(outcome.id)!);
    }
  }
  expect(mean(luck.newcomer) - mean(luck.without)).toBeGreaterThan(0.04);
});

test('a no takes longer than a yes where delays depend on the value', () => {
  const cases = casesByThread(log('delays'));
  const delay = (of: number) => {
    const logs = cases
      .filter(({ value, actions }) => value === of && actions.length > 0)
      .map(({ outcome, actions }) => Math.log(Date.parse(outcome.t) - Date.parse(actions.at(-1)!.t)));
    return logs.reduce((sum, each) => sum + each, 0) / logs.length;
  };
  expect(delay(0) - delay(1)).toBeGreaterThan(0.7);
});

test('repeated actions are repeated', () => {
  const most = Math.max(
    ...casesByThread(log('repeats', 200)).map(({ actions }) => actions.filter(({ type }) => type === FLIPS).length),
  );
  expect(most).toBe(4);
});
