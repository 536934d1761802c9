import { spawnSync } from 'node:child_process';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { workingLog } from '../../bench/foundation/working-log.ts';
import type { LogRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { exportLog } from './export-log.ts';
import { LogFileProblem, NO_PASSPHRASE, WRONG_PASSPHRASE } from './log-file-problem.ts';
import { readLogFile } from './read-log-file.ts';

const records = [...workingLog(1_500, 4)];
const KEY = new Uint8Array(32).fill(7);

async function* inBatches(list: readonly LogRecord[]) {
  for (let i = 0; i < list.length; i += 97) yield list.slice(i, i + 97);
}

async function fileOf(options: Parameters<typeof exportLog>[1] = {}): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(await exportLog(inBatches(records), options)).arrayBuffer());
}

async function* inPieces(bytes: Uint8Array, size = 10_000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, options: { passphrase?: string; size?: number } = {}) {
  const reading = readLogFile(inPieces(bytes, options.size), options);
  const found = { records: [] as LogRecord[], keys: [] as string[], refused: [] as string[] };
  for (;;) {
    const { done, value } = await reading.next();
    if (done) return { ...found, end: value };
    found.records.push(...value.records);
    found.keys.push(...value.keys.map(({ name }) => name));
    found.refused.push(...value.refused.map(({ line, reason }) => `${line}: ${reason}`));
  }
}

const KEYS = new Map([['device', KEY]]);
const plain = fileOf({ gzip: false, keys: KEYS });
const zipped = fileOf({ keys: KEYS });
const PASSPHRASE = 'correct horse battery staple';
const locked = fileOf({ passphrase: PASSPHRASE, keys: KEYS });

test('plain, gzipped and encrypted are told apart by what they hold, and give the same records', async () => {
  const opened = await Promise.all(
    [await plain, await zipped, await locked].map((file) => read(file, { passphrase: PASSPHRASE })),
  );
  for (const { records: found, end, refused } of opened) {
    expect(found).toEqual(records);
    expect([refused, end.isWhole, end.missing]).toEqual([[], true, null]);
  }
  // Keys travel in encrypted files, and in no other.
  expect(opened.map(({ keys }) => keys)).toEqual([[], [], ['device']]);
}, 60_000);

test('cut at any byte, a file gives all whole lines, and says that it is cut', async () => {
  const bytes = await plain;
  await fc.assert(
    fc.asyncProperty(
      // All but the last line end, without which nothing is missing.
      fc.nat(bytes.length - 2),
      fc.integer({ min: 50, max: 70_000 }),
      async (cut, size) => {
        const { records: found, refused, end } = await read(bytes.subarray(0, Math.max(1, cut)), { size });
        const lines = new TextDecoder().decode(bytes.subarray(0, cut)).split('\n');
        expect(refused).toEqual([]);
        expect(found.length).toBeGreaterThanOrEqual(Math.min(records.length, Math.max(0, lines.length - 2)));
        expect(found).toEqual(records.slice(0, found.length));
        expect(end.isWhole).toBe(false);
        expect(end.missing).toContain(`${found.length} whole line`);
      },
    ),
    { numRuns: 30 },
  );
});

test('cut at any byte, a gzipped file gives all that gzip has of it', async () => {
  const bytes = await zipped;
  const random = seededRandom(5);
  for (let run = 0; run < 150; run++) {
    const cut = 20 + Math.floor(random() * (bytes.length - 30));
    const { records: found, end } = await read(bytes.subarray(0, cut), { size: 1 + Math.floor(random() * 20_000) });
    expect(found).toEqual(records.slice(0, found.length));
    const text = gunzipSync(bytes.subarray(0, cut), { finishFlush: 2 }).toString();
    // Header and the line that is cut are no records.
    expect(found.length, `cut at ${cut}`).toBe(Math.max(0, text.split('\n').length - 2));
    expect(end.missing).toMatch(/^The file is cut/);
  }
});

test('gzip of several members is one log, and one with a changed byte gives what stands before it', async () => {
  const text = new TextDecoder().decode(await plain);
  const middle = text.indexOf('\n', text.length / 2) + 1;
  const members = [gzipSync(text.slice(0, middle)), gzipSync(text.slice(middle))];
  const whole = await read(Buffer.concat(members), { size: 777 });
  expect([whole.records, whole.end.missing]).toEqual([records, null]);
  const changed = Uint8Array.from(await zipped);
  changed.fill(0xff, changed.length / 2, changed.length / 2 + 40);
  const { records: found, end } = await read(changed, { size: 512 });
  expect(found.length).toBeGreaterThan(records.length / 4);
  expect(found.slice(0, 300)).toEqual(records.slice(0, 300));
  expect(end.isWhole).toBe(false);
});

