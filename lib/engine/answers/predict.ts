import { doneIn } from '../../credit/features-of-case.ts';
import { stateBefore } from '../../credit/learnt-outcome.ts';
import type { Candidate } from '../../linking/threads.ts';
import type { Context } from '../../records/record.ts';
import { type Answer, type AnswerSources, type Ask, AskError, optionalText, textOf } from './ask.ts';

/** Nothing is known of an outcome type that never came. */
const NOTHING_KNOWN = { p: 0.5, mean: 0, lo: -1, hi: 1, scores: null };

/**
 * The forecast of an outcome before it is known (replay contract, `predict`): for a thread as it stands, or for a case that is
 * only thought of. `scores` says how good such forecasts have been.
 */
export async function answerPredict(ask: Ask, { engine, now }: AnswerSources): Promise<Answer> {
  const outcomeType = textOf(ask, 'outcome_type');
  const thread = optionalText(ask, 'thread');
  const space = optionalText(ask, 'space');
  const actions = textsOf(ask, 'actions');
  const entities = textsOf(ask, 'entities');
  const context = contextOf(ask);
  const history = engine.credit.history(outcomeType);
  if (!history) return NOTHING_KNOWN;

  const candidates: readonly Candidate[] =
    thread === undefined && entities.length === 0
      ? []
      : engine.threads.candidatesOf({
          kind: 'outcome',
          id: AFTER_ALL,
          t: now,
          type: outcomeType,
          ...(thread !== undefined && { thread }),
          ...(space !== undefined && { space }),
          ...(entities.length > 0 && { entities }),
        });
  const done = new Map(doneIn(candidates));
  for (const type of actions) {
    const there = done.get(type);
    done.set(type, { x: 1, times: (there?.times ?? 0) + 1, first: there?.first ?? candidates.length });
  }
  const at = Date.parse(now);
  const [first, last] = [candidates[0]?.done, candidates.at(-1)?.done];
  const forecast = history.forecast.predict({
    done,
    context: { ...stateBefore({ candidates, state: {} }), ...context },
    start: first ? Date.parse(first.t) : at,
    waited: last && actions.length === 0 ? at - Date.parse(last.t) : 0,
  });
  return { ...forecast, scores: history.forecast.scores };
}

/** Sorts after every id that a record of the same moment may have. */
const AFTER_ALL = '\uFFFF';

function textsOf(ask: Ask, field: string): readonly string[] {
  const value = ask[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((each): each is string => typeof each === 'string')) {
    throw new AskError(`“${field}” must be a list of texts`);
  }
  return value;
}

function contextOf(ask: Ask): Context {
  const value = ask.context;
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new AskError('“context” must be an object');
  for (const each of Object.values(value)) {
    if (typeof each !== 'string' && typeof each !== 'number') {
      throw new AskError('“context” may hold numbers and texts only');
    }
  }
  return value as Context;
}
