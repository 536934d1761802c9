/** How well the action that mattered most for one outcome is found. */
import type { AttributedCase, Attribution } from '../../lib/credit/baselines/attribution.ts';
import type { SaidCredit } from './ask-the-product.ts';

/** An outcome none of whose actions changed its expectation by more has no action that mattered. */
const MATTERED = 0.1;
/** Contributions this near count as equal: repeated actions share theirs. */
const EQUAL = 1e-6;

/** Ids of the actions that mattered most; empty where none did. */
export function mostDecisive(contribution: ReadonlyMap<string, number>): ReadonlySet<string> {
  const largest = Math.max(0, ...[...contribution.values()].map(Math.abs));
  if (largest <= MATTERED) return new Set();
  return new Set([...contribution].filter(([, c]) => Math.abs(c) >= largest - EQUAL).map(([action]) => action));
}

/** Whether the first credit is of an action that mattered most, and whether one of the first three is; null if none did. */
export function foundMostDecisive(
  credits: readonly SaidCredit[],
  contribution: ReadonlyMap<string, number>,
): { readonly first: boolean; readonly three: boolean } | null {
  const decisive = mostDecisive(contribution);
  if (decisive.size === 0) return null;
  return {
    first: credits.length > 0 && decisive.has(credits[0]!.action),
    three: credits.slice(0, 3).some(({ action }) => decisive.has(action)),
  };
}

/**
 * Share of the outcomes whose most decisive action a baseline names first: by its credits, or by its scores of types
 * (summed where an outcome's value of 0 leaves nothing to share out). Both are given; the better one is the baseline's figure.
 */
export function topOfBaseline(
  { byType, byOutcome }: Attribution,
  cases: readonly AttributedCase[],
  contribution: ReadonlyMap<string, ReadonlyMap<string, number>>,
): number {
  let [asked, byCredit, byScore] = [0, 0, 0];
  for (const { outcome, steps } of cases) {
    const decisive = mostDecisive(contribution.get(outcome) ?? new Map());
    if (decisive.size === 0) continue;
    asked++;
    const credits = byOutcome.get(outcome)!;
    const first = (of: (i: number) => number) => {
      let best = -1;
      for (let i = 0; i < steps.length; i++) if (best < 0 || Math.abs(of(i)) > Math.abs(of(best))) best = i;
      return best < 0 ? undefined : steps[best]!.action;
    };
    byCredit += Number(decisive.has(first((i) => credits[i]!) ?? ''));
    byScore += Number(decisive.has(first((i) => byType.get(steps[i]!.type)!) ?? ''));
  }
  return Math.max(byCredit, byScore) / asked;
}
