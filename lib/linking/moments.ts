/**
 * The state at the moment of an act, as far as only the log as a whole tells it: how long the user had been in the thread, how much
 * else was open, what came last of what they did, what kind of task the thread is. Put to an act once, when it is recorded.
 *
 * Answers are as of the act's own time, whenever it arrives: nothing that became known later counts. They follow from the last
 * eight days of the log alone, so it makes no difference whether they were read at start or met as they came. What lies further
 * back than is remembered is answered with nothing, not with a guess.
 */
import { compareInLogOrder, type Position } from '../records/order.ts';
import type { Context, LogRecord } from '../records/record.ts';

/** A longer pause in a thread ends a sitting, as it does for episodes. */
const LONGEST_PAUSE_IN_MS = 30 * 60_000;
/** A thread counts as open for so long after it was last used. */
const OPEN_FOR_IN_MS = 30 * 60_000;
/** An outcome of the thread is its last one for so long, one of another thread for so long. */
const RECENT_IN_THREAD_IN_MS = 7 * 86_400_000;
const RECENT_ANYWHERE_IN_MS = 86_400_000;
/** What is remembered behind the newest record. */
const REMEMBERED_IN_MS = 8 * 86_400_000;
const MOST_NOTES = 5_000;
/** A value nearer to 0 than this is neither good nor bad. */
const NEUTRAL_BELOW = 0.15;

interface Note extends Position {
  readonly ms: number;
  readonly space: string;
  readonly thread: string | null;
  /** `here`: the user was there. */
  readonly what: 'here' | 'outcome' | 'task';
  readonly value: number;
  readonly task: string;
}

/** How much of the log's end has to be read at start. */
export const RECORDS_TO_START_WITH = MOST_NOTES;

export class Moments {
  /** In log order. */
  #notes: Note[] = [];
  readonly #ids = new Set<string>();
  /** Where remembering begins: what is asked before it is not known. */
  #knownFrom = Number.NEGATIVE_INFINITY;
  /** Task of each thread that has one; outlives the notes, since a title is read once. */
  readonly #tasks = new Map<string, Note>();

