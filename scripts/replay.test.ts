/** The contract of `npm run replay`, on the command itself. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { workingLog } from '../bench/foundation/working-log.ts';
import { contentHash } from '../lib/records/canonical-json.ts';
import type { LogRecord } from '../lib/records/record.ts';

const folder = mkdtempSync(join(tmpdir(), 'retrace-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;

function replay(log: readonly (object | string)[], asks: readonly (object | string)[], ...more: string[]) {
  const name = (kind: string) => join(folder, `${++runs}-${kind}.ndjson`);
  const [input, ask, out] = [name('log'), name('ask'), name('out')];
  const lines = (list: readonly (object | string)[]) =>
    list.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  writeFileSync(input, lines(log));
  writeFileSync(ask, lines(asks));
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'replay.ts'), '--in', input, '--ask', ask, '--out', out, ...more],
    { encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: folder } },
  );
  const text = status === 0 ? readFileSync(out, 'utf8') : '';
  return {
    status,
    stderr,
    text,
    answers: text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const HEADER = { kind: 'header', format: 'retrace-log', version: 1 };
const log = [...workingLog(400, 5)];
const outcome = log.findLast(({ kind }) => kind === 'outcome')!;
const effects = { id: 1, ask: 'effect', outcome_type: (outcome as LogRecord & { type: string }).type };
const credit = { id: 2, ask: 'credit', outcome: outcome.id };

test('answers come one a line, in order, with their ids, and the order of the log lines does not matter', () => {
  const straight = replay([HEADER, ...log, { kind: 'end', lines: 400 }], [credit, effects]);
  expect([straight.status, straight.stderr]).toEqual([0, '']);
  expect(straight.answers.map(({ id }) => id)).toEqual([2, 1]);
  expect(replay([...log].reverse(), [credit, effects]).text).toBe(straight.text);
});

test('a forecast holds a chance, an expected value in its range, and how good forecasts have been', () => {
  const predict = { ask: 'predict', outcome_type: effects.outcome_type };
  const [open, other] = replay(log, [
    { id: 1, ...predict, thread: outcome.thread },
    { id: 2, ...predict, actions: ['mail:send:message'], context: { task: 'review' } },
  ]).answers as { id: number; p: number; mean: number; lo: number; hi: number; scores: { n: number } }[];
  for (const { p, mean, lo, hi, scores } of [open!, other!]) {
    expect(p > 0 && p < 1 && lo <= mean && mean <= hi).toBe(true);
    expect(scores.n).toBe(
      log.filter((record) => record.kind === 'outcome' && record.type === effects.outcome_type).length,
    );
  }
});

test('what is asked at a moment is answered as if the log ended there', () => {
  const at = log[250]!.t;
  const early = log.slice(0, 251);
  const known = early.findLast(({ kind }) => kind === 'outcome')!;
  const predict = { id: 4, ask: 'predict', outcome_type: effects.outcome_type, thread: outcome.thread };
  const asks = [effects, { id: 3, ask: 'credit', outcome: known.id }, credit, predict];
  const cut = replay(early, asks);
  expect(
    replay(
      log,
      asks.map((ask) => ({ ...ask, at })),
    ).text,
  ).toBe(cut.text);
  expect(cut.answers[2]).toEqual({ id: 2, error: `no outcome “${outcome.id}” is known at that moment` });
});

test('recall and context answer the same with and without kept vectors', () => {
  const few = [
    { kind: 'statement', id: 's1', t: '2026-01-01', role: 'user', app: 'retrace', text: 'Use British spelling.' },
    {
      kind: 'observation',
      id: 'd1',
      t: '2026-01-02',
      thread: 'note/1',
      text: 'The bridge opens for ships in the morning.',
    },
    { kind: 'observation', id: 'd2', t: '2026-01-03', thread: 'note/2', text: 'The ferry leaves at six.' },
  ];
  const asks = [
    { id: 1, ask: 'recall', query: 'when can vessels pass the bridge?', k: 2 },
    { id: 2, ask: 'context', prompt: 'Write an email that invites the team', budget: 100 },
    { id: 3, ask: 'context', prompt: 'What is 17 times 23?' },
  ];
  const fresh = replay(few, asks, '--no-cache');
  expect((fresh.answers[0]!.events as { id: string }[])[0]!.id).toBe('d1');
  expect(fresh.answers[1]).toMatchObject({ text: 'About me: Use British spelling.', tokens: 8, abstained: false });
  expect(fresh.answers[2]).toMatchObject({ text: '', items: [], abstained: true });
  expect(replay(few, asks).text).toBe(fresh.text);
  expect(replay(few, asks).text).toBe(fresh.text);
}, 60_000);

test('of a conflict the lower hash stays, whichever line comes first, and it is reported at the later one', () => {
  const one = { ...outcome, id: 'same', value: 0.25 };
  const two = { ...outcome, id: 'same', value: 0.75 };
  const lower = contentHash({ ...one }) < contentHash({ ...two }) ? one : two;
  for (const pair of [
    [one, two],
    [two, one],
  ]) {
    const { answers, stderr } = replay(pair, [{ id: 1, ask: 'credit', outcome: 'same' }]);
    expect(answers[0]).toMatchObject({ value: lower.value });
    expect(stderr).toMatch(/:2: its id “same” is taken/);
  }
});

test('lines that cannot be read or are refused are said by file and line, and the run goes on', () => {
  const lines = ['{ no json', { ...outcome, id: 'x', value: 7 }, outcome, { ...outcome, id: 'y', links: ['gone'] }];
  const { status, stderr, answers } = replay(lines, [credit]);
  expect(status).toBe(0);
  expect(stderr).toMatch(/-log\.ndjson:1: it is not JSON\n.*:2: value is not a number in \[-1, 1\]\n/);
  expect(stderr).toMatch(/:4: its link “gone” leads to no earlier action/);
  expect(answers[0]).toMatchObject({ id: 2, value: expect.any(Number) });
  expect(replay(lines, [credit], '--strict').status).toBe(3);
});

test('bad asks get an error each, and bad arguments end the run with 2', () => {
  const asks = [
    'nonsense',
    { id: 'a', ask: 'fly' },
    { id: 'b', ask: 'predict' },
    { id: 'later', ask: 'choose' },
    { id: 'c', ask: 'credit', outcome: outcome.id, k: -1 },
    { id: 'd', ask: 'effect', outcome_type: 'x', at: 'then' },
  ];
  const { answers } = replay(log, asks);
  expect(answers).toEqual([
    { id: null, error: 'the line is not a JSON object' },
    { id: 'a', error: 'unknown ask “fly”' },
    { id: 'b', error: '“outcome_type” must be a text' },
    { id: 'later', error: 'not built yet' },
    { id: 'c', error: '“k” must be a whole number, 0 or more' },
    { id: 'd', error: '“at” must be an ISO instant' },
  ]);
  expect(replay(log, [credit], '--unknown').status).toBe(2);
  expect(replay(log, [credit], '--now', 'soon').status).toBe(2);
});

const LIFE = join(import.meta.dirname, '../../shared/data/lifebench');
test.skipIf(!existsSync(LIFE))(
  'a year of somebody’s life is read without a complaint',
  () => {
    const lines = readFileSync(join(LIFE, 'songyajing/log.ndjson'), 'utf8').split('\n').filter(Boolean);
    const { status, stderr } = replay(lines, [{ id: 1, ask: 'effect', outcome_type: 'none' }]);
    expect([status, stderr]).toEqual([0, '']);
  },
  60_000,
);
