import { expect, test } from 'vitest';
import { type Sitting, sittingAfter } from './sittings.ts';

const MINUTE = 60_000;

test('a pause of more than 30 minutes starts a new sitting, one of 30 does not', () => {
  let sitting: Sitting | null = null;
  const numbers = [0, 30, 61, 62, 500].map((minute) => {
    sitting = sittingAfter(sitting, { kind: 'action' }, minute * MINUTE);
    return sitting?.sitting;
  });
  expect(numbers).toEqual([0, 0, 1, 1, 2]);
});

test('a visit keeps a sitting going, an outcome that comes in does not', () => {
  const start = sittingAfter(null, { kind: 'action' }, 0);
  const visited = sittingAfter(start, { kind: 'observation' }, 20 * MINUTE);
  expect(sittingAfter(visited, { kind: 'action' }, 45 * MINUTE)?.sitting).toBe(0);
  const came = sittingAfter(start, { kind: 'outcome' }, 20 * MINUTE);
  expect(sittingAfter(came, { kind: 'action' }, 45 * MINUTE)?.sitting).toBe(1);
  expect(sittingAfter(null, { kind: 'outcome' }, 0)).toBeNull();
});
