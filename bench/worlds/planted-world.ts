/** A planted world: a log whose causes are known, because the generator put them there. */
import type { Context, LogRecord } from '../../lib/records/record.ts';

/** What is true of a planted log. Everything is worked out by intervention on the generator, never estimated from the log. */
export interface PlantedTruth {
  /** The outcome type the world is about. */
  readonly outcomeType: string;
  /**
   * For each action type: the mean change in value between doing it and not doing it, all that follows from it included.
   * A type of no effect is there with 0.
   */
  readonly total: ReadonlyMap<string, number>;
  /** The same with later actions held fixed, where it differs from `total`. */
  readonly direct?: ReadonlyMap<string, number>;
  /** Total effects in single contexts, where the world is about them. */
  readonly inContext?: readonly { readonly action: string; readonly context: Context; readonly total: number }[];
  /**
   * For each outcome and each of its actions: expected value with everything as it was, minus that without this action (later
   * actions as they were).
   */
  readonly contribution?: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Expected value of each outcome when all its actions and its whole state are known: no forecast can do better. */
  readonly expected?: ReadonlyMap<string, number>;
}

export interface PlantedLog {
  /** In log order. */
  readonly records: readonly LogRecord[];
  readonly truth: PlantedTruth;
}

export interface WorldOptions {
  readonly seed: number;
  /** Outcomes of the world's outcome type (episodes, where it is made of episodes). */
  readonly outcomes: number;
}

export interface PlantedWorld {
  readonly name: string;
  /** What is planted, in one sentence, and what an honest method must find. */
  readonly about: string;
  generate(options: WorldOptions): PlantedLog;
}
