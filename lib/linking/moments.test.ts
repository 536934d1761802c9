import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inLogOrder } from '../records/order.ts';
import type { LogRecord } from '../records/record.ts';
import { Moments } from './moments.ts';

const START = Date.UTC(2026, 2, 2, 9);
const at = (minute: number) => new Date(START + minute * 60_000).toISOString();
const act = (id: string, minute: number, thread: string, more: object = {}): LogRecord =>
  ({ kind: 'action', id, t: at(minute), app: 'a', thread, type: 'web:open:page', ...more }) as LogRecord;
const outcome = (id: string, minute: number, thread: string, value: number, more: object = {}): LogRecord =>
  ({ kind: 'outcome', id, t: at(minute), app: 'a', thread, type: 'web:show:status', value, ...more }) as LogRecord;
const task = (id: string, minute: number, thread: string, name: string): LogRecord =>
  ({ kind: 'annotation', id, t: at(minute), of: 's', thread, context: { task: name } }) as LogRecord;

function momentsOf(records: readonly LogRecord[]): Moments {
  const moments = new Moments();
  for (const record of records) moments.apply(record);
  return moments;
}

test('the state says how long one was in the thread, what else was open, and what came last', () => {
  const moments = momentsOf([
    act('1', 0, 'A'),
    act('2', 5, 'B'),
    outcome('3', 6, 'A', 1),
    act('4', 10, 'A'),
    outcome('5', 11, 'B', -1),
  ]);
  expect(moments.at({ id: '6', t: at(12) }, 'A', null)).toEqual({
    time_in_thread: 'minutes',
    open_threads: 'few',
    last_outcome: 'good',
  });
  expect(moments.at({ id: '6', t: at(12) }, 'C', null)).toEqual({
    time_in_thread: 'just-came',
    open_threads: 'few',
    last_outcome: 'bad',
  });
});

test('a pause of more than half an hour begins a new sitting, and closes the other threads', () => {
  const moments = momentsOf([act('1', 0, 'A'), act('2', 1, 'B'), act('3', 50, 'A')]);
  expect(moments.at({ id: '4', t: at(55) }, 'A', null)).toMatchObject({
    time_in_thread: 'minutes',
    open_threads: 'one',
    last_outcome: 'none',
  });
});

test('what another space did or earned is not part of the state', () => {
  const moments = momentsOf([act('1', 0, 'A', { space: 'work' }), outcome('2', 1, 'A', -1, { space: 'work' })]);
  expect(moments.at({ id: '3', t: at(2) }, 'A', null)).toEqual({
    time_in_thread: 'just-came',
    open_threads: 'one',
    last_outcome: 'none',
  });
});

test('a task counts from the moment it was found, and the first one found stands', () => {
  const moments = momentsOf([task('1', 5, 'A', 'mail'), task('2', 9, 'A', 'travel')]);
  expect(moments.at({ id: '0', t: at(4) }, 'A', null).task).toBeUndefined();
  expect(moments.at({ id: '3', t: at(10) }, 'A', null).task).toBe('mail');
  expect(moments.taskOf('A', null)).toBe('mail');
});

test('what was not read is not known, rather than not there', () => {
  const moments = new Moments();
  moments.startFrom(at(0));
  expect(moments.at({ id: '1', t: at(10) }, 'A', null)).toEqual({});
  expect(moments.at({ id: '1', t: at(40) }, 'A', null)).toEqual({ time_in_thread: 'just-came', open_threads: 'one' });
});

test('an outcome that has not come, a row about a thing, and what Retrace earned are no news', () => {
  const moments = momentsOf([
    outcome('1', 1, 'A', 0, { features: { censored: 1 } }),
    outcome('2', 2, 'A', 1, { type: 'retrace:use:offer' }),
    { kind: 'observation', id: '3', t: at(3), thread: 'B', features: { mention: 1 } } as LogRecord,
  ]);
  expect(moments.at({ id: '4', t: at(4) }, 'A', null)).toMatchObject({ open_threads: 'one', last_outcome: 'none' });
});

const anyRecord = fc
  .tuple(
    fc.integer({ min: 0, max: 600 }),
    fc.constantFrom('A', 'B', 'C'),
    fc.constantFrom('act', 'good', 'bad', 'task'),
  )
  .chain(([minute, thread, what]) =>
    fc.uuid().map((id) => {
      if (what === 'act') return act(id, minute, thread);
      if (what === 'task') return task(id, minute, thread, 'mail');
      return outcome(id, minute, thread, what === 'good' ? 1 : -1);
    }),
  );

test('property: never from a later time, and the order of arrival makes no difference', () => {
  fc.assert(
    fc.property(fc.array(anyRecord, { maxLength: 40 }), fc.integer({ min: 0, max: 600 }), (records, minute) => {
      const position = { id: 'm', t: at(minute) };
      const whole = momentsOf(records).at(position, 'A', null);
      const before = inLogOrder(records).filter(
        ({ t, id }) => t < position.t || (t === position.t && id < position.id),
      );
      expect(momentsOf(before).at(position, 'A', null)).toEqual(whole);
      expect(momentsOf(records.toReversed()).at(position, 'A', null)).toEqual(whole);
    }),
  );
});
