import { expect, test } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { type Here, whyNotTaken } from './not-taken-from-a-file.ts';
import { retentionRule } from './retention.ts';

const NOW = '2026-03-02T12:00:00.000Z';
const here = (more: Partial<Here> = {}): Here => ({
  latest: '2026-03-03T12:00:00.000Z',
  retention: retentionRule({ days: null, sites: [] }, NOW),
  isEmpty: false,
  ...more,
});
const action = (t: string): LogRecord => ({ kind: 'action', id: 'a', t, type: 'web:press:button' });
const setting = (name: string): LogRecord => ({ kind: 'setting', id: 's', t: NOW, name, value: 1 });

test('what is of a time to come is not taken, and a deletion is, whenever it was made', () => {
  expect(whyNotTaken(action('2026-03-03T12:00:00.001Z'), here())).toMatch('still to come');
  expect(whyNotTaken(action(NOW), here())).toBeNull();
  const tombstone: LogRecord = { kind: 'tombstone', id: 'x', t: '9999-01-01T00:00:00.000Z', h: [] };
  expect(whyNotTaken(tombstone, here())).toBeNull();
});

test('what would be forgotten at the next look is not taken, so that it can be brought in once it may stay', () => {
  const retention = retentionRule({ days: 30, sites: [] }, NOW);
  expect(whyNotTaken(action('2025-12-01T00:00:00.000Z'), here({ retention }))).toMatch('older');
  expect(whyNotTaken(action('2026-02-20T00:00:00.000Z'), here({ retention }))).toBeNull();
});

test('a setting that deletes is taken only where nothing is, and any other always', () => {
  for (const name of ['retention:days', 'retention:days:mail.example', 'keeping:budget']) {
    expect(whyNotTaken(setting(name), here())).toMatch('a setting that deletes');
    expect(whyNotTaken(setting(name), here({ isEmpty: true }))).toBeNull();
  }
  expect(whyNotTaken(setting('site:mail.example'), here())).toBeNull();
});
