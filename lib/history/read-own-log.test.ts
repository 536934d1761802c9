import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LogFileLines } from '../log/log-file.ts';
import type { LogRecord } from '../records/record.ts';
import { given, read } from './export-for-tests.ts';
import { openExport } from './open-export.ts';
import { tombstonesIn } from './read-export.ts';

const RECORDS: LogRecord[] = [
  {
    kind: 'action',
    id: 'a',
    t: '2026-01-01T00:00:00.000Z',
    type: 'mail:send:message',
    text: 'card 4111 1111 1111 1111',
  },
  { kind: 'outcome', id: 'o', t: '2026-01-02T00:00:00.000Z', type: 'mail:receive:reply', links: ['a'], value: 1 },
  { kind: 'tombstone', id: 'z', t: '2026-01-03T00:00:00.000Z', h: ['00'] },
];

function logOf(records: readonly LogRecord[]): string {
  const file = new LogFileLines();
  return [file.header(), ...records.map((record) => file.record(record)), file.end()].join('');
}

test('our own lines come back as they are, plain or in gzip, whatever the file is called', async () => {
  const text = logOf(RECORDS);
  for (const content of [text, new Blob([gzipSync(text)])]) {
    const { records, report } = await read({ 'renamed.json': content });
    expect(records).toEqual(RECORDS);
    expect([report.problems, report.files]).toEqual([[], { retrace: 1 }]);
  }
});

test('cut at any byte, all whole lines are kept and it is said that the end is missing', async () => {
  const text = logOf(RECORDS);
  const packed = gzipSync(text);
  for (let cut = 60; cut < text.length - 1; cut += 7) {
    const { records, report } = await read({ 'log.ndjson': text.slice(0, cut) });
    expect(records).toEqual(RECORDS.slice(0, records.length));
    expect(text.slice(0, cut).split('\n').length - 2).toBeLessThanOrEqual(records.length);
    expect(report.problems.join()).toMatch(/log\.ndjson has no end line: it was cut short\./);
  }
  const { report } = await read({ 'log.ndjson.gz': new Blob([packed.subarray(0, packed.length - 20)]) });
  expect(report.problems.join()).toMatch(/log\.ndjson\.gz cannot be unpacked to its end/);
});

test('a line that was changed, added or lost is told, and one that is refused is counted', async () => {
  const text = logOf(RECORDS);
  for (const changed of [
    text.replace('"value":1', '"value":0'),
    text.replace(/.*"kind":"outcome".*\n/, ''),
    text.replace(/(.*"kind":"outcome".*\n)/, '$1$1'),
  ]) {
    const { report } = await read({ 'log.ndjson': changed });
    expect(report.problems.join()).toMatch(/is not as it was written/);
  }
  const { records, report } = await read({ 'log.ndjson': text.replace('"value":1', '"value":7') });
  expect(records.map(({ id }) => id)).toEqual(['a', 'z']);
  expect(report.faults).toEqual({ 'lines refused: value is not a number in [-1, 1]': 1 });
});

test('what it says was deleted is known before its records are read', async () => {
  const opened = await openExport(given({ 'log.ndjson': logOf(RECORDS), 'notes.txt': 'Likes tea' }));
  expect(await tombstonesIn(opened)).toEqual([RECORDS[2]]);
});

test('however many lines are refused, their reasons are few', async () => {
  const lines = Array.from({ length: 500 }, (_, i) => JSON.stringify({ kind: `kind-${i}`, id: `${i}` })).join('\n');
  const { report } = await read({ 'log.ndjson': `${logOf([])}${lines}` });
  expect(report.faults).toEqual({ 'lines refused: kind “…” is unknown': 500 });
});

test('a log of another version gives nothing, and says why', async () => {
  const { records, report } = await read({ 'log.ndjson': logOf(RECORDS).replace('"version":1', '"version":2') });
  expect(records).toEqual([]);
  expect(report.faults).toEqual({ 'lines refused: it is of version 2; this Retrace reads version 1': 3 });
});
