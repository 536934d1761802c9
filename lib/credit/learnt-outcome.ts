/** An outcome as it is kept for credit: what it was, and the candidates it had when it became known. */
import type { Candidate } from '../linking/threads.ts';
import type { Context, OutcomeRecord } from '../records/record.ts';

/** Expected values as a case went on: from which candidate on (−1: before any), and how much. */
export type Foretold = readonly (readonly [place: number, value: number])[];

export interface LearntOutcome {
  readonly id: string;
  readonly type: string;
  readonly t: string;
  readonly happened: string | null;
  readonly app: string | null;
  readonly space: string | null;
  readonly thread: string | null;
  readonly value: number;
  /** In (0, 1]. */
  readonly confidence: number;
  /** In log order. */
  readonly candidates: readonly Candidate[];
  /** Its own state, which stands for the case where it has no candidates. */
  readonly state: Context;
  /**
   * Values expected before it was known, as its case went on (return-equivalent: the differences are the steps' credit, what is
   * left to the value was not foreseen).
   */
  readonly foretold: Foretold;
}

/** The same as plain data: candidates by id. */
export interface SavedOutcome extends Omit<LearntOutcome, 'candidates'> {
  readonly candidates: readonly (readonly [id: string, link: number, by: Candidate['by']])[];
}

/** An outcome that is not sure at all still says a little. */
const LEAST_CONFIDENCE = 0.01;

export function learntOutcome(
  outcome: OutcomeRecord,
  candidates: readonly Candidate[],
  state: Context,
  foretold: Foretold,
): LearntOutcome {
  return {
    id: outcome.id,
    type: outcome.type,
    t: outcome.t,
    happened: outcome.happened ?? null,
    app: outcome.app ?? null,
    space: outcome.space ?? null,
    thread: outcome.thread ?? null,
    value: outcome.value ?? 1,
    confidence: Math.max(LEAST_CONFIDENCE, outcome.confidence ?? 1),
    candidates,
    state,
    foretold,
  };
}

/**
 * State of the case before anything was done in it: that of the first candidate, without its app. Which app one was in goes with what
 * one did there: held fixed, it would hide the first step of every trajectory that crosses apps.
 */
export function stateBefore({ candidates, state }: Pick<LearntOutcome, 'candidates' | 'state'>): Context {
  const { app: _, ...before } = candidates[0]?.done.state ?? state;
  return before;
}
