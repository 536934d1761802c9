/** What is remembered of one thread for linking: what was done in it, its pace, its sitting, when it had an outcome. */
import type { Sitting } from './sittings.ts';

/** Two things done within this time are one doing (an import, a burst): they say nothing of a thread's pace. */
const SHORTEST_GAP_IN_MS = 5_000;
/** A thread's pace starts from that of all threads, as if seen in so many gaps. */
const GAPS_OF_ALL = 2;
/** The geometric mean of exponential gaps is e^-γ of their mean (Euler's constant γ): taken back. */
const MEAN_OVER_GEOMETRIC = Math.exp(0.5772156649);
/** Mean gap before anything is known. */
const FIRST_GUESS_IN_MS = 30 * 60_000;

/** Running mean of ln(gap in ms): a month's pause weighs as one gap among others. */
export interface Gaps {
  n: number;
  sumOfLn: number;
}

export interface ThreadNotes {
  /** Place of the thread among all, from 0 on. */
  readonly number: number;
  /** Numbers of what was done in it, rising. */
  readonly done: number[];
  readonly gaps: Gaps;
  /** Mean pause between two things done in it, in ms, as of the last: its own, and that of all threads while it has few. */
  pace: number;
  sitting: Sitting | null;
  /** When something was last done, in ms; -Infinity before the first. */
  lastDone: number;
  /** When its last outcome became known, in ms; -Infinity: none yet. */
  lastOutcome: number;
  /** Numbers of actions without a thread that may belong here, rising; the latest are kept. */
  readonly lost: number[];
}

/** @param all the gaps of all threads so far. */
export function newThread(number: number, all: Gaps): ThreadNotes {
  return {
    number,
    done: [],
    gaps: { n: 0, sumOfLn: 0 },
    pace: paceOf({ n: 0, sumOfLn: 0 }, all),
    sitting: null,
    lastDone: Number.NEGATIVE_INFINITY,
    lastOutcome: Number.NEGATIVE_INFINITY,
    lost: [],
  };
}

/** Counts the pause before something done, for the thread and for all. */
export function countGap(thread: ThreadNotes, all: Gaps, ms: number): void {
  const gap = ms - thread.lastDone;
  if (gap >= SHORTEST_GAP_IN_MS && Number.isFinite(gap)) {
    for (const gaps of [thread.gaps, all]) {
      gaps.n++;
      gaps.sumOfLn += Math.log(gap);
    }
    thread.pace = paceOf(thread.gaps, all);
  }
  thread.lastDone = Math.max(thread.lastDone, ms);
}

function paceOf(thread: Gaps, all: Gaps): number {
  const lnOfAll = (all.sumOfLn + Math.log(FIRST_GUESS_IN_MS)) / (all.n + 1);
  const ln = (thread.sumOfLn + GAPS_OF_ALL * lnOfAll) / (thread.n + GAPS_OF_ALL);
  return MEAN_OVER_GEOMETRIC * Math.exp(ln);
}

export function copyOfThread(thread: Readonly<ThreadNotes>): ThreadNotes {
  return { ...thread, done: [...thread.done], gaps: { ...thread.gaps }, lost: [...thread.lost] };
}
