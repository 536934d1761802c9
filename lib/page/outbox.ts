/**
 * What was captured waits here until the engine has it for sure: sent in order, again and again with growing pauses while
 * the page lives, once more when the page is left. An id makes a record once, however often it is sent. Never blocks the
 * page, never grows without bounds.
 *
 * Acts keep their order, and a look at the page never goes before the acts it came after. What fails by itself, while others get
 * through, is put aside and tried apart from them: it holds nobody up.
 */
import type { AppendResult } from '../engine/api.ts';
import type { LogRecord } from '../records/record.ts';
import type { PageSighting } from './digest-of-sighting.ts';
import type { ErrorWall } from './error-wall.ts';

/**
 * The way out of the page. Both resolve once what was given is durable or refused for good, with null where the whole message was
 * refused by its form; both reject where it only failed.
 */
export interface Delivery {
  readonly records: (records: readonly LogRecord[]) => Promise<AppendResult | null>;
  readonly sighting: (sighting: PageSighting) => Promise<AppendResult | null>;
}

export interface Outbox {
  readonly addRecord: (record: LogRecord) => void;
  readonly addSighting: (sighting: PageSighting) => void;
  /** Sends everything that waits and is not on its way yet, right now: the page may be gone in a moment. */
  readonly hurry: () => void;
  readonly waiting: number;
  /** What was given up because the engine was out of reach for too long, or because it cannot be sent. */
  readonly dropped: number;
}

interface Item {
  readonly id: string;
  readonly record?: LogRecord;
  readonly sighting?: PageSighting;
  /** How often a message with it has failed. */
  failures: number;
}

const MOST_WAITING = 500;
const MOST_AT_ONCE = 50;
const FIRST_PAUSE_IN_MS = 500;
const LONGEST_PAUSE_IN_MS = 30_000;
/** A background that is stopped may leave a message without any answer. One that comes later still counts. */
const ANSWER_WITHIN_IN_MS = 10_000;
/** Acts that failed so often together are sent one by one, to find the one that fails by itself. */
const FAILURES_TOGETHER = 3;

export interface Timers {
  readonly set: (run: () => void, ms: number) => number;
  readonly clear: (timer: number) => void;
}

