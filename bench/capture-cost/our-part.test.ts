import { expect, test } from 'vitest';
import { ourPartOf, type TraceEvent } from './our-part.ts';

const OURS = 'chrome-extension://abc/content-scripts/capture.js';
const THEIRS = 'https://site.example/app.js';

/** An event of the page's thread, in milliseconds; on the processor for half as long as by the clock. */
const event = (name: string, at: number, ms: number, data: TraceEvent['args']['data'] = {}): TraceEvent => ({
  name,
  ph: ms === 0 ? 'I' : 'X',
  ts: at * 1_000,
  dur: ms * 1_000,
  tdur: ms * 500,
  pid: 1,
  tid: 1,
  args: { data },
});
const mark = event('mark', 0, 0);

test('all our listeners in one dispatch are one call, and those of the page are none of it', () => {
  const { calls } = ourPartOf(
    [
      mark,
      event('RunTask', 1, 20),
      event('EventDispatch', 1, 20, { type: 'click' }),
      event('FunctionCall', 2, 4, { url: OURS, lineNumber: 1, columnNumber: 5 }),
      event('MinorGC', 3, 2),
      event('FunctionCall', 7, 2, { url: OURS, lineNumber: 1, columnNumber: 9 }),
      event('FunctionCall', 10, 8, { url: THEIRS }),
    ],
    'mark',
  );
  expect(calls).toEqual([{ by: 'click', ms: 6, cpuMs: 3, gcCpuMs: 1, where: 'capture.js:1:5' }]);
});

test('microtasks are ours, without what they call of the page', () => {
  const { calls } = ourPartOf(
    [
      mark,
      event('RunMicrotasks', 1, 10),
      event('FunctionCall', 2, 3, { url: THEIRS }),
      event('FunctionCall', 6, 2, { url: OURS }),
    ],
    'mark',
  );
  expect(calls.map(({ by, ms }) => [by, ms])).toEqual([['RunMicrotasks', 7]]);
});

test('layout is forced by us only inside our functions', () => {
  const { forced } = ourPartOf(
    [
      mark,
      event('FunctionCall', 1, 5, { url: OURS, lineNumber: 1, columnNumber: 7 }),
      event('UpdateLayoutTree', 2, 1),
      event('FunctionCall', 8, 5, { url: THEIRS }),
      event('Layout', 9, 1),
      event('Layout', 15, 1),
    ],
    'mark',
  );
  expect(forced).toEqual(['UpdateLayoutTree in capture.js:1:7']);
});

test('a long task is ours if it were none without us', () => {
  const { longTasks, longTasksOfOurs, longTasksOfOursByClock } = ourPartOf(
    [
      mark,
      event('RunTask', 0, 140),
      event('FunctionCall', 1, 60, { url: OURS }),
      event('RunTask', 200, 140),
      event('FunctionCall', 201, 10, { url: OURS }),
      event('RunTask', 400, 60),
      event('FunctionCall', 401, 20, { url: OURS }),
    ],
    'mark',
  );
  // By the clock the third, on the processor the first.
  expect([longTasks, longTasksOfOurs, longTasksOfOursByClock]).toEqual([3, 1, 1]);
});

test('threads of other pages are left alone', () => {
  const elsewhere = { ...event('FunctionCall', 1, 60, { url: OURS }), tid: 2 };
  expect(ourPartOf([mark, elsewhere], 'mark').calls).toEqual([]);
  expect(() => ourPartOf([elsewhere], 'mark')).toThrow('no mark');
});
