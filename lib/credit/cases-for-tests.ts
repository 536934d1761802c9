/** Finished cases in a few words, for the tests of this room: no threads and no linking, only what was done and what came of it. */
import type { Candidate, Lot } from '../linking/threads.ts';
import type { Context } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import type { LearntOutcome } from './learnt-outcome.ts';

export interface CaseSketch {
  /** Types in the order in which they were done. */
  readonly done: readonly string[];
  readonly value: number;
  readonly context?: Context;
  /** Drawn by lot in a decision before everything else. */
  readonly lots?: readonly Lot[];
  /** Link probability of all that was done; 1 if left out. */
  readonly link?: number;
  readonly confidence?: number;
  /** Hours from the last act until it happened and was known; 1 if left out. */
  readonly after?: number;
}

const FIRST_CASE = Date.UTC(2026, 0, 5, 8);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** From one case to the next. */
export const BETWEEN_CASES = 6 * HOUR;

export const iso = (ms: number) => new Date(ms).toISOString();
export const startOf = (j: number) => FIRST_CASE + j * BETWEEN_CASES;

/** The j-th case: begun six hours after the one before, a minute from act to act. */
export function caseOf(
  { done, value, context = {}, lots = [], link = 1, confidence = 1, after = 1 }: CaseSketch,
  j: number,
) {
  const chosen = lots.filter((lot) => lot.chosen).map(({ type }) => type);
  const acts = [
    ...(lots.length > 0 ? [{ types: chosen, lots }] : []),
    ...done.map((type) => ({ types: [type], lots: [] })),
  ];
  const candidates = acts.map((act, k): Candidate => {
    const t = iso(startOf(j) + k * MINUTE);
    return {
      done: {
        id: `a${j}.${k}`,
        t,
        ...act,
        thread: `w/${j}`,
        app: null,
        space: null,
        state: context,
        features: null,
        entities: [],
        episode: null,
        sitting: 0,
      },
      link,
      by: 'thread',
    };
  });
  const t = iso(startOf(j) + Math.max(0, acts.length - 1) * MINUTE + after * HOUR);
  const outcome: LearntOutcome = {
    id: `o${j}`,
    type: 'o',
    t,
    happened: null,
    app: null,
    space: null,
    thread: `w/${j}`,
    value,
    confidence,
    candidates,
    state: context,
    foretold: [],
  };
  return outcome;
}

export function casesOf(sketches: readonly CaseSketch[]): LearntOutcome[] {
  return sketches.map(caseOf);
}

/** Cases of a planted world, the same for the same seed. @param yes draws a yes with a chance. */
export function playCases(
  n: number,
  seed: number,
  world: (yes: (chance: number) => boolean, j: number, random: () => number) => CaseSketch,
): LearntOutcome[] {
  const random = seededRandom(seed);
  return casesOf(Array.from({ length: n }, (_, j) => world((chance) => random() < chance, j, random)));
}

/** The moment right after the last outcome became known; ms. */
export function afterAll(outcomes: readonly LearntOutcome[]): number {
  return Math.max(...outcomes.map(({ t }) => Date.parse(t))) + 1;
}
