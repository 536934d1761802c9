import { cosine } from '../models/quantise.ts';
import { wordsOf } from '../recall/words-of.ts';

/**
 * Cosine at which a line begins to be about the prompt, and at which it surely is. Measured with all-MiniLM-L6-v2 int8 on 18
 * prompts × 14 lines of our own: pairs that have nothing to do with each other reach .27 (mean .06), pairs that belong
 * together begin at .32. The reference texts agree. See relevance.test.ts.
 */
const COSINE_FROM = 0.3;
const COSINE_FULL = 0.6;
/** A constraint that is missed costs more than one too many (science 2.3). */
const COSINE_FROM_FOR_CONSTRAINTS = 0.25;

/** Share of common words at which a line begins to be about the prompt, and at which it surely is. */
const WORDS_FROM = 0.25;
const WORDS_FULL = 0.7;
/** A single common word may mean two things ("live music", "I live in Hamburg"): where there are vectors, they must agree. */
const COSINE_FOR_ONE_WORD = 0.25;

/** Words that lines and prompts share without being about the same: they ask, they do not name. */
const ASKING = new Set(
  wordsOf(
    'no not never always without avoid use using write writing draft make get give want like need keep help show tell mine one ' +
      'two time times new good best day today tomorrow week thing way prefer love hate can cant dont work page edit text answer',
  ),
);

export interface Texts {
  readonly text: string;
  readonly vector: Int8Array | undefined;
}

/** How alike prompt and line are, as measured and as judged. */
export interface Likeness {
  /** In [0, 1]: 0 is about something else. */
  readonly relevance: number;
  readonly cosine: number | null;
  /** Share of the words of the shorter one that both have. */
  readonly words: number;
}

/**
 * Whether a line is about what the prompt is about. By meaning where there are vectors, by words always; the better of the two
 * counts. It says nothing of for or against: "likes tables" and "hates tables" are equally near a prompt about tables, so
 * nearness never chooses between them (science 4.3, trap a).
 */
export function likeness(prompt: Texts, line: Texts, isConstraint: boolean): Likeness {
  const near = prompt.vector && line.vector ? cosine(prompt.vector, line.vector) : null;
  const from = isConstraint ? COSINE_FROM_FOR_CONSTRAINTS : COSINE_FROM;
  const byMeaning = near === null ? 0 : clamp((near - from) / (COSINE_FULL - from));
  const { words, share } = common(prompt.text, line.text);
  const misleads = words === 1 && near !== null && near < COSINE_FOR_ONE_WORD;
  const byWords = misleads ? 0 : clamp((share - WORDS_FROM) / (WORDS_FULL - WORDS_FROM));
  return { relevance: Math.max(byMeaning, byWords), cosine: near, words: share };
}

/** Common words and their share of the shorter text. One word names a subject only if it is at least half of that text. */
function common(a: string, b: string): { readonly words: number; readonly share: number } {
  const ours = namingWords(a);
  const theirs = namingWords(b);
  const words = [...ours].filter((word) => theirs.has(word)).length;
  const share = words / Math.max(1, Math.min(ours.size, theirs.size));
  return words >= 2 || share >= 0.5 ? { words, share } : { words, share: 0 };
}

/** Words of a text that can name a subject. */
export function namingWords(text: string): Set<string> {
  return new Set(wordsOf(text).filter((word) => !ASKING.has(word) && !/^\d{1,2}$/.test(word)));
}

const clamp = (x: number) => Math.max(0, Math.min(1, x));
