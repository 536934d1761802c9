import { expect, test } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { budgetOf, reductionDue } from './reduction-due.ts';

const set = (value: number | string | null, id = String(value)): LogRecord => ({
  kind: 'setting',
  id,
  t: '2026-03-02T09:00:00.000Z',
  name: 'keeping:budget',
  value,
});

test('there is no budget until one is set, the last one holds, and null takes it back', () => {
  expect(budgetOf([])).toBeNull();
  expect(budgetOf([set(1_000_000), set(2_000_000)])).toBe(2_000_000);
  expect(budgetOf([set(1_000_000), set(null)])).toBeNull();
  expect(budgetOf([set('much')])).toBeNull();
});

test('at every five thousandth event a log over its budget is due, to nine tenths of it', () => {
  expect(reductionDue(10_000, 1_000, () => 1_001)).toBe(900);
  expect(reductionDue(10_000, 1_000, () => 1_000)).toBeNull();
  expect(reductionDue(10_001, 1_000, () => 5_000)).toBeNull();
  expect(reductionDue(10_000, null, () => 5_000)).toBeNull();
  expect(reductionDue(0, 1_000, () => 5_000)).toBeNull();
});
