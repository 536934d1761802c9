import { expect, test } from 'vitest';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { Threads } from './threads.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
const action = (id: string, minute: number, more: object = {}): LogRecord =>
  ({ kind: 'action', id, t: at(minute), type: 'web:edit:page', thread: 'w/1', ...more }) as LogRecord;
const outcome = (minute: number, more: object = {}): OutcomeRecord =>
  ({
    kind: 'outcome',
    id: `o${minute}`,
    t: at(minute),
    type: 'web:revert:edit',
    thread: 'w/1',
    ...more,
  }) as OutcomeRecord;

function threadsOf(...records: LogRecord[]): Threads {
  const threads = new Threads();
  for (const record of records) threads.apply(record);
  return threads;
}
const ids = (threads: Threads, of: OutcomeRecord) => threads.candidatesOf(of).map((candidate) => candidate.done.id);

test('candidates are what was done in the thread before it happened, not before it was known', () => {
  const threads = threadsOf(action('a', 1), action('b', 5), action('c', 9), action('other', 2, { thread: 'w/2' }));
  expect(ids(threads, outcome(20))).toEqual(['a', 'b', 'c']);
  expect(ids(threads, outcome(20, { happened: at(6) }))).toEqual(['a', 'b']);
  expect(ids(threads, outcome(20, { happened: at(1) }))).toEqual([]);
});

test('links are certain; one that leads nowhere or forward is noted and not followed', () => {
  const threads = threadsOf(action('a', 1, { thread: 'x' }), action('late', 30));
  expect(ids(threads, outcome(20, { links: ['a', 'late', 'gone'], thread: undefined }))).toEqual(['a']);
  expect(threads.ignored.map(({ link }) => link)).toEqual(['late', 'gone']);
});

test('an episode on the outcome narrows its candidates to that episode', () => {
  const threads = threadsOf(action('a', 1, { episode: 'e1' }), action('b', 2, { episode: 'e2' }));
  expect(ids(threads, outcome(20, { episode: 'e2' }))).toEqual(['b']);
});

test('without a thread, shared entities link, and less surely', () => {
  const threads = threadsOf(action('a', 1, { entities: ['person:ana'] }), action('b', 2));
  const found = threads.candidatesOf(outcome(20, { thread: undefined, entities: ['person:ana'] }));
  expect(found.map(({ done, link }) => [done.id, link])).toEqual([['a', 0.5]]);
});

test('a chosen candidate of a decision counts as done, one left out does not', () => {
  const decision = {
    kind: 'decision',
    id: 'x',
    t: at(3),
    thread: 'w/1',
    about: 'offer',
    candidates: [
      { ref: { kind: 'preference', about: 'spelling' }, propensity: 0.85, chosen: true },
      { ref: { kind: 'lesson', about: 'tables' }, propensity: 0.85, chosen: false },
    ],
  } as LogRecord;
  const [candidate] = threadsOf(decision).candidatesOf(outcome(20));
  expect(candidate!.done.types).toEqual(['decision:offer:preference', 'decision:offer:spelling']);
});

test('saved and loaded it finds the same', () => {
  const threads = threadsOf(action('a', 1, { episode: 'e', entities: ['x'] }), action('b', 2));
  const again = Threads.load(structuredClone(threads.save()));
  for (const of of [outcome(20), outcome(20, { episode: 'e' }), outcome(20, { thread: undefined, entities: ['x'] })]) {
    expect(again.candidatesOf(of)).toEqual(threads.candidatesOf(of));
  }
});
