import { withoutModelByWords } from '../views/offer-candidates.ts';
import { type Answer, type AnswerSources, type Ask, countOf, optionalInstant, optionalText, textOf } from './ask.ts';

const DEFAULT_K = 50;

/** Events for a question, best first (replay contract, `recall`). `before` filters events, `at` limits knowledge. */
export async function answerRecall(ask: Ask, sources: AnswerSources): Promise<Answer> {
  const query = textOf(ask, 'query');
  const k = countOf(ask, 'k', DEFAULT_K);
  const before = optionalInstant(ask, 'before');
  const space = optionalText(ask, 'space');
  await withoutModelByWords(() => sources.vectors.embedNow(query));
  const hits = sources.recall.search({
    query,
    vector: sources.vectors.get(query),
    k,
    before,
    at: sources.at ?? undefined,
    space,
    now: sources.now,
  });
  return { events: hits.map(({ id, score }) => ({ id, score })) };
}
