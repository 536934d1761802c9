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

/** What a deletion takes with it: how many events, from when to when, and which cards lose how much of their evidence. */
export function deletePreview(engine: Engine, records: readonly LogRecord[], now: string): DeletePreviewView {
  const gone = new Set(records.map(({ id }) => id));
  const weakened = [...restingBeliefs(engine, now), ...restingLessons(engine)].flatMap(({ id, text, evidence }) => {
    const left = evidence.filter((ids) => !ids.some((each) => gone.has(each))).length;
    return left === evidence.length ? [] : [{ id, text, before: evidence.length, after: left }];
  });
  return { events: records.length, first: records[0]?.t ?? null, last: records.at(-1)?.t ?? null, weakened };
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
