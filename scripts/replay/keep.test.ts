/** `--keep`, on the command itself. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { workingLog } from '../../bench/foundation/working-log.ts';
import { bytesOfReduced } from '../../lib/keeping/bytes-of-log.ts';
import type { LogRecord } from '../../lib/records/record.ts';

const folder = mkdtempSync(join(tmpdir(), 'retrace-keep-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LOG = [...workingLog(300, 5)];
let runs = 0;

function keep(said: string, log: readonly LogRecord[] = LOG) {
  const [input, out] = [join(folder, `${++runs}.ndjson`), join(folder, `${runs}-out.ndjson`)];
  writeFileSync(input, log.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../replay.ts'), '--in', input, '--keep', said, '--out', out],
    { encoding: 'utf8' },
  );
  const lines = existsSync(out) ? readFileSync(out, 'utf8').split('\n').filter(Boolean) : [];
  return { status, stderr, out, lines: lines.map((line) => JSON.parse(line) as LogRecord) };
}

test('a log is reduced to so many bytes, with header and end, and reduced again it is the same file', () => {
  const budget = Math.round(0.2 * bytesOfReduced(LOG, { vectors: true }));
  const { status, stderr, out, lines } = keep(String(budget));
  expect(status).toBe(0);
  expect(stderr).toMatch(/^\d+ bytes: \d+ whole, \d+ summaries, \d+ skeletons\.\n$/);
  expect(lines[0]).toMatchObject({ kind: 'header', format: 'retrace-log' });
  expect(lines.at(-1)).toMatchObject({ kind: 'end', lines: LOG.length });
  const records = lines.slice(1, -1);
  expect(bytesOfReduced(records, { vectors: true })).toBeLessThanOrEqual(budget);
  expect(readFileSync(keep(String(budget), records).out, 'utf8')).toBe(readFileSync(out, 'utf8'));
});

test('a budget that not even skeletons hold is said, and nothing is deleted', () => {
  const { status, stderr, lines } = keep('0');
  expect(status).toBe(0);
  expect(stderr).toMatch(/more than the budget/);
  expect(lines.slice(1, -1).map(({ id }) => id)).toEqual(LOG.map(({ id }) => id));
});

test('as set by the user: without a setting nothing is due', () => {
  const { stderr, lines } = keep('as-set');
  expect(stderr).toBe('Nothing is due: the log is as it was.\n');
  expect(lines.slice(1, -1)).toEqual(LOG);
});

test('what is no number of bytes is refused', () => {
  for (const said of ['much', '1.5', '-1']) expect(keep(said)).toMatchObject({ status: 2, lines: [] });
});
