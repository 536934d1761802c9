/**
 * A log reduced to a budget of bytes: log in, log out.
 *
 * Reducing replaces a record by its reduced form, of the same id at the same place; from then on the log holds that, and there is no
 * other. Everything derived is derived from the log as it is, so rebuilt and incremental state agree before and after, each with the
 * log of its time; `docs/architecture.md` says what may differ between the two.
 */
import { bytesOfReduced, countBytesOfReduced, type WithVectors } from '../keeping/bytes-of-log.ts';
import { type Chosen, choosingWhatToKeep } from '../keeping/choose-what-to-keep.ts';
import { budgetOf, reductionDue } from '../keeping/reduction-due.ts';
import { findValuesOfKeeping } from '../keeping/value-of-keeping.ts';
import { atOnce } from '../records/at-once.ts';
import type { LogRecord } from '../records/record.ts';
import { Engine } from './engine.ts';

/**
 * Reduces a log to at most so many bytes, as `bytesOfReduced` counts them; one that takes no more comes back as it is. Where
 * even skeletons are more, `over` says by how much: nothing is deleted.
 * @param records the whole log in its order.
 */
export function reduceLog(records: readonly LogRecord[], budget: number, counted: WithVectors): Chosen {
  const learn = () => {
    const engine = new Engine();
    for (const record of records) engine.apply(record);
    return engine;
  };
  return atOnce(reducingLog(records, budget, counted, learn));
}

/**
 * The same in stretches of a few milliseconds.
 * @param learn gives the engine that has learnt these records and no others; asked only if something must go.
 */
export function* reducingLog(
  records: readonly LogRecord[],
  budget: number,
  counted: WithVectors,
  learn: () => Pick<Engine, 'credit' | 'awaited'>,
): Generator<void, Chosen> {
  const bytes = yield* countBytesOfReduced(records, counted);
  if (bytes <= budget) return { records, bytes, price: 0, over: 0 };
  const { credit, awaited } = learn();
  const values = yield* findValuesOfKeeping({ records, credit, awaited });
  return yield* choosingWhatToKeep(records, values, budget, counted);
}

/** The same by the user's setting, if the log is at a position where that is looked at; null: nothing is due. */
export function reduceLogIfDue(records: readonly LogRecord[], counted: WithVectors): Chosen | null {
  const target = reductionDue(records.length, budgetOf(records), () => bytesOfReduced(records, counted));
  return target === null ? null : reduceLog(records, target, counted);
}
