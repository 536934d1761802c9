/** What every baseline takes and gives, and what the product's own estimator is held against on the planted worlds. */

/** One action of one outcome's case. */
export interface AttributedStep {
  readonly action: string;
  readonly type: string;
  /** When, in ms. */
  readonly t: number;
  /** Events in the whole log between it and the outcome, at least 1. */
  readonly eventsBefore: number;
}

/** An outcome and what was done before it, in order. */
export interface AttributedCase {
  readonly outcome: string;
  readonly t: number;
  readonly value: number;
  readonly steps: readonly AttributedStep[];
}

/** Credit of every action of every outcome, and what that makes of each action type. */
export interface Attribution {
  /** Action type → score; larger: helps more; 0: nothing. Every type of the cases is there. */
  readonly byType: ReadonlyMap<string, number>;
  /** Outcome → credits of its steps, in their order; in units of value. */
  readonly byOutcome: ReadonlyMap<string, readonly number[]>;
}

/** @param cases in the order in which the outcomes became known. */
export type Attribute = (cases: readonly AttributedCase[]) => Attribution;
