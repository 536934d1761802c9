/** Records about a topic, best first: for a list that the user looks through before anything is deleted. */
import type { Vectors } from '../../models/vectors.ts';
import type { Recall } from '../../recall/recall.ts';
import { wordsOf } from '../../recall/words-of.ts';
import { withoutModelByWords } from '../views/offer-candidates.ts';

export interface TopicMatch {
  readonly id: string;
  /** `words`: it holds every word of the topic, by their stems. `meaning`: it says the like in other words. */
  readonly by: 'words' | 'meaning';
}

/**
 * Cosine from which a record surely is about the topic. Measured with the embedding model (context/relevance.ts): what has nothing to
 * do with each other stays below .27, what belongs together begins at .32.
 */
const COSINE_FROM = 0.4;

/**
 * Records that recall finds for a topic and that hold all its words, or mean it. What recall lifts because it stands near a hit, in a
 * thread or in time, is no match: that is no reason to delete it.
 */
export async function matchesOfTopic(
  topic: string,
  {
    recall,
    vectors,
  }: {
    readonly recall: Recall;
    /** Without them, words alone decide. */
    readonly vectors?: Pick<Vectors, 'embedNow' | 'get'> | undefined;
  },
): Promise<TopicMatch[]> {
  if (wordsOf(topic).length === 0) return [];
  const holding = recall.holding(topic);
  if (vectors) await withoutModelByWords(() => vectors.embedNow(topic));
  return recall
    .search({ query: topic, vector: vectors?.get(topic), k: recall.size })
    .flatMap(({ id, cosine }): TopicMatch[] => {
      if (holding.has(id)) return [{ id, by: 'words' }];
      return (cosine ?? 0) >= COSINE_FROM ? [{ id, by: 'meaning' }] : [];
    });
}
