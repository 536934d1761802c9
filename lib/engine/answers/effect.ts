import { delayEffectsOf, effectsOf } from '../../credit/effect-of-action.ts';
import { type Answer, type AnswerSources, type Ask, AskError, optionalText, textOf } from './ask.ts';

/** Effects of all action types on one outcome type, by |total|/se (replay contract, `effect`). */
export async function answerEffect(ask: Ask, { engine }: AnswerSources): Promise<Answer> {
  const outcomeType = textOf(ask, 'outcome_type');
  const measure = optionalText(ask, 'measure') ?? 'value';
  if (measure !== 'value' && measure !== 'delay') throw new AskError('“measure” must be “value” or “delay”');
  const model = engine.credit.model(outcomeType);
  if (!model) return { effects: [] };
  return { effects: measure === 'value' ? effectsOf(model) : delayEffectsOf(model) };
}
