/** Records about a topic, best first: for a list that the user looks through before anything is deleted. */
import type { Vectors } from '../../models/vectors.ts';
import { documentOf } from '../../recall/document-of.ts';
import type { Recall } from '../../recall/recall.ts';
import { wordsOf } from '../../recall/words-of.ts';
import type { LogRecord } from '../../records/record.ts';
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
    get,
  }: {
    readonly recall: Recall;
    readonly get: (ids: readonly string[]) => Promise<ReadonlyMap<string, LogRecord>>;
    /** Without them, words alone decide. */
    readonly vectors?: Pick<Vectors, 'embedNow' | 'get'> | undefined;
  },
): Promise<TopicMatch[]> {
  const asked = new Set(wordsOf(topic));
  if (asked.size === 0) return [];
  if (vectors) await withoutModelByWords(() => vectors.embedNow(topic));
  const hits = recall
    .search({ query: topic, vector: vectors?.get(topic), k: recall.size })
    .filter(({ words, cosine }) => words > 0 || (cosine ?? 0) >= COSINE_FROM);
  const records = await get(hits.map(({ id }) => id));
  return hits.flatMap(({ id, cosine }): TopicMatch[] => {
    const record = records.get(id);
    // Deleted since the index was asked.
    if (!record) return [];
    const held = new Set(wordsOf(documentOf(record)?.words ?? ''));
    if ([...asked].every((word) => held.has(word))) return [{ id, by: 'words' }];
    return (cosine ?? 0) >= COSINE_FROM ? [{ id, by: 'meaning' }] : [];
  });
}