  /** Takes a record that is in the log, or on its way there. Twice the same is once. */
  apply(record: LogRecord): void {
    const note = noteOf(record);
    if (note === null || this.#ids.has(note.id)) return;
    if (note.what === 'task') this.#applyTask(note);
    if (note.ms < this.#knownFrom) return;
    this.#ids.add(note.id);
    let at = this.#notes.length;
    while (at > 0 && compareInLogOrder(note, this.#notes[at - 1]!) < 0) at--;
    this.#notes.splice(at, 0, note);
    this.#forget();
  }

  /** What comes before an instant was not read: it is not known, rather than not there. */
  startFrom(t: string): void {
    this.#knownFrom = Date.parse(t);
  }

  /** Takes over the task of a thread whose record lies further back than is read at start. */
  startWithTask(of: {
    readonly thread: string;
    readonly space: string | null;
    readonly task: (Position & { readonly name: string }) | null;
  }): void {
    if (of.task === null) return;
    const { t, id, name } = of.task;
    const space = of.space ?? '';
    this.#applyTask({ id, t, ms: Date.parse(t), space, thread: of.thread, what: 'task', value: 0, task: name });
  }

  #applyTask(note: Note): void {
    const key = keyOf(note.thread!, note.space);
    const there = this.#tasks.get(key);
    // The first word on a thread stands: later acts of it are comparable with earlier ones.
    if (!there || compareInLogOrder(note, there) < 0) this.#tasks.set(key, note);
  }

  #forget(): void {
    const newest = this.#notes.at(-1)!.ms;
    let gone = 0;
    while (
      gone < this.#notes.length &&
      (this.#notes[gone]!.ms < newest - REMEMBERED_IN_MS || this.#notes.length - gone > MOST_NOTES)
    ) {
      gone++;
    }
    // Dropped in slices: one at a time would move the whole list for each record.
    if (gone === 0 || (gone < 1_000 && this.#notes.length <= MOST_NOTES + 1_000)) return;
    for (const note of this.#notes.slice(0, gone)) this.#ids.delete(note.id);
    this.#knownFrom = Math.max(this.#knownFrom, this.#notes[gone - 1]!.ms + 1);
    this.#notes = this.#notes.slice(gone);
  }

  /** Records that were deleted: as if they had never been. */
  remove(ids: readonly string[]): void {
    const gone = new Set(ids);
    this.#notes = this.#notes.filter(({ id }) => !gone.has(id));
    for (const id of gone) this.#ids.delete(id);
    for (const [key, note] of this.#tasks) if (gone.has(note.id)) this.#tasks.delete(key);
  }

  /** The task a thread was found to be of; null: none yet. */
  taskOf(thread: string, space: string | null): string | null {
    return this.#tasks.get(keyOf(thread, space ?? ''))?.task ?? null;
  }

  /**
   * State at a moment, as words of which there are few: `task`, `time_in_thread`, `open_threads`, `last_outcome`. Without what is
   * not known.
   * @param at the act's own position in the log; what stands at or behind it does not count.
   */
  at(at: Position, thread: string | null, space: string | null): Context {
    const ms = Date.parse(at.t);
    const context: Record<string, string> = {};
    const task = thread === null ? undefined : this.#tasks.get(keyOf(thread, space ?? ''));
    if (task && compareInLogOrder(task, at) < 0) context.task = task.task;
    if (ms - OPEN_FOR_IN_MS < this.#knownFrom) return context;

    let began = ms;
    let inSitting = true;
    const open = new Set<string>(thread === null ? [] : [thread]);
    let here: Note | null = null;
    let anywhere: Note | null = null;
    for (let i = this.#before(at) - 1; i >= 0; i--) {
      const note = this.#notes[i]!;
      const age = ms - note.ms;
      if (age > RECENT_IN_THREAD_IN_MS) break;
      if (note.space !== (space ?? '') || note.what === 'task') continue;
      if (note.what === 'outcome') {
        if (thread !== null && note.thread === thread) here ??= note;
        if (age <= RECENT_ANYWHERE_IN_MS) anywhere ??= note;
      } else if (note.thread !== null) {
        if (age <= OPEN_FOR_IN_MS) open.add(note.thread);
        if (note.thread === thread && inSitting) {
          if (began - note.ms <= LONGEST_PAUSE_IN_MS) began = note.ms;
          else inSitting = false;
        }
      }
    }
    if (thread !== null) context.time_in_thread = bandOfTime(ms - began);
    context.open_threads = bandOfCount(open.size);
    if (ms - RECENT_ANYWHERE_IN_MS >= this.#knownFrom) context.last_outcome = wordFor(here ?? anywhere);
    return context;
  }

  /** How many notes stand before a position. */
  #before(at: Position): number {
    let low = 0;
    let high = this.#notes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareInLogOrder(this.#notes[middle]!, at) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function noteOf(record: LogRecord): Note | null {
  const common = {
    id: record.id,
    t: record.t,
    ms: Date.parse(record.t),
    space: record.space ?? '',
    thread: record.thread ?? null,
    value: 0,
    task: '',
  };
  switch (record.kind) {
    case 'action':
    case 'statement':
      return { ...common, what: 'here' };
    case 'observation':
      // A row about a thing on another page does not take the user to it.
      return record.features?.mention === 1 ? null : { ...common, what: 'here' };
    case 'outcome':
      // What Retrace itself earned, and what has not come, is no news of the user's doings.
      if (record.type.startsWith('retrace:') || record.features?.censored === 1) return null;
      return { ...common, what: 'outcome', value: record.value ?? 1 };
    case 'annotation': {
      const task = record.context?.task;
      return typeof task === 'string' && record.thread !== undefined ? { ...common, what: 'task', task } : null;
    }
    default:
      return null;
  }
}

function bandOfTime(ms: number): string {
  if (ms < 10_000) return 'just-came';
  if (ms < 2 * 60_000) return 'a-minute';
  if (ms < 15 * 60_000) return 'minutes';
  return ms < 60 * 60_000 ? 'half-an-hour' : 'an-hour-or-more';
}

function bandOfCount(threads: number): string {
  if (threads <= 1) return 'one';
  if (threads <= 3) return 'few';
  return threads <= 7 ? 'several' : 'many';
}

function wordFor(outcome: Note | null): string {
  if (outcome === null) return 'none';
  if (Math.abs(outcome.value) < NEUTRAL_BELOW) return 'neutral';
  return outcome.value > 0 ? 'good' : 'bad';
}

function keyOf(thread: string, space: string): string {
  return `${space}\n${thread}`;
}
