import { type Answer, type AnswerSources, type Ask, AskError, optionalText, textOf } from './ask.ts';

/** Effects of all action types on one outcome type, by |total|/se (replay contract, `effect`). */
export async function answerEffect(ask: Ask, { engine, now }: AnswerSources): Promise<Answer> {
  const outcomeType = textOf(ask, 'outcome_type');
  const measure = optionalText(ask, 'measure') ?? 'value';
  if (measure !== 'value' && measure !== 'delay') throw new AskError('“measure” must be “value” or “delay”');
  return { effects: engine.credit.history(outcomeType)?.effects(Date.parse(now), measure) ?? [] };
}
