import type { OutcomeRecord } from '../records/record.ts';
import type { TabTrails } from './tab-trail.ts';

export interface GivenUpTellers {
  /** Whether a site is recorded now. */
  readonly isRecorded: (site: string) => Promise<boolean>;
  /** Rejects where they could not be stored. */
  readonly store: (records: readonly OutcomeRecord[]) => Promise<unknown>;
}

/**
 * Tells what was left unsent and is not taken up any more. What could not be stored is told again the next time; its id makes it one.
 * Of a site that was switched off or paused since it was left, nothing is told, now or later.
 * @param tab that was closed.
 */
export async function tellGivenUp(
  trails: Pick<TabTrails, 'givenUp' | 'settled'>,
  { isRecorded, store }: GivenUpTellers,
  tab?: number,
): Promise<void> {
  const givenUp = await trails.givenUp(tab);
  if (givenUp.length === 0) return;
  const told: OutcomeRecord[] = [];
  for (const record of givenUp) if (record.app !== undefined && (await isRecorded(record.app))) told.push(record);
  if (told.length > 0) await store(told);
  await trails.settled(givenUp);
}
