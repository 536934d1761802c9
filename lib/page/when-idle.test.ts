import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createIdleQueue } from './when-idle.ts';

/** Milliseconds of a quiet moment of a page at rest. */
const MOMENT_IN_MS = 50;

let now: number;
let moments: ((moment: IdleDeadline) => void)[];
let tasks: (() => void)[];
/** How long the tasks took, each for itself. */
let took: number[];

beforeEach(() => {
  now = 0;
  moments = [];
  tasks = [];
  took = [];
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

const window = {
  requestIdleCallback: (run: (moment: IdleDeadline) => void) => moments.push(run),
  setTimeout: (run: () => void) => tasks.push(run),
} as unknown as Window;

function timed(run: () => void): void {
  const start = now;
  run();
  took.push(now - start);
}

/** One quiet moment, with all that follows in it. */
function quiet({ ends = now + MOMENT_IN_MS, didTimeout = false } = {}): void {
  const moment = { didTimeout, timeRemaining: () => Math.max(0, ends - now) };
  const due = moments.splice(0);
  for (const run of due) timed(() => run(moment));
  while (tasks.length > 0) timed(tasks.shift()!);
}

function queue(aborts = new AbortController(), dropped = () => {}) {
  return createIdleQueue(window, aborts.signal, dropped);
}

/** Work of so many pieces, each of which adds the next, as the reading of a page does. */
function pieces(count: number, ms: number, add: (run: () => void) => void): () => number {
  let done = 0;
  const piece = () => {
    now += ms;
    if (++done < count) add(piece);
  };
  add(piece);
  return () => done;
}

describe('work for quiet moments', () => {
  test('a long work goes on within a moment, a piece to a task, and leaves most of it to the page', () => {
    const idle = queue();
    const done = pieces(100, 2, idle.add);
    quiet();
    expect(done()).toBe(5);
    expect(Math.max(...took)).toBe(2);
    quiet();
    expect(done()).toBe(10);
  });

  test('at the end of a moment nothing is begun, and a page without one is asked for little', () => {
    const idle = queue();
    const done = pieces(100, 2, idle.add);
    quiet({ ends: now + 9 });
    expect(done()).toBe(2);
    quiet({ ends: now, didTimeout: true });
    expect(done()).toBe(3);
  });

  test('one moment is asked for at a time', () => {
    const idle = queue();
    pieces(100, 2, idle.add);
    pieces(100, 2, idle.add);
    for (let at = 0; at < 8; at++) {
      expect(moments).toHaveLength(1);
      quiet();
    }
  });

  test('work that throws takes nothing with it but itself', () => {
    const idle = queue();
    idle.add(() => {
      throw new Error('broken');
    });
    const done = pieces(1, 1, idle.add);
    expect(() => quiet()).toThrow('broken');
    while (tasks.length > 0) tasks.shift()!();
    quiet();
    expect(done()).toBe(1);
  });

  test('a hurry does what waits and bounds what that adds; switched off, nothing more is done', () => {
    const aborts = new AbortController();
    const idle = queue(aborts);
    const done = pieces(100, 2, idle.add);
    idle.flush(10);
    expect(done()).toBe(5);
    aborts.abort();
    quiet();
    expect(done()).toBe(5);
  });

  test('more than a page of sense would ask for is given up, and told', () => {
    let dropped = 0;
    const idle = queue(undefined, () => dropped++);
    for (let at = 0; at < 201; at++) idle.add(() => {});
    expect(dropped).toBe(1);
  });
});
