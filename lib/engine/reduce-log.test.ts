import { expect, test } from 'vitest';
import { withTexts } from '../../bench/history/planted-texts.ts';
import { ALL_WORLDS } from '../../bench/worlds/all-worlds.ts';
import { bytesOfReduced } from '../keeping/bytes-of-log.ts';
import { reduceRecord } from '../keeping/reduce-record.ts';
import type { LogRecord } from '../records/record.ts';
import { creditOfOutcome } from './answers/credit.ts';
import { Engine } from './engine.ts';
import { reduceLog, reduceLogIfDue } from './reduce-log.ts';

const COUNTED = { vectors: false };

function engineOf(records: readonly LogRecord[]): Engine {
  const engine = new Engine();
  for (const record of records) engine.apply(record);
  return engine;
}

function planted(world: string, outcomes = 60) {
  const { records } = ALL_WORLDS.find(({ name }) => name === world)!.generate({ seed: 11, outcomes });
  return { bare: records, records: withTexts(records, 11) };
}

test.each(['a', 'chain', 'censoring', 'offers', 'rare-key', 'ratings', 'experiments'])(
  'in world %s, whose texts have no bearing, the skeletons of all give the credit of all, to the last bit',
  (world) => {
    const { bare } = planted(world);
    const whole = engineOf(bare);
    const skeletons = engineOf(bare.map((record) => reduceRecord(record, 'skeleton')));
    expect([...skeletons.credit.types]).toEqual([...whole.credit.types]);
    for (const { id } of whole.credit.outcomes()) {
      expect(creditOfOutcome(skeletons, id, 10, 1)).toEqual(creditOfOutcome(whole, id, 10, 1));
    }
    for (const type of whole.credit.types) {
      const now = Date.parse(bare.at(-1)!.t);
      expect(skeletons.credit.history(type)!.effects(now)).toEqual(whole.credit.history(type)!.effects(now));
    }
  },
);

test('no belief changes, whatever the budget', () => {
  const says = (i: number, text: string): LogRecord => ({
    kind: 'statement',
    id: `s${i}`,
    t: new Date(Date.UTC(2026, 0, 1) + i * 3_600_000).toISOString(),
    role: 'user',
    text,
  });
  const records = [
    says(1, 'I prefer short answers. How far is the bridge?'),
    says(2, 'How far is the ferry from here?'),
    says(3, 'I never work on Sundays.'),
  ];
  const reduced = reduceLog(records, 0, COUNTED).records;
  expect(reduced.map(({ form }) => form)).toEqual([undefined, 'skeleton', undefined]);
  const beliefs = (log: readonly LogRecord[]) => {
    const { userModel, verdicts } = engineOf(log);
    return userModel.beliefs(verdicts, records.at(-1)!.t);
  };
  expect(beliefs(reduced)).toEqual(beliefs(records));
});

test('reduced to a budget it holds; reduced again it is the same, and the same log always gives the same', () => {
  const { records } = planted('a');
  const budget = 0.2 * bytesOfReduced(records, COUNTED);
  const once = reduceLog(records, budget, COUNTED);
  expect(once.over).toBe(0);
  expect(once.bytes).toBeLessThanOrEqual(budget);
  expect(once.bytes).toBeGreaterThan(0.95 * budget);
  expect(reduceLog(once.records, budget, COUNTED).records).toBe(once.records);
  expect(reduceLog(planted('a').records, budget, COUNTED)).toEqual(once);
});

test('a log within its budget comes back as it is', () => {
  const { records } = planted('a', 20);
  expect(reduceLog(records, 1e9, COUNTED)).toEqual({
    records,
    bytes: bytesOfReduced(records, COUNTED),
    price: 0,
    over: 0,
  });
});

test('what is derived is a function of the reduced log: rebuilt and gone on from a saved state have one digest', () => {
  const { records } = planted('chain');
  const reduced = reduceLog(records, 0.2 * bytesOfReduced(records, COUNTED), COUNTED).records;
  const middle = Math.floor(reduced.length / 2);
  const goneOn = Engine.load(structuredClone(engineOf(reduced.slice(0, middle)).save()));
  for (const record of reduced.slice(middle)) goneOn.apply(record);
  expect(goneOn.digest()).toBe(engineOf(reduced).digest());
});

test('ids, times and order stay, so that links and later imports find what they found', () => {
  const { records } = planted('rare-key');
  const reduced = reduceLog(records, 0, COUNTED).records;
  expect(reduced.map(({ id, t }) => [id, t])).toEqual(records.map(({ id, t }) => [id, t]));
  expect(engineOf(reduced).threads.ignored).toEqual(engineOf(records).threads.ignored);
});

test('by the setting of the user a log is reduced at every five thousandth event, and not before one is set', () => {
  const { records } = planted('a', 450);
  const until = (count: number, budget: number | null): LogRecord[] => [
    { kind: 'setting', id: 'budget', t: '2020-01-01T00:00:00.000Z', name: 'keeping:budget', value: budget },
    ...records.slice(0, count - 1),
  ];
  const budget = Math.round(0.3 * bytesOfReduced(until(5_000, null), COUNTED));
  expect(reduceLogIfDue(until(5_000, null), COUNTED)).toBeNull();
  expect(reduceLogIfDue(until(4_999, budget), COUNTED)).toBeNull();
  expect(reduceLogIfDue(until(5_000, budget), COUNTED)!.bytes).toBeLessThanOrEqual(0.9 * budget);
});
