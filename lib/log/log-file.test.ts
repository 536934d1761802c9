import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { LogFileLines } from './log-file.ts';

test('the end says how many lines there are between the header and it, and sums up all before it byte for byte', () => {
  const file = new LogFileLines();
  const lines = [file.header(), file.record({ kind: 'observation', id: 'ü', t: '2026-01-01T00:00:00.000Z' })];
  const sum = createHash('sha256').update(lines.join('')).digest('hex');
  expect(JSON.parse(file.end())).toEqual({ kind: 'end', lines: 1, sha256: sum });
});