test('cut, an encrypted file gives the lines of all its whole chunks, whatever the pieces it is read in', async () => {
  const long: LogRecord[] = Array.from({ length: 40 }, (_, i) => ({
    kind: 'observation',
    id: `n${String(i).padStart(3, '0')}`,
    t: '2026-01-01T00:00:00.000Z',
    // Nothing that gzip could make small.
    text: Array.from({ length: 1_000 }, (_, k) => Math.sin(i * 1_000 + k)).join(' '),
  }));
  const bytes = new Uint8Array(
    await new Response(await exportLog(inBatches(long), { passphrase: PASSPHRASE, gzip: false })).arrayBuffer(),
  );
  const lines = long.map((record) => `${JSON.stringify(record)}\n`.length);
  expect(bytes.length).toBeGreaterThan(10 * 65_536);
  for (const [share, size] of [
    [0.3, 1_000_000],
    [0.5, 65_552],
    [0.7, 1_000],
    [0.9, 200_000],
  ] as const) {
    const cut = Math.floor(bytes.length * share);
    const { records: found, end } = await read(bytes.subarray(0, cut), { passphrase: PASSPHRASE, size });
    expect(found).toEqual(long.slice(0, found.length));
    // A chunk is 64 KB of text and 16 bytes more; the head of the file is less than 300 bytes.
    const plainBytes = Math.floor((cut - 300) / 65_552) * 65_536;
    let whole = 0;
    for (let sum = 60; sum + lines[whole]! <= plainBytes; whole++) sum += lines[whole]!;
    expect(found.length, `cut at ${share}`).toBeGreaterThanOrEqual(whole);
    expect(end.missing).toMatch(/^The file is cut/);
  }
}, 60_000);

test('a wrong passphrase is one message, and nothing is given', async () => {
  const file = await locked;
  const failing = (passphrase?: string) => read(file, passphrase === undefined ? {} : { passphrase });
  await expect(failing('correct horse')).rejects.toThrow(new LogFileProblem('wrong-passphrase', WRONG_PASSPHRASE));
  await expect(failing()).rejects.toThrow(NO_PASSPHRASE);
  await expect(read(file.subarray(0, 60), { passphrase: PASSPHRASE })).rejects.toThrow('Nothing was imported');
}, 60_000);

const AGE = spawnSync('age', ['--version']).status === 0;
/** `age` asks a terminal for the passphrase; `script` gives it one. */
test.skipIf(!AGE || spawnSync('script', ['--version']).status !== 0)(
  'age and gunzip open what is written, and what age writes is read (skipped where there is no age)',
  async () => {
    const { mkdtempSync, readFileSync, rmSync, writeFileSync } = await import('node:fs');
    const { tmpdir } = await import('node:os');
    const { join } = await import('node:path');
    const folder = mkdtempSync(join(tmpdir(), 'retrace-age-'));
    const inTerminal = (command: string, answers: string) =>
      spawnSync('script', ['-qec', command, '/dev/null'], { cwd: folder, input: answers, encoding: 'utf8' });
    try {
      writeFileSync(join(folder, 'ours.age'), await locked);
      inTerminal('age -d -o ours.gz ours.age', `${PASSPHRASE}\n`);
      const text = gunzipSync(readFileSync(join(folder, 'ours.gz'))).toString();
      expect(text.split('\n').length).toBe(records.length + 4);
      writeFileSync(join(folder, 'theirs.gz'), gzipSync(await plain));
      inTerminal('age -p -o theirs.age theirs.gz', `${PASSPHRASE}\n${PASSPHRASE}\n`);
      const theirs = readFileSync(join(folder, 'theirs.age'));
      expect((await read(new Uint8Array(theirs), { passphrase: PASSPHRASE })).records).toEqual(records);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);

test('a file that was changed, shortened or lengthened after it was written says so', async () => {
  const text = new TextDecoder().decode(await plain);
  const lines = text.split('\n');
  const say = async (changed: string) => (await read(new TextEncoder().encode(changed))).end.missing;
  expect(await say(text.replace('"kind":"action"', '"kind": "action"'))).toMatch(/^The file was changed/);
  expect(await say([...lines.slice(0, 5), ...lines.slice(6)].join('\n'))).toMatch(/says it has 1500 lines: 1499/);
  expect(await say(lines.slice(0, -2).join('\n'))).toMatch(/no last line/);
  expect(await say(`\uFEFF${text}`)).toMatch(/^The file was changed/);
});

test('lines that are no records are refused by their number, and the others are read', async () => {
  const text = '{"kind":"header","format":"retrace-log","version":1}\n{ no\n{"kind":"dream","id":"x"}\n';
  const { records: found, refused } = await read(new TextEncoder().encode(`${text}${JSON.stringify(records[0])}\n`));
  expect([found, refused]).toEqual([[records[0]], ['2: it is not JSON', '3: kind “dream” is unknown']]);
});

test.each([
  ['[1,2,3]', 'This is not a log that Retrace wrote'],
  ['Dear diary\nIt rained.\n', 'This is not a log that Retrace wrote'],
  ['{"kind":"header","format":"retrace-log","version":2}\n', 'is of version 2'],
  ['', 'This file is empty'],
])('what is no log of ours is refused whole: %j', async (text, words) => {
  await expect(read(new TextEncoder().encode(text))).rejects.toThrow(words);
});

test('whatever bytes it is given, it ends with a message or a report', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom('', '\u001f\u008b', 'head'),
      async (noise, head) => {
        const start =
          head === 'head'
            ? new TextEncoder().encode('{"kind":"header","format":"retrace-log","version":1}\n')
            : Uint8Array.from(head, (letter) => letter.charCodeAt(0));
        const outcome = await read(Uint8Array.from([...start, ...noise])).catch((error: unknown) => error);
        expect(outcome instanceof LogFileProblem || 'end' in (outcome as object)).toBe(true);
      },
    ),
    { numRuns: 100 },
  );
});
