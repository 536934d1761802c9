import { wordsForOutcome } from '../../lessons/words-for-types.ts';
import type { LogRecord } from '../../records/record.ts';
import type { DeletePreviewView } from '../api.ts';
import type { Engine } from '../engine.ts';
import { lessonsOf } from './you.ts';

/** A card with the records behind each piece of its evidence: a case rests on its action as much as on its outcome. */
interface Resting {
  readonly id: string;
  readonly text: string;
  readonly evidence: readonly (readonly string[])[];
}

/**
 * What a deletion takes with it: how many events, where, from when to when, and which cards, effects and forecasts lose how much of what
 * they rest on.
 * @param along how many of them were not asked for.
 * @param before what was deleted before, and is in the engine's state still: nothing rests on it any more.
 */
export function deletePreview(
  engine: Engine,
  records: readonly LogRecord[],
  now: string,
  along = 0,
  before: ReadonlySet<string> = new Set(),
): DeletePreviewView {
  const gone = new Set(records.map(({ id }) => id));
  const weakened = [...restingBeliefs(engine, now), ...restingLessons(engine)].flatMap(({ id, text, evidence }) => {
    const there = evidence.filter((ids) => !ids.some((each) => before.has(each)));
    const left = there.filter((ids) => !ids.some((each) => gone.has(each))).length;
    return left === there.length ? [] : [{ id, text, before: there.length, after: left }];
  });
  return {
    events: records.length,
    along,
    first: records[0]?.t ?? null,
    last: records.at(-1)?.t ?? null,
    apps: eventsByApp(records),
    weakened,
    effects: gone.size === 0 ? [] : effectsOnFewerCases(engine, gone, before),
  };
}

function eventsByApp(records: readonly LogRecord[]): DeletePreviewView['apps'] {
  const counts = new Map<string, number>();
  for (const { app } of records) if (app !== undefined) counts.set(app, (counts.get(app) ?? 0) + 1);
  return [...counts]
    .map(([app, events]) => ({ app, events }))
    .sort((a, b) => b.events - a.events || (a.app < b.app ? -1 : 1));
}

/** A case is left where neither its outcome nor any candidate of it goes. */
function effectsOnFewerCases(
  engine: Engine,
  gone: ReadonlySet<string>,
  goneBefore: ReadonlySet<string>,
): DeletePreviewView['effects'] {
  const types = new Map<string, { before: number; after: number }>();
  for (const { id, type, candidates } of engine.credit.outcomes()) {
    const isWithout = (ids: ReadonlySet<string>) => !ids.has(id) && !candidates.some(({ done }) => ids.has(done.id));
    if (!isWithout(goneBefore)) continue;
    const cases = types.get(type) ?? { before: 0, after: 0 };
    types.set(type, cases);
    cases.before++;
    if (isWithout(gone)) cases.after++;
  }
  return [...types]
    .flatMap(([outcomeType, cases]) =>
      cases.after < cases.before ? [{ outcomeType, text: wordsForOutcome(outcomeType), ...cases }] : [],
    )
    .sort((a, b) => (a.outcomeType < b.outcomeType ? -1 : 1));
}

function restingBeliefs(engine: Engine, now: string): Resting[] {
  return engine.userModel.beliefs(engine.verdicts, now).map(({ key, text, for: said, against }) => ({
    id: key,
    text,
    evidence: [...said, ...against].map(({ id }) => [id]),
  }));
}

function restingLessons(engine: Engine): Resting[] {
  return lessonsOf(engine)
    .filter(({ ref, space }) => !engine.verdicts.on(ref, space).deleted)
    .map(({ id, text, cases, exceptions }) => ({
      id,
      text,
      evidence: [...cases, ...exceptions].map(({ outcome, action }) => [outcome, action]),
    }));
}
