import { type Answer, type AnswerSources, type Ask, AskError } from './answers/ask.ts';
import { answerContext } from './answers/context.ts';
import { answerCredit } from './answers/credit.ts';
import { answerEffect } from './answers/effect.ts';
import { answerPredict } from './answers/predict.ts';
import { answerRecall } from './answers/recall.ts';

type Answerer = (ask: Ask, sources: AnswerSources) => Promise<Answer>;

const ANSWERERS: Readonly<Record<string, Answerer>> = {
  effect: answerEffect,
  credit: answerCredit,
  predict: answerPredict,
  recall: answerRecall,
  context: answerContext,
};

/** Asks of the replay contract whose rooms are not built yet. */
const LATER: ReadonlySet<string> = new Set(['beliefs', 'lessons', 'choose']);

/** Answers one ask; a bad ask gets `{id, error}`, never an exception. Numbers in answers are finite. */
export async function answer(ask: Ask, sources: AnswerSources): Promise<Answer> {
  const id = ask.id ?? null;
  const kind = typeof ask.ask === 'string' ? ask.ask : '';
  if (LATER.has(kind)) return { id, error: 'not built yet' };
  const answerer = Object.hasOwn(ANSWERERS, kind) ? ANSWERERS[kind] : undefined;
  if (!answerer) return { id, error: `unknown ask “${kind.slice(0, 40)}”` };
  try {
    return { id, ...(await answerer(ask, sources)) };
  } catch (error) {
    if (error instanceof AskError) return { id, error: error.message };
    throw error;
  }
}

/** Whether an ask may need the meaning of texts: only then are they embedded. */
export function needsVectors(ask: Ask): boolean {
  return ask.ask === 'recall' || ask.ask === 'context';
}
