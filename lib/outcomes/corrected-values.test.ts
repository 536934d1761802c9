import { expect, test } from 'vitest';
import type { FeedbackRecord, OutcomeRecord } from '../records/record.ts';
import { CorrectedValues } from './corrected-values.ts';

const T = '2026-03-02T09:00:00.000Z';
const outcome = (id: string, more: Partial<OutcomeRecord> = {}): OutcomeRecord => ({
  kind: 'outcome',
  id,
  t: T,
  app: 'tracker.example',
  type: 'web:change:status',
  value: 0,
  text: 'Gate: new → parked',
  context: { changed_signal: 'status', changed_to: 'parked' },
  ...more,
});
const verdict = (id: string, of: string, value: number): FeedbackRecord => ({
  kind: 'feedback',
  id,
  t: T,
  verdict: 'value',
  of,
  value,
});
const undo = (id: string, of: string): FeedbackRecord => ({ kind: 'feedback', id, t: T, verdict: 'undo', of });
function valuesOf(...records: (OutcomeRecord | FeedbackRecord)[]): CorrectedValues {
  const values = new CorrectedValues();
  for (const record of records) values.apply(record);
  return values;
}

test('a corrected value is learnt for the same state on the same site, and for nothing else', () => {
  const values = valuesOf(outcome('o'), verdict('f', 'o', -0.8));
  expect(values.valueFor(outcome('next', { text: 'Bridge: open → Parked', context: { changed_to: 'Parked' } }))).toBe(
    -0.8,
  );
  expect(values.valueFor(outcome('x', { context: { changed_to: 'triaged' } }))).toBeNull();
  expect(values.valueFor(outcome('x', { app: 'other.example' }))).toBeNull();
  expect(values.valueFor(outcome('x', { type: 'web:change:stage' }))).toBeNull();
  expect(values.valueFor(outcome('x', { space: 'work' }))).toBeNull();
});

test('words that are similar get the same value, others do not', () => {
  const reply = (id: string, text: string) =>
    ({ kind: 'outcome', id, t: T, app: 'a', type: 'web:receive:reply', text }) as const;
  const values = valuesOf(reply('o', 'Thanks, we will look into this matter soon. 12'), verdict('f', 'o', -0.5));
  expect(values.valueFor(reply('x', 'Thanks, we will look into the matter soon. 99'))).toBe(-0.5);
  expect(values.valueFor(reply('x', 'The gate was repaired this morning.'))).toBeNull();
});

test('undone, a correction is as if never given; the last one given stands', () => {
  const two = [outcome('o'), verdict('f1', 'o', 1), verdict('f2', 'o', -1)];
  expect(valuesOf(...two).valueFor(outcome('x'))).toBe(-1);
  expect(valuesOf(...two, undo('u', 'f2')).valueFor(outcome('x'))).toBe(1);
  expect(valuesOf(...two, undo('u', 'f2'), undo('v', 'f1')).valueFor(outcome('x'))).toBeNull();
});

test('saved and loaded it says the same', () => {
  const values = valuesOf(outcome('o'), verdict('f', 'o', 0.4));
  const again = CorrectedValues.load(structuredClone(values.save()));
  expect(again.valueFor(outcome('x'))).toBe(0.4);
  expect(again.save()).toEqual(values.save());
});
