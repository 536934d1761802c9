import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { nameOfRetention, retentionOf, retentionRule } from './retention.ts';
import { Settings } from './settings.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 1, 12);
const instant = (ms: number) => new Date(ms).toISOString();
const seen = (ms: number, app?: string): LogRecord => ({
  kind: 'action',
  id: 'a',
  t: instant(ms),
  type: 'x:y:z',
  ...(app && { app }),
});

function settings(...values: readonly (readonly [name: string, value: string | number | boolean | null])[]): Settings {
  const made = new Settings();
  for (const [name, value] of values) made.apply({ kind: 'setting', id: 'g', t: instant(0), name, value });
  return made;
}

test('nothing is due until the user says so, nor when they took it back, nor for a value that is no number of days', () => {
  for (const values of [[], [['retention:days', 30] as const, ['retention:days', null] as const]]) {
    expect(retentionRule(retentionOf(settings(...values)), instant(NOW)).before).toBeNull();
  }
  for (const value of [0, -3, 1.5, '30', true]) {
    expect(retentionOf(settings(['retention:days', value])).days).toBeNull();
  }
});

test('an event is due when its day is more than so many days before today, and the rule moves once a day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 0, max: 500 * DAY }),
      fc.nat(DAY - 1),
      (days, age, shift) => {
        const { isDue, before } = retentionRule({ days, sites: [] }, instant(NOW));
        const record = seen(NOW - age);
        const wholeDays = Math.floor(NOW / DAY) - Math.floor((NOW - age) / DAY);
        expect(isDue(record)).toBe(wholeDays > days);
        expect(record.t < before!).toBe(wholeDays > days);
        const sameDay = Math.floor(NOW / DAY) * DAY + shift;
        expect(retentionRule({ days, sites: [] }, instant(sameDay)).before).toBe(before);
      },
    ),
  );
});

test('a site’s own rule goes before the general one, be it shorter, longer or for ever', () => {
  const rules = retentionOf(
    settings(
      ['retention:days', 30],
      [nameOfRetention('short.example'), 5],
      [nameOfRetention('kept.example'), 'always'],
      [nameOfRetention('back.example'), 5],
      [nameOfRetention('back.example'), null],
    ),
  );
  expect(rules.sites).toEqual([
    { app: 'kept.example', days: null },
    { app: 'short.example', days: 5 },
  ]);
  const { isDue } = retentionRule(rules, instant(NOW));
  const due = (days: number, app?: string) => isDue(seen(NOW - days * DAY, app));
  expect([due(10, 'short.example'), due(10, 'other.example'), due(40, 'other.example')]).toEqual([true, false, true]);
  expect([due(4_000, 'kept.example'), due(10, 'back.example'), due(40)]).toEqual([false, false, true]);
});

test('what the user told Retrace itself, verdicts, settings and tombstones are never due', () => {
  const old = { id: 'x', t: instant(0) };
  const { isDue } = retentionRule({ days: 1, sites: [] }, instant(NOW));
  const own: LogRecord[] = [
    { ...old, kind: 'setting', name: 'n', value: 1 },
    { ...old, kind: 'feedback', verdict: 'confirm' },
    { ...old, kind: 'tombstone', h: [] },
    { ...old, kind: 'statement', app: 'retrace', role: 'user', text: 'Be brief.' },
  ];
  expect(own.map(isDue)).toEqual([false, false, false, false]);
  expect(isDue({ ...old, kind: 'statement', app: 'chat.example', role: 'user', text: 'Be brief.' })).toBe(true);
});
