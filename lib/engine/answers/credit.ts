import { creditOf, type OutcomeCredit } from '../../credit/instance-credit.ts';
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
  const history = learnt && engine.credit.history(learnt.type);
  if (!learnt || !history) return null;
  return creditOf(learnt, { forecast: history.forecast, ...history.explained() }, k, seededRandom(seed));
}
