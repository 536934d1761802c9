/** `--import`, on the command itself: exports in, lines of our log out. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { LogLines } from '../../lib/engine/read-log.ts';
import { zipOf } from '../../lib/history/export-for-tests.ts';
import { plantedChatGpt } from '../../lib/history/planted-talks.ts';
import { tombstoneHash } from '../../lib/log/tombstone-hash.ts';
import type { LogRecord } from '../../lib/records/record.ts';

const folder = mkdtempSync(join(tmpdir(), 'retrace-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FIXTURES = join(import.meta.dirname, '../../lib/history/fixtures');
let runs = 0;

function run(...args: string[]) {
  const out = join(folder, `${++runs}.ndjson`);
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../replay.ts'), ...args, '--out', out],
    { encoding: 'utf8' },
  );
  const text = existsSync(out) ? readFileSync(out, 'utf8') : '';
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown> & { id: string });
  return { status, stderr, out, text, lines, records: lines.slice(1, -1) as unknown as LogRecord[] };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('a folder of exports becomes one log with header and end, every line of it a record, the same for every run', () => {
  const first = run('--import', FIXTURES);
  expect(first.status).toBe(0);
  expect(first.lines[0]).toEqual({ kind: 'header', format: 'retrace-log', version: 1 });
  const body = first.text
    .split('\n')
    .slice(0, -2)
    .map((line) => `${line}\n`)
    .join('');
  const sum = createHash('sha256').update(body).digest('hex');
  expect(first.lines.at(-1)).toEqual({ kind: 'end', lines: first.lines.length - 2, sha256: sum });
  const log = new LogLines();
  expect(
    first.text
      .split('\n')
      .map((line, i) => log.take(line, `${i}`))
      .filter((reason) => reason !== null),
  ).toEqual([]);
  expect(log.records()).toHaveLength(first.records.length);
  expect(new Set(log.records().map(({ app }) => app))).toEqual(new Set(['chatgpt.com', 'claude.ai', undefined]));
  expect(first.stderr).toMatch(/^files: chatgpt 2, claude 2, letta 1$/m);
  expect(first.stderr).toMatch(/^conversations: 4$/m);
  expect(first.stderr).toMatch(new RegExp(`^${first.records.length} records are new, 0 were there already\\.$`, 'm'));
  expect(run('--import', FIXTURES).text).toBe(first.text);
}, 60_000);

test('imported twice nothing is new: from the same files, in a zip, and from its own lines', async () => {
  const { talks, ratings } = plantedChatGpt(8, 40);
  const zip = await zipOf({
    'conversations.json': JSON.stringify(talks),
    'message_feedback.json': JSON.stringify(ratings),
  });
  const export_ = file('export.zip', new Uint8Array(await zip.arrayBuffer()));
  const first = run('--import', export_);
  for (const source of [export_, first.out, file('own.ndjson.gz', gzipSync(first.text))]) {
    const again = run('--import', source, '--in', first.out);
    expect([again.status, again.records]).toEqual([0, []]);
    expect(again.stderr).toMatch(new RegExp(`^0 records are new, ${first.records.length} were there already\\.$`, 'm'));
  }
  const restored = run('--import', first.out);
  expect(restored.text).toBe(first.text);
}, 60_000);

test('what was recorded live is not written once more, and what came of it is linked to it', () => {
  const thread = 'chatgpt.com/chat:chatgpt-fixture-conversation';
  const t = new Date(1_784_164_540_000).toISOString();
  const text = 'Analyze the attached fixture and create an artifact.';
  const live = [
    { kind: 'action', id: 'L1', t, thread, type: 'chatgpt:prompt:answer', features: { words: 8 } },
    { kind: 'statement', id: 'L2', t, thread, role: 'user', text, links: ['L1'] },
  ];
  const log = file('live.ndjson', live.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const { records, stderr } = run('--import', join(FIXTURES, 'chatgpt-branch-and-tools-2026.json'), '--in', log);
  expect(records.map(({ id }) => id)).not.toContain('chatgpt/m/user-message');
  expect(records.find(({ kind }) => kind === 'outcome')).toMatchObject({
    type: 'chatgpt:regenerate:answer',
    links: ['L1'],
  });
  expect(stderr).toMatch(/2 were there already \(2 of them recorded live\)/);
}, 60_000);

test('what was deleted stays so, where the key that the deletion was made with is given', () => {
  const key = new Uint8Array(32).fill(5);
  const source = join(FIXTURES, 'claude-thinking-2025.json');
  const id = 'claude/m/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
  const tombstone = { kind: 'tombstone', id: 'z', t: '2026-01-01T00:00:00.000Z', h: [tombstoneHash(key, id)] };
  const log = file('deleted.ndjson', `${JSON.stringify(tombstone)}\n`);
  for (const content of [key, Buffer.from(key).toString('hex')]) {
    const { records, stderr } = run('--import', source, '--in', log, '--key', file('key', content));
    expect(records.map((record) => record.id)).not.toContain(id);
    expect(stderr).toMatch(/^1 stay deleted\. The log tells of 1 deletions/m);
  }
  // A log of our own that is brought in says it as well, wherever it stands among the files.
  const beside = run('--import', source, '--import', log, '--key', file('key', key));
  expect(beside.records.map((record) => record.id)).not.toContain(id);
  const without = run('--import', source, '--in', log);
  expect(without.records.map((record) => record.id)).toContain(id);
  expect(without.stderr).toMatch(/^0 stay deleted\. The log tells of 1 deletions/m);
}, 60_000);

test('secrets and persons are not in the lines', () => {
  const message = {
    uuid: 'm',
    sender: 'human',
    text: 'Pay 4111 1111 1111 1111 to ana@mail.example',
    created_at: '2025-01-01T00:00:00Z',
  };
  const { text, stderr } = run(
    '--import',
    file('talk.json', JSON.stringify([{ uuid: 'c', chat_messages: [message] }])),
  );
  expect(text).not.toMatch(/4111|ana@/);
  expect(stderr).toMatch(/^taken out: card 1, person 1$/m);
}, 60_000);

test('what cannot be opened ends the run with 2 and leaves no file; of a cut one all whole talks are kept', () => {
  mkdirSync(join(folder, 'empty'));
  const broken = file('broken.zip', 'no zip at all');
  for (const [args, message] of [
    [['--import', join(folder, 'nowhere')], /nowhere/],
    [['--import', broken], /^broken\.zip is not a whole zip archive\. .* Nothing was read\.$/m],
    [['--import', FIXTURES, '--key', broken], /holds no key/],
    [['--import', FIXTURES, '--in', join(folder, 'nowhere')], /nowhere cannot be read/],
  ] as const) {
    const { status, stderr, out } = run(...args);
    expect([status, existsSync(out)]).toEqual([2, false]);
    expect(stderr).toMatch(message);
  }
  expect(run('--import', join(folder, 'empty')).records).toEqual([]);
  const whole = JSON.stringify(plantedChatGpt(1, 10).talks);
  const cut = run('--import', file('cut.json', whole.slice(0, whole.length * 0.6)));
  expect(cut.status).toBe(0);
  expect(cut.records.length).toBeGreaterThan(20);
  expect(cut.stderr).toMatch(/^cut\.json ends before it is whole\. All that comes before its end was read\.$/m);
}, 60_000);
