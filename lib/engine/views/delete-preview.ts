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
 * @param records what goes, in log order.
 * @param along how many of them were not asked for.
 */
export function deletePreview(
  engine: Engine,
  records: readonly LogRecord[],
  now: string,
  along = 0,
): DeletePreviewView {
  const gone = new Set(records.map(({ id }) => id));
  const weakened = [...restingBeliefs(engine, now), ...restingLessons(engine)].flatMap(({ id, text, evidence }) => {
    const left = evidence.filter((ids) => !ids.some((each) => gone.has(each))).length;
    return left === evidence.length ? [] : [{ id, text, before: evidence.length, after: left }];
  });
  return {
    events: records.length,
    along,
    first: records[0]?.t ?? null,
    last: records.at(-1)?.t ?? null,
    apps: eventsByApp(records),
    weakened,
    effects: gone.size === 0 ? [] : effectsOnFewerCases(engine, gone),
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
function effectsOnFewerCases(engine: Engine, gone: ReadonlySet<string>): DeletePreviewView['effects'] {
  const types = new Map<string, { before: number; after: number }>();
  for (const { id, type, candidates } of engine.credit.outcomes()) {
    const cases = types.get(type) ?? { before: 0, after: 0 };
    types.set(type, cases);
    cases.before++;
    if (!gone.has(id) && !candidates.some(({ done }) => gone.has(done.id))) cases.after++;
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
