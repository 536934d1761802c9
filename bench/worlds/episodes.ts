/**
 * Worlds made of episodes: fixed steps in a row, of which one or two decide what comes at the end.
 *
 * Their truth is short enough to be written down by hand; this file only puts it beside the ids the records got.
 */
import type { Context } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';
import { type LayoutOptions, layOutInTime, type PlantedCase, type PlantedStep } from './lay-out-in-time.ts';
import type { PlantedLog, PlantedTruth, WorldOptions } from './planted-world.ts';

export interface Episode extends PlantedCase {
  /** Expected value, all actions known. */
  readonly expected: number;
  /** What the steps that matter contributed, later steps as they were. */
  readonly credit: readonly (readonly [PlantedStep, number])[];
  /** The same with what follows from them, where it differs. */
  readonly totalCredit?: readonly (readonly [PlantedStep, number])[];
  /** The steps without which the value would have been another. */
  readonly decidedBy: readonly PlantedStep[];
}

export interface EpisodeTruth {
  readonly total: ReadonlyMap<string, number>;
  readonly inContext?: PlantedTruth['inContext'];
}

/** Draws the episodes of a world, lays them out, and says what is true of them. */
export function episodeWorld(
  { seed, outcomes, name = 'episodes', startsAt, apart }: WorldOptions,
  outcomeType: string,
  draw: (random: () => number, j: number) => Episode,
  truthOf: (episodes: readonly Episode[]) => EpisodeTruth,
  layout: Partial<LayoutOptions> = {},
): PlantedLog {
  const random = seededRandom(seed * 7_919 + 13);
  const episodes = Array.from({ length: outcomes }, (_, j) => draw(random, j));
  const { records, outcomes: ids } = layOutInTime(episodes, random, {
    outcomeType,
    name,
    noise: 0.05,
    ...(startsAt !== undefined && { startsAt }),
    ...layout,
    ...(apart !== undefined && { apart }),
  });
  const contribution = new Map<string, ReadonlyMap<string, number>>();
  const totalContribution = new Map<string, ReadonlyMap<string, number>>();
  const decidedBy = new Map<string, readonly string[]>();
  const expected = new Map<string, number>();
  const byId = (credit: Episode['credit']) => new Map(credit.map(([step, share]) => [step.id!, share]));
  for (const [j, episode] of episodes.entries()) {
    const id = ids[j];
    if (id == null) continue;
    contribution.set(id, byId(episode.credit));
    totalContribution.set(id, byId(episode.totalCredit ?? episode.credit));
    decidedBy.set(
      id,
      episode.decidedBy.map((step) => step.id!),
    );
    expected.set(id, episode.expected);
  }
  return {
    records,
    truth: { outcomeType, ...truthOf(episodes), contribution, totalContribution, decidedBy, expected },
  };
}

/** Effects of one decision in the two values of what was seen when it was made, and on average over the episodes. */
export function byContext(
  action: string,
  seen: string,
  effects: readonly (readonly [value: number, effect: number])[],
): NonNullable<PlantedTruth['inContext']> {
  return effects.map(([value, total]) => ({ action, context: { [seen]: value } satisfies Context, total }));
}

/** `step-07` of a hundred: names that sort as they follow each other. */
export function numbered(prefix: string, i: number): string {
  return `${prefix}-${String(i).padStart(2, '0')}`;
}
