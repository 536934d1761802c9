/**
 * What was captured waits here until the engine has it for sure: sent in order, again and again with growing pauses while
 * the page lives, once more when the page is left. An id makes a record once, however often it is sent. Never blocks the
 * page, never grows without bounds.
 */
import type { AppendResult } from '../engine/api.ts';
import type { LogRecord } from '../records/record.ts';
import type { ErrorWall } from './error-wall.ts';
import type { PageSighting } from './read-sighting.ts';

/** The way out of the page. Both resolve once what was given is durable, or refused for good. */
export interface Delivery {
  readonly records: (records: readonly LogRecord[]) => Promise<AppendResult>;
  readonly sighting: (sighting: PageSighting) => Promise<AppendResult>;
}

export interface Outbox {
  readonly addRecord: (record: LogRecord) => void;
  readonly addSighting: (sighting: PageSighting) => void;
  /** Sends everything that waits and is not on its way yet, right now: the page may be gone in a moment. */
  readonly hurry: () => void;
  readonly waiting: number;
  /** What was given up because the engine was out of reach for too long. */
  readonly dropped: number;
}

type Item =
  | { readonly id: string; readonly record: LogRecord }
  | { readonly id: string; readonly sighting: PageSighting };

const MOST_WAITING = 500;
const MOST_AT_ONCE = 50;
const FIRST_PAUSE_IN_MS = 500;
const LONGEST_PAUSE_IN_MS = 30_000;

export interface Timers {
  readonly set: (run: () => void, ms: number) => number;
  readonly clear: (timer: number) => void;
}

export function createOutbox(delivery: Delivery, wall: ErrorWall, timers: Timers, signal: AbortSignal): Outbox {
  let queue: Item[] = [];
  /** On its way, without an answer yet. */
  const underway = new Set<string>();
  let dropped = 0;
  let sending = false;
  let pause = FIRST_PAUSE_IN_MS;
  let timer: number | null = null;

  signal.addEventListener('abort', () => {
    queue = [];
    if (timer !== null) timers.clear(timer);
  });

  function add(item: Item): void {
    if (signal.aborted) return;
    queue.push(item);
    if (queue.length > MOST_WAITING) {
      queue.shift();
      dropped++;
    }
    if (timer === null) void next();
  }

  /** The records at the front of the queue, or the one sighting that stands there. */
  function front(from: readonly Item[]): readonly Item[] {
    const [first] = from;
    if (!first || 'sighting' in first) return from.slice(0, 1);
    const end = from.findIndex((item) => 'sighting' in item);
    return from.slice(0, Math.min(end < 0 ? from.length : end, MOST_AT_ONCE));
  }

  async function deliver(batch: readonly Item[]): Promise<void> {
    for (const { id } of batch) underway.add(id);
    try {
      await handOver(batch);
    } finally {
      for (const { id } of batch) underway.delete(id);
    }
  }

  async function handOver(batch: readonly Item[]): Promise<void> {
    const [first] = batch;
    if (!first) return;
    if ('sighting' in first) {
      await delivery.sighting(first.sighting);
      done(new Set([first.id]));
      return;
    }
    const records = batch.flatMap((item) => ('record' in item ? [item.record] : []));
    const { stored, refused } = await delivery.records(records);
    const answered = new Set(stored);
    for (const { id } of refused) if (id !== null) answered.add(id);
    if (answered.size === 0) throw new Error('Nothing of what was sent was taken.');
    done(answered);
  }

  function done(ids: ReadonlySet<string>): void {
    queue = queue.filter(({ id }) => !ids.has(id));
  }

  async function next(): Promise<void> {
    if (sending) return;
    sending = true;
    try {
      // What is added in one go leaves in one message.
      await Promise.resolve();
      for (let rest = queue; rest.length > 0 && !signal.aborted; rest = queue) {
        const batch = front(rest.filter(({ id }) => !underway.has(id)));
        if (batch.length === 0) break;
        await deliver(batch);
        pause = FIRST_PAUSE_IN_MS;
      }
    } catch (error) {
      failed(error);
    } finally {
      sending = false;
    }
  }

  function failed(error: unknown): void {
    wall.undelivered(error);
    if (signal.aborted || timer !== null) return;
    timer = timers.set(() => {
      timer = null;
      void next();
    }, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_IN_MS);
  }

  return {
    addRecord: (record) => add({ id: record.id, record }),
    addSighting: (sighting) => add({ id: sighting.id, sighting }),
    hurry() {
      let rest = queue.filter(({ id }) => !underway.has(id));
      while (rest.length > 0) {
        const batch = front(rest);
        rest = rest.slice(batch.length);
        deliver(batch).catch(failed);
      }
    },
    get waiting() {
      return queue.length;
    },
    get dropped() {
      return dropped;
    },
  };
}
