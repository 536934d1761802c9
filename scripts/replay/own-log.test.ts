/** `--export`, `--delete` and `--digest` of the replay command, on the command itself. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { deletableLog } from '../../bench/history/deletable-log.ts';
import type { LogRecord } from '../../lib/records/record.ts';

const folder = mkdtempSync(join(tmpdir(), 'retrace-own-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string) => join(folder, name);
const records = deletableLog(7, 160);
const KEY = '0b'.repeat(32);
writeFileSync(inFolder('log.ndjson'), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
writeFileSync(inFolder('key'), `${KEY}\n`);
writeFileSync(inFolder('passphrase'), 'open sesame\n');

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, '../replay.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, XDG_CACHE_HOME: folder },
  });
  return { status, stderr, stdout, lines: stdout.split('\n').filter(Boolean) };
}

const recordsIn = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LogRecord)
    .filter(({ id }) => id !== undefined);
const digest = (...args: string[]) => run(...args, '--digest').stdout;

test('a digest is one line for all and one a store, and the order of the log’s lines does not matter', () => {
  const { status, lines } = run('--in', 'log.ndjson', '--digest');
  expect(status).toBe(0);
  expect(lines[0]).toMatch(/^[0-9a-f]{64} {2}all$/);
  expect(lines.slice(1).map((line) => line.slice(66))).toEqual(
    expect.arrayContaining(['credit', 'lessons', 'recall', 'threads', 'userModel', 'verdicts']),
  );
  writeFileSync(
    inFolder('reversed.ndjson'),
    records
      .toReversed()
      .map((record) => `${JSON.stringify(record)}\n`)
      .join(''),
  );
  expect(digest('--in', 'reversed.ndjson')).toBe(digest('--in', 'log.ndjson'));
});

test('an export has its header and end, opens with gunzip, and gives the same digest; exported again, the same bytes', () => {
  expect(run('--in', 'log.ndjson', '--export', 'out.ndjson').status).toBe(0);
  expect(run('--in', 'out.ndjson', '--export', 'out.ndjson.gz').status).toBe(0);
  const plain = readFileSync(inFolder('out.ndjson'), 'utf8');
  expect(gunzipSync(readFileSync(inFolder('out.ndjson.gz'))).toString()).toBe(plain);
  const lines = plain.trimEnd().split('\n');
  expect(JSON.parse(lines[0]!)).toEqual({ kind: 'header', format: 'retrace-log', version: 1 });
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ kind: 'end', lines: records.length });
  expect(digest('--in', 'out.ndjson.gz')).toBe(digest('--in', 'log.ndjson'));
});

test('what is only listed is not deleted; deleted, what is left has the digest of a log without it', () => {
  const listed = run('--in', 'log.ndjson', '--delete', 'site:wiki.example');
  const gone = listed.lines.map((line) => JSON.parse(line) as { id: string; by: string });
  expect(gone.some(({ by }) => by === 'along')).toBe(true);
  expect(listed.stderr).toMatch(/records go, \d+ of them because of others/);
  expect(listed.stderr).toMatch(/^goes: |^weaker: /m);
  const { status } = run('--in', 'log.ndjson', '--delete', 'site:wiki.example', '--out', 'left.ndjson');
  expect(status).toBe(0);
  const ids = new Set(gone.map(({ id }) => id));
  const left = records.filter(({ id }) => !ids.has(id));
  expect(recordsIn(readFileSync(inFolder('left.ndjson'), 'utf8')).length).toBe(left.length);
  writeFileSync(inFolder('without.ndjson'), left.map((record) => `${JSON.stringify(record)}\n`).join(''));
  expect(digest('--in', 'log.ndjson', '--delete', 'site:wiki.example')).toBe(digest('--in', 'without.ndjson'));
  expect(digest('--in', 'left.ndjson')).toBe(digest('--in', 'without.ndjson'));
}, 60_000);

test('with a key a deletion leaves a tombstone, and an older file read in beside it brings nothing back', () => {
  run('--in', 'log.ndjson', '--delete', 'person:ben', '--key', 'key', '--export', 'new.ndjson');
  const left = recordsIn(readFileSync(inFolder('new.ndjson'), 'utf8'));
  // First in the file, so that no cut takes it.
  expect(left[0]).toMatchObject({ kind: 'tombstone', h: expect.any(Array) });
  const [gone] = records.filter(({ id }) => !left.some((record) => record.id === id));
  expect(JSON.stringify(left[0])).not.toContain(`"${gone!.id}"`);
  const beside = ['--in', 'new.ndjson', '--in', 'log.ndjson'];
  expect(digest(...beside, '--key', 'key')).toBe(digest('--in', 'new.ndjson'));
  expect(digest(...beside)).toBe(digest('--in', 'log.ndjson'));
}, 60_000);

test('an encrypted export takes the key along, opens with the passphrase and with no other', () => {
  const made = run(
    ...'--in log.ndjson --delete person:ben --key key --export o.ndjson.gz.age --passphrase-file passphrase'.split(' '),
  );
  expect([made.status, made.stderr.includes('cut')]).toEqual([0, false]);
  const opened = ['--in', 'o.ndjson.gz.age', '--passphrase-file', 'passphrase'];
  expect(digest(...opened, '--in', 'log.ndjson')).toBe(digest('--in', 'log.ndjson', '--delete', 'person:ben'));
  const failed = run('--in', 'o.ndjson.gz.age', '--passphrase-file', 'key', '--digest');
  expect([failed.status, failed.stdout]).toEqual([2, '']);
  expect(failed.stderr).toContain('The passphrase does not open this file.');
  expect(run('--in', 'o.ndjson.gz.age', '--digest').stderr).toContain('This file is encrypted.');
}, 60_000);

test('a packed file that is cut is read to its last whole line, and that is said', () => {
  run('--in', 'log.ndjson', '--export', 'whole.ndjson.gz');
  const bytes = readFileSync(inFolder('whole.ndjson.gz'));
  writeFileSync(inFolder('cut.ndjson.gz'), bytes.subarray(0, Math.floor(bytes.length * 0.7)));
  const { status, stderr } = run('--in', 'cut.ndjson.gz', '--export', 'mended.ndjson');
  expect([status, stderr]).toEqual([
    0,
    expect.stringMatching(/^cut\.ndjson\.gz is cut: what came after line \d+ is missing\n$/),
  ]);
  expect(recordsIn(readFileSync(inFolder('mended.ndjson'), 'utf8')).length).toBeGreaterThan(40);
});

test.each([
  [['--delete', 'planet:mars'], 'is none of event:ID'],
  [['--export', 'x.ndjson.age'], 'needs --passphrase-file'],
  [['--digest', '--key', 'passphrase'], 'passphrase cannot be used: it holds no key'],
  [['--export', 'no/such/folder/x.ndjson'], 'ENOENT'],
])('%j ends the run with 2 and says why', (args, words) => {
  const { status, stderr } = run('--in', 'log.ndjson', ...args);
  expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
});
