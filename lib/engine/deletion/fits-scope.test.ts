import { expect, test } from 'vitest';
import type { LogRecord } from '../../records/record.ts';
import type { DeleteScope } from '../api.ts';
import { fitsScope } from './fits-scope.ts';

test('settings that name a site go when it is to be forgotten altogether, and not before', () => {
  const setting = (id: string, name: string): LogRecord => ({
    kind: 'setting',
    id,
    t: '2026-01-01T00:00:00.000Z',
    name,
    value: 1,
  });
  const records = [
    setting('a', 'site:desk.example'),
    setting('b', 'retention:days:desk.example'),
    setting('c', 'retention:days'),
    setting('d', 'site:other.desk.example'),
  ];
  const going = (scope: DeleteScope) => records.filter((record) => fitsScope(record, scope)).map(({ id }) => id);
  expect(going({ app: 'desk.example' })).toEqual([]);
  expect(going({ app: 'desk.example', settings: true })).toEqual(['a', 'b']);
  expect(going({ settings: true, from: '2025-01-01T00:00:00.000Z' })).toEqual([]);
});
