/** Words the user never wants stored: names, projects. Whole words, whatever their case, in any script. Pure. */
import { asRead } from './as-read.ts';
import { MOST_WORDS } from './words-that-fit.ts';

/** Takes the user's words out of a text; running it again changes nothing. */
export type WordFilter = (text: string) => string;

/** Scripts that set no spaces between words: there a word is found wherever it stands. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const GAP = '[\\s\\u00a0_+-]{1,4}';

/** A filter for these words; null if there are none, so that nobody pays for what is not used. */
export function createWordFilter(words: readonly string[]): WordFilter | null {
  const forms = words
    .slice(0, MOST_WORDS)
    .map((word) => word.trim())
    .filter((word) => word !== '')
    // As it is typed, and as it may be composed differently.
    .flatMap((word) => [word.normalize('NFC'), word.normalize('NFD')]);
  // The longest first: of "Ana" and "Ana Lima" the latter is taken whole.
  const unique = [...new Set(forms)].sort((a, b) => b.length - a.length);
  if (unique.length === 0) return null;
  const pattern = new RegExp(unique.map(patternOf).join('|'), 'giu');
  return (text) => asRead(text, (plain) => plain.replace(pattern, '[word]'));
}

function patternOf(word: string): string {
  const body = word
    .split(/\s+/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join(GAP);
  if (WITHOUT_SPACES.test(word)) return body;
  // A word already taken out is left: the user's word may be "word".
  return `(?<![\\p{L}\\p{N}\\p{M}\\[])${body}(?![\\p{L}\\p{N}\\p{M}\\]])`;
}
