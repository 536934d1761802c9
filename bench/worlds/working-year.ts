/**
 * A working year: most of the other worlds at once, in one log of a hundred thousand events.
 *
 * Each world has outcome types, kinds and threads of its own, and its cases lie all over the year, so that whatever a method learns
 * of one world it must learn amid all the others. The rest of the events has no bearing on anything.
 */
import { compareInLogOrder } from '../../lib/records/order.ts';
import type { LogRecord } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';
import { CENSORING } from './censoring.ts';
import { CHAIN } from './chain.ts';
import { DISCOUNTING_CHAIN } from './discounting-chain.ts';
import { HINDSIGHT_TASKS } from './hindsight-tasks.ts';
import { KEYS_TO_DOORS } from './key-to-door.ts';
import { FIRST_MOMENT, unrelated } from './lay-out-in-time.ts';
import { LOTS } from './lots.ts';
import { MEMORIES } from './memory-length.ts';
import type { PlantedLog, PlantedWorld, WorldOptions } from './planted-world.ts';
import { POCKET_WATCH } from './pocket-watch.ts';
import { RATINGS } from './ratings.ts';
import { SUPERSTITION } from './superstition.ts';
import { UMBRELLAS } from './umbrella.ts';
import { WORKING_LOGS } from './working-log.ts';

const YEAR_IN_MINUTES = 365 * 1_440;
/** The last tenth of the year is for what comes of it. */
const SHARE_WITH_STARTS = 0.9;
const EVENTS_PER_OUTCOME = 100_000 / 3_000;

/** How large a share of the outcomes each world has. */
const SHARES: Readonly<Record<string, number>> = {
  a: 10,
  b: 10,
  'hidden-confounder': 6,
  'known-late': 6,
  'links-20-5': 6,
  drift: 7,
  repeats: 5,
  'strong-interactions': 5,
  chain: 8,
  superstition: 8,
  offers: 7,
  experiments: 6,
  censoring: 5,
  ratings: 6,
  'key-to-door-23': 3,
  'key-to-door-103': 2,
  'rare-key': 6,
  'umbrella-length-20': 3,
  'memory-len-10': 3,
  'discounting-chain': 3,
  shortcut: 4,
  'delayed-effect': 3,
  'pocket-watch': 4,
};

function workingYear({ seed, outcomes, name = 'year', startsAt = FIRST_MOMENT }: WorldOptions): PlantedLog {
  const worlds = [
    ...[WORKING_LOGS, [CHAIN, SUPERSTITION], LOTS, [CENSORING, RATINGS], KEYS_TO_DOORS, UMBRELLAS, MEMORIES].flat(),
    ...[[DISCOUNTING_CHAIN], HINDSIGHT_TASKS, [POCKET_WATCH]].flat(),
  ].filter((world) => SHARES[world.name] !== undefined);
  const sum = Object.values(SHARES).reduce((all, share) => all + share, 0);
  const counts = worlds.map(({ name: of }) => Math.max(1, Math.round((outcomes * SHARES[of]!) / sum)));
  // What rounding leaves over or takes too much is the first one's.
  counts[0] = Math.max(1, counts[0]! + outcomes - counts.reduce((all, n) => all + n, 0));
  const logs = worlds.map((world, i) => {
    const n = counts[i]!;
    const apart = (YEAR_IN_MINUTES * SHARE_WITH_STARTS) / n;
    return world.generate({ seed: seed * 101 + i, outcomes: n, name: `${name}-${world.name}`, startsAt, apart });
  });
  const records: LogRecord[] = logs.flatMap((log) => log.records);
  const random = seededRandom(seed * 15_013 + 3);
  for (let n = 0; records.length < outcomes * EVENTS_PER_OUTCOME; n++) {
    records.push(unrelated(random, name, startsAt + random() * YEAR_IN_MINUTES * 60_000, n));
  }
  const truths = logs.map(({ truth }) => truth);
  return { records: records.sort(compareInLogOrder), truth: truths[0]!, truths };
}

export const WORKING_YEAR: PlantedWorld = {
  name: 'working-year',
  about:
    'Most of the other worlds at once over a year, about 33 events an outcome: 3,000 outcomes make 100,000 events. What holds alone must hold amid all the rest.',
  generate: workingYear,
};
