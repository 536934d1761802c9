import { expect, test } from 'vitest';
import { workingLog } from '../../bench/worlds/working-log.ts';
import { Credit } from '../credit/credit.ts';
import { Threads } from '../linking/threads.ts';
import { AwaitedOutcomes } from '../outcomes/awaited-outcomes.ts';
import type { LogRecord } from '../records/record.ts';
import { valuesOfKeeping } from './value-of-keeping.ts';

function valuesAtEnd(records: readonly LogRecord[]) {
  const [threads, credit, awaited] = [new Threads(), new Credit(), new AwaitedOutcomes()];
  for (const record of records) {
    awaited.apply(record);
    if (record.kind === 'outcome') credit.learn(record, threads.candidatesOf(record), threads.stateAsOf(record));
    threads.apply(record);
  }
  return { credit, values: valuesOfKeeping({ records, credit, awaited }) };
}

const DAY = 86_400_000;
const at = (day: number, id: string, rest: object): LogRecord =>
  ({ id, t: new Date(Date.UTC(2026, 0, 1) + day * DAY).toISOString(), ...rest }) as LogRecord;

test('in a planted world, acts of a kind that does something are worth more than those of kinds that do nothing', () => {
  const { records, truth } = workingLog({ seed: 3, outcomes: 400 });
  const { values } = valuesAtEnd(records);
  const meanOf = (wanted: (effect: number) => boolean) => {
    const credits = records.flatMap((record) => {
      const effect = record.kind === 'action' ? truth.total.get(record.type) : undefined;
      return effect !== undefined && wanted(Math.abs(effect)) ? [values.get(record.id)!.credit] : [];
    });
    return credits.reduce((a, b) => a + b, 0) / credits.length;
  };
  expect(meanOf((effect) => effect > 0.1)).toBeGreaterThan(2 * meanOf((effect) => effect < 0.01));
});

test('an outcome is the more surprising the further it was from what was expected', () => {
  const { records } = workingLog({ seed: 3, outcomes: 200 });
  const { credit, values } = valuesAtEnd(records);
  for (const { id, value, foretold } of credit.outcomes()) {
    expect(values.get(id)!.surprise).toBeCloseTo(Math.min(1, Math.abs(value - foretold.at(-1)![1]) / 2), 12);
  }
});

test('a text pays while outcomes of its age still come, and no longer', () => {
  const log: LogRecord[] = [];
  for (let i = 0; i < 20; i++) {
    log.push(at(i, `a${i}`, { kind: 'action', type: 'mail:look:message', thread: `mail/t${i}`, text: 'word' }));
    log.push(at(i + 0.5, `o${i}`, { kind: 'outcome', type: 'mail:receive:reply', thread: `mail/t${i}` }));
  }
  log.push(at(19.8, 'open', { kind: 'action', type: 'mail:look:message', thread: 'mail/open', text: 'word' }));
  log.push(at(20, 'end', { kind: 'observation', thread: 'mail/other' }));
  const { values } = valuesAtEnd(log.toSorted((a, b) => (a.t < b.t ? -1 : 1)));
  expect(values.get('open')!.mayCome).toBe(1);
  expect(values.get('a3')!.mayCome).toBe(0);
  expect(values.get('open')!.read).toBeGreaterThan(values.get('a3')!.read);
});

test('every time an event was offered or judged makes it likelier to be read again', () => {
  const offer = (id: string, day: number) =>
    at(day, id, {
      kind: 'decision',
      about: 'offer',
      candidates: [
        { ref: { kind: 'episode', about: 'wiki:save:edit', text: 'the bridge' }, propensity: 1, chosen: true },
      ],
    });
  const { values } = valuesAtEnd([
    at(0, 'never', { kind: 'action', type: 'wiki:save:edit', text: 'a ferry' }),
    at(1, 'twice', { kind: 'action', type: 'wiki:save:edit', text: 'the bridge' }),
    offer('d1', 2),
    offer('d2', 3),
    at(4, 'o', { kind: 'outcome', type: 'wiki:revert:edit' }),
    at(5, 'f', { kind: 'feedback', verdict: 'value', of: 'o', value: 0 }),
  ]);
  expect(['never', 'twice', 'o'].map((id) => values.get(id)!.reuse)).toEqual([0, 0.75, 0.5]);
});

test('every part is in its range, and the same log gives the same values', () => {
  const { records } = workingLog({ seed: 5, outcomes: 120 });
  const { values } = valuesAtEnd(records);
  expect(values.size).toBe(records.length);
  for (const { surprise, credit, mayCome, reuse, found, read } of values.values()) {
    for (const part of [surprise, credit, mayCome, reuse, read]) {
      expect(part).toBeGreaterThanOrEqual(0);
      expect(part).toBeLessThanOrEqual(1);
    }
    expect(found).toBeGreaterThanOrEqual(1);
    expect(found).toBeLessThanOrEqual(3);
  }
  expect(valuesAtEnd(records).values).toEqual(values);
});
