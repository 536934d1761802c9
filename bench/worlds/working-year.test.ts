/** The command that writes a world, and the largest of the worlds. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WORKING_YEAR } from './working-year.ts';

const MOST_SECONDS = 5;

test('a working year is a hundred thousand events and three thousand outcomes, made in five seconds', () => {
  const start = process.cpuUsage();
  const { records, truths } = WORKING_YEAR.generate({ seed: 7, outcomes: 3_000 });
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS);
  expect(records.length).toBe(100_000);
  expect(truths!.length).toBeGreaterThanOrEqual(20);
  const cases = truths!.reduce((sum, { expected, unanswered }) => sum + expected!.size + (unanswered?.size ?? 0), 0);
  expect(cases).toBe(3_000);
});

test('a world is written as a log with header and end, and its truth beside it', () => {
  const out = mkdtempSync(join(tmpdir(), 'world-'));
  try {
    const root = join(import.meta.dirname, '../..');
    const args = ['scripts/with-node.mjs', 'bench/worlds/write-world.ts', 'chain', '--seed', '4', '--outcomes', '20'];
    const { status, stderr } = spawnSync(process.execPath, [...args, '--out', out], { cwd: root, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const text = readFileSync(join(out, 'log.ndjson'), 'utf8');
    const lines = text.trimEnd().split('\n');
    expect(JSON.parse(lines[0]!)).toEqual({ kind: 'header', format: 'retrace-log', version: 1 });
    const before = text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1);
    const sha256 = createHash('sha256').update(before).digest('hex');
    expect(JSON.parse(lines.at(-1)!)).toEqual({ kind: 'end', lines: lines.length - 2, sha256 });
    const truth = JSON.parse(readFileSync(join(out, 'truth.json'), 'utf8'));
    expect(truth).toMatchObject({ world: 'chain', seed: 4, outcomes: 20 });
    expect(truth.truths[0].total['chain:do:plan']).toBeGreaterThan(0.1);
  } finally {
    rmSync(out, { recursive: true });
  }
});
