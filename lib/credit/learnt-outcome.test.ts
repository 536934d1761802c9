import { expect, test } from 'vitest';
import type { OutcomeRecord } from '../records/record.ts';
import { caseOf } from './cases-for-tests.ts';
import { learntOutcome, stateBefore } from './learnt-outcome.ts';

const record: OutcomeRecord = { kind: 'outcome', id: 'o', t: '2026-03-02T09:00:00.000Z', type: 'app:come:out' };

test('an outcome that does not say so came for certain; one of no confidence still counts a little', () => {
  expect(learntOutcome(record, [], {}, [])).toMatchObject({ value: 1, confidence: 1, happened: null, thread: null });
  const { confidence, value } = learntOutcome({ ...record, confidence: 0, value: 0 }, [], {}, []);
  expect(confidence).toBeGreaterThan(0);
  expect(confidence).toBeLessThan(0.1);
  expect(value).toBe(0);
});

test('the state before a case is that of its first candidate; without one it is the outcome’s own', () => {
  const { candidates } = caseOf({ done: ['a', 'b'], value: 1, context: { task: 'write' } }, 0);
  expect(stateBefore({ candidates, state: { task: 'rest' } })).toEqual({ task: 'write' });
  expect(stateBefore({ candidates: [], state: { task: 'rest' } })).toEqual({ task: 'rest' });
});
