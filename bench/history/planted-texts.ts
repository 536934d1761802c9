/**
 * Gives every record of a planted log a text, as what is captured has one, and questions that ask for single records by words of
 * theirs. Words mean nothing, and have no bearing on what causes what; those of a thread's topic come again in it.
 */
import type { LogRecord } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';

const VOCABULARY = 8_000;
/** Share of the words that are about the thread, of a topic of so many words. */
const ON_TOPIC = 0.2;
const WORDS_OF_A_TOPIC = 4;
const MEAN_WORDS = 34;
const FEWEST_WORDS = 8;
const WORDS_ASKED = 4;
/** No English ending ends in them, so that no two words have one stem. */
const SYLLABLES = [...'bdfgklmnprtvz'].flatMap((consonant) => [`${consonant}o`, `${consonant}u`, `${consonant}a`]);

export interface PlantedQuestion {
  readonly query: string;
  /** The one record it asks for. */
  readonly gold: string;
}

/** The log with texts: about as long as those of LifeBench's phones, word frequencies as of Zipf. */
export function withTexts(records: readonly LogRecord[], seed: number): LogRecord[] {
  const random = seededRandom(seed * 7_919 + 11);
  const topics = new Map<string, readonly string[]>();
  const topicOf = (thread: string) => {
    let topic = topics.get(thread);
    if (!topic) {
      topic = Array.from({ length: WORDS_OF_A_TOPIC }, () => wordOf(Math.floor(random() * VOCABULARY)));
      topics.set(thread, topic);
    }
    return topic;
  };
  return records.map((record): LogRecord => {
    if (record.kind === 'decision') return record;
    const topic = record.thread === undefined ? [] : topicOf(record.thread);
    const length = FEWEST_WORDS + Math.floor(-Math.log(1 - random()) * (MEAN_WORDS - FEWEST_WORDS));
    const words = Array.from({ length }, () =>
      topic.length > 0 && random() < ON_TOPIC
        ? topic[Math.floor(random() * topic.length)]!
        : wordOf(Math.floor(VOCABULARY ** random()) - 1),
    );
    return { ...record, text: `${words.join(' ')}.` };
  });
}

/** Questions of four words out of one text, any of its words alike, on records of all ages. */
export function questionsOn(records: readonly LogRecord[], count: number, seed: number): PlantedQuestion[] {
  const random = seededRandom(seed * 104_003 + 29);
  const withText = records.filter(({ text }) => text !== undefined);
  return Array.from({ length: count }, () => {
    const record = withText[Math.floor(random() * withText.length)]!;
    const words = [...new Set(record.text!.match(/\w+/g))];
    const asked = Array.from(
      { length: Math.min(WORDS_ASKED, words.length) },
      () => words.splice(Math.floor(random() * words.length), 1)[0]!,
    );
    return { query: `What was it with ${asked.join(' ')}?`, gold: record.id };
  });
}

function wordOf(rank: number): string {
  let rest = rank;
  let word = '';
  for (let syllable = 0; syllable < 2 || rest > 0; syllable++) {
    word += SYLLABLES[rest % SYLLABLES.length]!;
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return word;
}

/** The log with a share of its acts torn from their thread and its state: only by their words can it still be told what they were about. */
export function withoutThreads(records: readonly LogRecord[], share: number, seed: number): LogRecord[] {
  const random = seededRandom(seed * 31_337 + 3);
  return records.map((record): LogRecord => {
    if (record.kind !== 'action' || random() >= share) return record;
    const { thread: _, context: __, ...rest } = record;
    return rest;
  });
}
