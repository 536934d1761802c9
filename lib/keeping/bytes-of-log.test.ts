import { expect, test } from 'vitest';
import { workingLog } from '../../bench/foundation/working-log.ts';
import type { LogRecord } from '../records/record.ts';
import { BYTES_OF_A_VECTOR, blocksOf, bytesOfLog, bytesOfReduced } from './bytes-of-log.ts';
import { reduceRecord } from './reduce-record.ts';

const LOG = [...workingLog(600, 1, { distinct: 50 })];

test('a log as it lies takes its JSON, its manifest and its index, and a vector for each different text', () => {
  const json = blocksOf(LOG).reduce((sum, block) => sum + new TextEncoder().encode(JSON.stringify(block)).length, 0);
  const bytes = bytesOfLog(LOG, { vectors: false });
  expect(bytes).toBeGreaterThan(json + 8 * LOG.length);
  const texts = new Set(LOG.map(({ text }) => text)).size;
  expect(bytesOfLog(LOG, { vectors: true }) - bytes).toBe(texts * BYTES_OF_A_VECTOR);
});

test('a summary takes no vector, and a skeleton less than a summary', () => {
  const summaries = LOG.map(
    (record): LogRecord => reduceRecord(record, 'summary', record.text!.split(' ').slice(0, 5)),
  );
  const skeletons = LOG.map((record): LogRecord => reduceRecord(record, 'skeleton'));
  const bytes = bytesOfReduced(summaries, { vectors: false });
  expect(bytesOfReduced(summaries, { vectors: true })).toBe(bytes);
  expect(bytesOfReduced(skeletons, { vectors: true })).toBeLessThan(bytes);
  expect(bytes).toBeLessThan(bytesOfReduced(LOG, { vectors: false }));
});

test('nothing takes next to nothing', () => {
  expect(bytesOfLog([], { vectors: true })).toBe(0);
  expect(bytesOfReduced([], { vectors: true })).toBeLessThan(4);
});
