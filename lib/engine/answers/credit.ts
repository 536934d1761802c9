import type { OutcomeCredit } from '../../credit/instance-credit.ts';
import { creditOf } from '../../credit/instance-credit.ts';
import type { Candidate } from '../../linking/threads.ts';
import { seededRandom } from '../../records/seeded-random.ts';
import type { Engine } from '../engine.ts';
import { type Answer, type AnswerSources, type Ask, AskError, countOf, textOf } from './ask.ts';

/** Credit of the actions behind one outcome (replay contract, `credit`). */
export async function answerCredit(ask: Ask, { engine, seed }: AnswerSources): Promise<Answer> {
  const id = textOf(ask, 'outcome');
  const k = countOf(ask, 'k', 10);
  const credit = creditOfOutcome(engine, id, k, seed);
  if (!credit) throw new AskError(`no outcome “${id}” is known at that moment`);
  return { ...credit };
}

/** The same, for those who have the engine; null for an outcome that is not known. */
export function creditOfOutcome(engine: Engine, id: string, k: number, seed: number): OutcomeCredit | null {
  const learnt = engine.credit.outcome(id);
  const model = learnt && engine.credit.model(learnt.type);
  if (!learnt || !model) return null;
  const candidates = learnt.candidates.flatMap(([action, link, by]): Candidate[] => {
    const done = engine.threads.done(action);
    return done ? [{ done, link, by }] : [];
  });
  return creditOf(learnt.row, candidates, model, k, seededRandom(seed));
}
