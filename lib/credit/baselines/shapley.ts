import { seededRandom } from '../../records/seeded-random.ts';
import type { Attribute } from './attribution.ts';
import { sharedByType } from './values-by-type.ts';

/** Up to this many types in a case, all orders are taken; beyond, a sample. */
const ALL_ORDERS_UP_TO = 4;
const SAMPLED_ORDERS = 24;
/** Imaginary cases of the coalition without the newcomer, added to the mean of each coalition: most are hardly ever seen. */
const SHRINKAGE = 8;
const SEED = 20_260_105;

/**
 * Shapley attribution: in each case the players are its action types, and a coalition is worth the mean value of all cases
 * in which at least its members were done. A type is credited the mean, over orders of joining, of what its joining changes.
 * Credits of one outcome sum to what its whole coalition is worth beyond the mean of all cases. A type's score is the
 * mean of its credits times √n.
 */
export const shapley: Attribute = (cases) => {
  // Sorted, and one stream of chance a coalition: neither the order of cases nor that of steps changes anything.
  const types = [...new Set(cases.flatMap(({ steps }) => steps.map(({ type }) => type)))].sort();
  const words = Math.ceil(cases.length / 32);
  const casesWith = new Map(types.map((type) => [type, new Uint32Array(words)]));
  const ranked = [...cases].sort((a, b) => a.value - b.value);
  for (const [j, { steps }] of ranked.entries()) {
    for (const { type } of steps) casesWith.get(type)![j >> 5]! |= 1 << (j & 31);
  }
  const values = Float64Array.from(ranked, ({ value }) => value);
  const mean = cases.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
  const known = new Map<string, ReadonlyMap<string, number>>();
  const creditsOf = (coalition: readonly string[]): ReadonlyMap<string, number> => {
    const key = JSON.stringify(coalition);
    const before = known.get(key);
    if (before) return before;
    const random = seededRandom(hash(key) ^ SEED);
    const orders =
      coalition.length <= ALL_ORDERS_UP_TO
        ? permutations(coalition)
        : Array.from({ length: SAMPLED_ORDERS }, () => shuffled(coalition, random));
    const credits = new Map(coalition.map((type) => [type, 0]));
    for (const order of orders) {
      const together = new Uint32Array(words).fill(0xffffffff);
      let worth = mean;
      for (const type of order) {
        const joined = casesWith.get(type)!;
        for (let w = 0; w < words; w++) together[w]! &= joined[w]!;
        const next = meanOf(together, values, worth);
        credits.set(type, credits.get(type)! + (next - worth) / orders.length);
        worth = next;
      }
    }
    known.set(key, credits);
    return credits;
  };
  const sums = new Map<string, { n: number; sum: number }>();
  const byOutcome = new Map<string, readonly number[]>();
  for (const each of cases) {
    const credits = creditsOf([...new Set(each.steps.map(({ type }) => type))].sort());
    byOutcome.set(
      each.outcome,
      sharedByType(each, (type) => credits.get(type)!),
    );
    for (const [type, credit] of credits) {
      const of = sums.get(type) ?? { n: 0, sum: 0 };
      sums.set(type, { n: of.n + 1, sum: of.sum + credit });
    }
  }
  return { byType: new Map([...sums].map(([type, { n, sum }]) => [type, sum / Math.sqrt(n)])), byOutcome };
};

function meanOf(together: Uint32Array, values: Float64Array, otherwise: number): number {
  let n = SHRINKAGE;
  let sum = SHRINKAGE * otherwise;
  for (let w = 0; w < together.length; w++) {
    for (let bits = together[w]!; bits !== 0; bits &= bits - 1) {
      n++;
      sum += values[w * 32 + (31 - Math.clz32(bits & -bits))]!;
    }
  }
  return sum / n;
}

function permutations<T>(of: readonly T[]): T[][] {
  if (of.length === 0) return [[]];
  return of.flatMap((first, i) =>
    permutations([...of.slice(0, i), ...of.slice(i + 1)]).map((rest) => [first, ...rest]),
  );
}

function shuffled<T>(of: readonly T[], random: () => number): T[] {
  const list = [...of];
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