export function createOutbox(delivery: Delivery, wall: ErrorWall, timers: Timers, signal: AbortSignal): Outbox {
  let queue: Item[] = [];
  /** Failed while others got through; each is tried by itself. */
  let aside: Item[] = [];
  /** On its way, without an answer yet. */
  const underway = new Set<string>();
  let dropped = 0;
  let sending = false;
  /** Whether the last round ended at what nothing else may go before. */
  let isStuck = false;
  let pause = FIRST_PAUSE_IN_MS;
  let timer: number | null = null;

  signal.addEventListener('abort', () => {
    queue = [];
    aside = [];
    if (timer !== null) timers.clear(timer);
  });

  function add(item: Item): void {
    if (signal.aborted) return;
    queue.push(item);
    if (queue.length + aside.length > MOST_WAITING) {
      // What fails by itself goes first, then the oldest.
      (aside.length > 0 ? aside : queue).shift();
      dropped++;
    }
    if (timer === null || !isStuck) void next(false);
  }

  /** The records at the front of the queue, or the one sighting that stands there. */
  function front(from: readonly Item[]): readonly Item[] {
    const [first] = from;
    if (!first?.record || first.failures >= FAILURES_TOGETHER) return from.slice(0, 1);
    const end = from.findIndex(({ record, failures }) => !record || failures >= FAILURES_TOGETHER);
    return from.slice(0, Math.min(end < 0 ? from.length : end, MOST_AT_ONCE));
  }

  async function deliver(batch: readonly Item[]): Promise<void> {
    for (const { id } of batch) underway.add(id);
    let patience = 0;
    try {
      const late = new Promise<never>((_, reject) => {
        patience = timers.set(() => reject(new Error('No answer in time.')), ANSWER_WITHIN_IN_MS);
      });
      await Promise.race([handOver(batch), late]);
    } catch (error) {
      wall.undelivered(error);
      for (const item of batch) item.failures++;
      throw error;
    } finally {
      timers.clear(patience);
      for (const { id } of batch) underway.delete(id);
    }
  }

  async function handOver(batch: readonly Item[]): Promise<void> {
    const [first] = batch;
    if (!first) return;
    const records = batch.flatMap(({ record }) => record ?? []);
    const answer = await (first.sighting ? delivery.sighting(first.sighting) : delivery.records(records));
    if (answer === null && batch.length > 1) {
      // One of them made the message what it was: each goes by itself.
      for (const item of batch) item.failures = FAILURES_TOGETHER;
      return;
    }
    // A sighting that was answered is done with, whatever became of what it tells.
    const answered = new Set(first.sighting || !answer ? [first.id] : answer.stored);
    for (const { id } of answer?.refused ?? []) if (id !== null) answered.add(id);
    if (!batch.some(({ id }) => answered.has(id))) throw new Error('Nothing of what was sent was taken.');
    if (!answer) dropped++;
    const isOpen = ({ id, sighting }: Item) => !answered.has(id) && !(sighting && isOutdated(sighting, first.sighting));
    queue = queue.filter(isOpen);
    aside = aside.filter(isOpen);
  }

  /** An older look at a thing is no news behind a newer one: compared with it, it would look like a change back. */
  function isOutdated(old: PageSighting, by: PageSighting | undefined): boolean {
    return old.thread === by?.thread && old.t < by.t;
  }

  /** @param withSuspects whether sightings that have failed are tried again, too. */
  async function next(withSuspects: boolean): Promise<void> {
    if (sending) return;
    sending = true;
    try {
      // What is added in one go leaves in one message.
      await Promise.resolve();
      await goRound(withSuspects);
    } finally {
      sending = false;
    }
  }

  /**
   * Sends what waits, in order. Where something fails that others may go before, one other is tried: if that gets through, the first
   * was at fault; if not, nobody is there.
   */
  async function goRound(withSuspects: boolean): Promise<void> {
    let failed: Item | null = null;
    isStuck = false;
    while (!signal.aborted) {
      const free = queue.filter(({ id }) => !underway.has(id));
      const fit = free.filter((item) => (failed || (!withSuspects && !item.record) ? !isSuspect(item) : true));
      const acts = failed ? fit.filter(({ record }) => record) : [];
      const batch = front(acts.length > 0 ? acts : fit);
      const [first] = batch;
      if (!first) break;
      try {
        await deliver(batch);
        pause = FIRST_PAUSE_IN_MS;
        if (failed) putAside(failed);
        failed = null;
      } catch {
        isStuck = failed !== null || !isSuspect(first);
        failed ??= first;
        if (isStuck) break;
      }
    }
    if (failed) againLater();
  }

  /** Whether what follows may go before it, since it failed: acts only when they have failed alone, after failing together. */
  function isSuspect({ record, failures }: Item): boolean {
    return failures > (record ? FAILURES_TOGETHER : 0);
  }

  function againLater(): void {
    if (signal.aborted || timer !== null) return;
    timer = timers.set(() => {
      timer = null;
      // A round that is under way may have passed by what failed.
      if (sending) againLater();
      else void next(true);
    }, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_IN_MS);
  }

  function putAside(item: Item): void {
    if (!queue.includes(item)) return;
    queue = queue.filter((other) => other !== item);
    aside.push(item);
    tryApart(item, FIRST_PAUSE_IN_MS);
  }

  /** Tries what was put aside; given up when it has failed after the longest pause, too, and others get through. */
  function tryApart(item: Item, after: number): void {
    timers.set(async () => {
      if (!aside.includes(item)) return;
      const longer = Math.min(after * 2, LONGEST_PAUSE_IN_MS);
      try {
        if (!underway.has(item.id)) await deliver([item]);
      } catch {
        if (after === LONGEST_PAUSE_IN_MS && !isStuck && aside.includes(item)) {
          aside = aside.filter((other) => other !== item);
          dropped++;
        }
      }
      tryApart(item, longer);
    }, after);
  }

  return {
    addRecord: (record) => add({ id: record.id, record, failures: 0 }),
    addSighting: (sighting) => add({ id: sighting.id, sighting, failures: 0 }),
    hurry() {
      let rest = [...queue, ...aside].filter(({ id }) => !underway.has(id));
      while (rest.length > 0) {
        const batch = front(rest);
        rest = rest.slice(batch.length);
        deliver(batch).catch(againLater);
      }
    },
    get waiting() {
      return queue.length + aside.length;
    },
    get dropped() {
      return dropped;
    },
  };
}
