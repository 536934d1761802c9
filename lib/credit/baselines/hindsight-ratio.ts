import type { Attribute } from './attribution.ts';
import { sharedByType, valuesByType } from './values-by-type.ts';

/** More different values than this are put into classes of equal size. */
const MOST_CLASSES = 10;
/** Imaginary cases, of the overall rate, added to each count. */
const SHRINKAGE = 2;

/**
 * Hindsight credit (Harutyunyan et al. 2019, return-conditional): how much likelier an action is given the outcome than
 * before. With h(a | z) the share of cases of outcome class z in which a was done, and π(a) the share of all, a step is
 * credited (1 − π/h)·z, and a type Σ_z P(z)·(h(a | z)/π(a) − 1)·z̄: what its being done says of the outcome, times √n.
 */
export const hindsightRatio: Attribute = (cases) => {
  const classOf = classesOf(cases.map(({ value }) => value));
  const { of: policy, all } = valuesByType(cases);
  const classes = Map.groupBy(cases, ({ value }) => classOf(value));
  const hindsight = new Map([...classes].map(([key, members]) => [key, valuesByType(members)]));
  const before = (type: string) => policy.get(type)!.n / all.n;
  const after = (type: string, key: number) => {
    const { of, all: members } = hindsight.get(key)!;
    return ((of.get(type)?.n ?? 0) + SHRINKAGE * before(type)) / (members.n + SHRINKAGE);
  };
  const byType = new Map<string, number>();
  for (const [type, { n }] of policy) {
    let score = 0;
    for (const [key, { all: members }] of hindsight) {
      score += (members.sum / all.n) * (after(type, key) / before(type) - 1);
    }
    byType.set(type, score * Math.sqrt(n));
  }
  return {
    byType,
    byOutcome: new Map(
      cases.map((each) => [
        each.outcome,
        sharedByType(each, (type) => (1 - before(type) / after(type, classOf(each.value))) * each.value),
      ]),
    ),
  };
};

function classesOf(values: readonly number[]): (value: number) => number {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  if (distinct.length <= MOST_CLASSES) return (value) => distinct.indexOf(value);
  const sorted = [...values].sort((a, b) => a - b);
  const bounds = Array.from(
    { length: MOST_CLASSES - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / MOST_CLASSES)]!,
  );
  return (value) => bounds.filter((bound) => value >= bound).length;
}
