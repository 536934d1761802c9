import { chooseLines } from '../../context/choose-lines.ts';
import { gatherCandidates, textsOfCandidates, withoutModelByWords } from '../views/offer-candidates.ts';
import { type Answer, type AnswerSources, type Ask, countOf, optionalText, textOf } from './ask.ts';

const DEFAULT_BUDGET = 400;

/**
 * The lines worth putting in front of a prompt (replay contract, `context`): at most `budget` tokens, often none. The same
 * choice as at the composer. `question` is null until there is something worth asking back.
 */
export async function answerContext(ask: Ask, sources: AnswerSources): Promise<Answer> {
  const prompt = textOf(ask, 'prompt');
  const space = optionalText(ask, 'space') ?? null;
  const budget = countOf(ask, 'budget', DEFAULT_BUDGET);
  optionalText(ask, 'app');
  const { engine, vectors, now } = sources;
  await withoutModelByWords(async () => {
    await vectors.embedNow(prompt);
    await vectors.ensure(textsOfCandidates(engine, now), undefined, 'now');
  });
  const { lines, text, tokens } = chooseLines({
    prompt,
    vectorOf: (of) => vectors.get(of),
    candidates: await gatherCandidates(prompt, space, now, sources),
    space,
    budget,
  });
  return {
    text,
    tokens,
    items: lines.map(({ candidate, utility }) => ({ id: candidate.id, kind: candidate.kind, utility })),
    question: null,
    abstained: lines.length === 0,
  };
}
