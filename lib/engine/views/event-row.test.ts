import { expect, test } from 'vitest';
import { reduceRecord } from '../../keeping/reduce-record.ts';
import type { LogRecord } from '../../records/record.ts';
import { Engine } from '../engine.ts';
import { eventRow } from './event-row.ts';

const SENT: LogRecord = {
  kind: 'action',
  id: 'a1',
  t: '2026-03-05T09:00:00.000Z',
  type: 'mail:send:message',
  text: 'The ferry no longer runs.',
};

test('what is left of a text is shown as single words, and a skeleton without any', () => {
  const textOf = (record: LogRecord) => eventRow(new Engine(), record).text;
  expect(textOf(SENT)).toBe('The ferry no longer runs.');
  expect(textOf(reduceRecord(SENT, 'summary', ['runs', 'ferry']))).toBe('ferry · runs');
  expect(textOf(reduceRecord(SENT, 'skeleton'))).toBeNull();
});
