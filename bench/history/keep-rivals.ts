/** Other ways to keep a log within a budget of bytes: those anybody would try first. */
import { bytesOfLog, bytesOfReduced, type WithVectors } from '../../lib/keeping/bytes-of-log.ts';
import { reduceRecord } from '../../lib/keeping/reduce-record.ts';
import type { LogRecord } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';

export type Rival = (records: readonly LogRecord[], budget: number, counted: WithVectors) => readonly LogRecord[];

/** By name. Those of whole records keep them as they lie today; those of texts keep our skeleton of everything. */
export const KEEP_RIVALS = {
  /** The oldest records are deleted. */
  oldest_first: (records, budget, counted) => {
    const newest = records.toReversed();
    return mostThatFit(
      records,
      (n) => newest.slice(0, n),
      budget,
      (kept) => bytesOfLog(kept, counted),
    );
  },
  /** Any records are deleted. */
  random: (records, budget, counted) => {
    const shuffled = shuffle(records);
    return mostThatFit(
      records,
      (n) => shuffled.slice(0, n),
      budget,
      (kept) => bytesOfLog(kept, counted),
    );
  },
  /** The oldest texts are deleted. */
  oldest_texts: (records, budget, counted) => keepTexts(records, records.toReversed(), budget, counted),
  /** Any texts are deleted. */
  random_texts: (records, budget, counted) => keepTexts(records, shuffle(records), budget, counted),
} as const satisfies Record<string, Rival>;

function keepTexts(
  records: readonly LogRecord[],
  order: readonly LogRecord[],
  budget: number,
  counted: WithVectors,
): readonly LogRecord[] {
  const skeletons = new Map(records.map((record) => [record.id, reduceRecord(record, 'skeleton')]));
  const rank = new Map(order.map(({ id }, i) => [id, i]));
  const keeping = (n: number) =>
    records.map((record) => (rank.get(record.id)! < n ? record : skeletons.get(record.id)!));
  return mostThatFit(records, keeping, budget, (kept) => bytesOfReduced(kept, counted));
}

/** What is kept of the first n in some order, in log order, for the largest n that fits. */
function mostThatFit(
  records: readonly LogRecord[],
  keeping: (n: number) => readonly LogRecord[],
  budget: number,
  bytesOf: (kept: readonly LogRecord[]) => number,
): readonly LogRecord[] {
  const place = new Map(records.map(({ id }, i) => [id, i]));
  const inOrder = (n: number) => keeping(n).toSorted((a, b) => place.get(a.id)! - place.get(b.id)!);
  let [fits, fails] = [0, records.length + 1];
  // To a thousandth of the log: what is left over does not decide anything.
  while (fails - fits > Math.max(1, records.length / 1_000)) {
    const middle = Math.floor((fits + fails) / 2);
    if (bytesOf(inOrder(middle)) <= budget) fits = middle;
    else fails = middle;
  }
  return inOrder(fits);
}

function shuffle(records: readonly LogRecord[]): LogRecord[] {
  const random = seededRandom(records.length);
  const shuffled = [...records];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
  }
  return shuffled;
}
