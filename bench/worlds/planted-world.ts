/** A planted world: a log whose causes are known, because the generator put them there. */
import type { Context, LogRecord } from '../../lib/records/record.ts';

/** What is true of a planted log. Everything is worked out by intervention on the generator, never estimated from the log. */
export interface PlantedTruth {
  /** The outcome type the world is about. */
  readonly outcomeType: string;
  /**
   * For each action type: the mean change in value between doing it and not doing it, all that follows from it included.
   * A type of no effect is there with 0. What is decided by lot is there as `decision:<about>:<ref.about>` and
   * `decision:<about>:<ref.kind>`, over the cases in which the lot was drawn.
   */
  readonly total: ReadonlyMap<string, number>;
  /** The same with later actions held fixed, where it differs from `total`. */
  readonly direct?: ReadonlyMap<string, number>;
  /** Total effects in single contexts, where the world is about them. */
  readonly inContext?: readonly { readonly action: string; readonly context: Context; readonly total: number }[];
  /**
   * For each outcome and each of its actions: expected value with everything as it was, minus that without this action (later
   * actions as they were). An action of the case that is not named contributes 0 (episodes of a hundred steps name what acts).
   */
  readonly contribution?: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /**
   * For each outcome and each of its actions: expected value as it was, minus that had this action not been done and what
   * followed from it been as it then likely would have been. What one who knows all chances, but not the luck, credits in all.
   */
  readonly totalContribution?: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /**
   * For each outcome: ids of the actions without which its value would have been another, all luck replayed and what follows
   * from them with it.
   */
  readonly decidedBy?: ReadonlyMap<string, readonly string[]>;
  /** For each outcome whose case has one: id of the first action of its chain. */
  readonly roots?: ReadonlyMap<string, string>;
  /** Expected value of each outcome when all its actions and its whole state are known: no forecast can do better. */
  readonly expected?: ReadonlyMap<string, number>;
  /** For each thread whose outcome is not in the log (never told, or not before its end): the expected value. */
  readonly unanswered?: ReadonlyMap<string, number>;
  /** For each action type: the mean change in ln(time from the last action to the outcome) between doing it and not. */
  readonly delayTotal?: ReadonlyMap<string, number>;
  /** An effect that changed: `total` is then what holds at the end of the log. */
  readonly drift?: {
    readonly action: string;
    /** The first outcome, in order of cases, of the new effect. */
    readonly from: string;
    readonly before: number;
    readonly after: number;
  };
}

export interface PlantedLog {
  /** In log order. */
  readonly records: readonly LogRecord[];
  readonly truth: PlantedTruth;
  /** Where the log is about several outcome types: the truth of each, that in `truth` first. */
  readonly truths?: readonly PlantedTruth[];
}

export interface WorldOptions {
  readonly seed: number;
  /** Outcomes of the world's outcome type (episodes, where it is made of episodes). */
  readonly outcomes: number;
  /** Prefix of types, apps, threads and ids, so that several worlds can share a log. */
  readonly name?: string;
  /** When the first case begins, and how many minutes lie between the starts of two cases on average. */
  readonly startsAt?: number;
  readonly apart?: number;
}

export interface PlantedWorld {
  readonly name: string;
  /** What is planted, in one sentence, and what an honest method must find. */
  readonly about: string;
  generate(options: WorldOptions): PlantedLog;
}
