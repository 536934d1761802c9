import { expect, test } from 'vitest';
import { workingLog } from '../../bench/worlds/working-log.ts';
import type { Context, LogRecord, OutcomeRecord } from '../records/record.ts';
import { type Candidate, Threads } from './threads.ts';

const MINUTE = 60_000;
const at = (minute: number) => new Date(Date.UTC(2026, 2, 2) + minute * MINUTE).toISOString();
let made = 0;
const act = (
  minute: number,
  thread?: string,
  more: { app?: string; type?: string; context?: Context } = {},
): LogRecord =>
  ({
    kind: 'action',
    id: `a${made++}`,
    t: at(minute),
    type: 'x:do:y',
    app: 'x.example',
    ...(thread && { thread }),
    ...more,
  }) as LogRecord;
const outcome = (minute: number, thread: string): OutcomeRecord =>
  ({ kind: 'outcome', id: `o${made++}`, t: at(minute), type: 'x:come:z', app: 'x.example', thread }) as OutcomeRecord;
/** Threads in which work goes on every ten minutes, as a background that pace and trust are learnt from. */
function atWork(...more: LogRecord[]): Threads {
  const threads = new Threads();
  const background = Array.from({ length: 40 }, (_, i) => act(-10_000 + i * 10, 'before'));
  for (const record of [...background, ...more].sort((a, b) => (a.t < b.t ? -1 : 1))) threads.apply(record);
  return threads;
}
const lostIn = (threads: Threads, of: OutcomeRecord) => threads.candidatesOf(of).filter(({ by }) => by === 'time');

test('an action that lost its thread most probably belongs to the only one under way', () => {
  const threads = atWork(act(0, 'a'), act(10, 'a'), act(15), act(20, 'a'));
  const found = lostIn(threads, outcome(100, 'a'));
  expect(found).toHaveLength(1);
  expect(found[0]!.link).toBeGreaterThan(0.8);
});

test('with several threads under way the probability is shared out, and never beyond one', () => {
  const running = ['a', 'b', 'c'].flatMap((thread, i) => [act(i, thread), act(10 + i, thread), act(20 + i, thread)]);
  const threads = atWork(...running, act(15.5));
  const links = ['a', 'b', 'c'].map((thread) => lostIn(threads, outcome(100, thread))[0]!.link);
  for (const link of links) expect(Math.abs(link - 0.31)).toBeLessThan(0.08);
  expect(links.reduce((sum, link) => sum + link, 0)).toBeLessThan(1);
});

test('a thread that rests for days claims nothing of what is done meanwhile', () => {
  const threads = atWork(act(0, 'a'), act(10, 'a'), act(4_000), act(9_000, 'a'));
  expect(lostIn(threads, outcome(9_100, 'a'))).toEqual([]);
});

test('what is done in another app, or after the outcome happened, is not claimed', () => {
  const threads = atWork(act(0, 'a'), act(5, undefined, { app: 'y.example' }), act(10, 'a'), act(15), act(20, 'a'));
  expect(lostIn(threads, { ...outcome(100, 'a'), happened: at(12) })).toEqual([]);
  expect(lostIn(threads, outcome(100, 'a'))).toHaveLength(1);
});

test('a type that mostly stands alone has no thread to lose', () => {
  const alone = Array.from({ length: 200 }, (_, i) => act(-9_000 + i * 40, undefined, { type: 'x:look:news' }));
  const threads = atWork(
    ...alone,
    act(0, 'a'),
    act(10, 'a'),
    act(12, undefined, { type: 'x:look:news' }),
    act(20, 'a'),
  );
  expect(lostIn(threads, outcome(100, 'a'))).toEqual([]);
});

test('of two threads under way the one with the same task claims it', () => {
  const history = Array.from({ length: 60 }, (_, i) => {
    const task = i % 2 ? 'plan' : 'write';
    return act(-5_000 + i * 5, `h-${task}`, { context: { task } });
  });
  const [plan, write] = [{ context: { task: 'plan' } }, { context: { task: 'write' } }];
  const threads = atWork(
    ...history,
    act(0, 'a', plan),
    act(1, 'b', write),
    act(5, undefined, plan),
    act(10, 'a', plan),
    act(11, 'b', write),
  );
  const link = (thread: string) => lostIn(threads, outcome(100, thread))[0]?.link ?? 0;
  expect(link('a')).toBeGreaterThan(0.8);
  expect(link('b')).toBeLessThan(0.1);
});

interface Judged {
  readonly candidate: Candidate;
  readonly own: boolean;
}

/** Candidates of all outcomes of a planted log, and whether each was really of the case. */
function judged(options: Parameters<typeof workingLog>[0]): { readonly all: Judged[]; readonly lost: number } {
  const { records, truth } = workingLog(options);
  const threads = new Threads();
  const all: Judged[] = [];
  let lost = 0;
  for (const record of records) {
    const own = record.kind === 'outcome' ? truth.contribution!.get(record.id) : undefined;
    if (record.kind === 'outcome' && own) {
      for (const candidate of threads.candidatesOf(record)) all.push({ candidate, own: own.has(candidate.done.id) });
      for (const id of own.keys()) lost += threads.done(id)?.thread === null ? 1 : 0;
    }
    threads.apply(record);
  }
  return { all, lost };
}

const share = (judged: readonly Judged[]) => judged.filter(({ own }) => own).length / judged.length;

test('in a log with a fifth of the ties lost, and no context that gives them away, the probabilities are true', () => {
  const { all, lost } = judged({ seed: 2, outcomes: 300, missedLinks: 0.2, spuriousLinks: 0.05, hideWorkload: true });
  const claimed = all.filter(({ candidate: { link } }) => link < 1);
  for (let from = 0; from < 1; from += 0.1) {
    const bin = claimed.filter(({ candidate: { link } }) => link >= from && link < from + 0.1);
    if (bin.length >= 40) expect(Math.abs(share(bin) - (from + 0.05))).toBeLessThan(0.15);
  }
  expect(claimed.filter(({ own }) => own).length / lost).toBeGreaterThan(0.85);
  // What is found in sum is what is there: neither too many nor too few.
  const sum = claimed.reduce((total, { candidate: { link } }) => total + link, 0);
  expect(sum / lost).toBeGreaterThan(0.75);
  expect(sum / lost).toBeLessThan(1.1);
});

test('where the context is of the case alone, nearly all are found and nearly nothing else', () => {
  const { all, lost } = judged({ seed: 1, outcomes: 200, missedLinks: 0.2, spuriousLinks: 0.05 });
  const sure = all.filter(({ candidate: { by, link } }) => by === 'time' && link > 0.5);
  expect(sure.length / lost).toBeGreaterThan(0.9);
  expect(share(sure)).toBeGreaterThan(0.95);
});

test('where no tie was lost, nothing is claimed', () => {
  const { all } = judged({ seed: 3, outcomes: 150 });
  expect(all.every(({ candidate: { by, link } }) => by === 'thread' && link === 1)).toBe(true);
});
