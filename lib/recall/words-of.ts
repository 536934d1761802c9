import { stemmer } from 'stemmer';
import { STOP_WORDS } from './stop-words.ts';

/** Scripts that write words without spaces between them. */
const NO_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
const PLAIN_WORD = /^[a-z]+$/;
const STEMS_AT_MOST = 50_000;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
const stems = new Map<string, string>();

/**
 * The words of a text as the index knows them: lower case, without accents and stop words, English ones by their Porter stem,
 * in order and with repeats. Texts in scripts without spaces are split by Intl.Segmenter.
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
  const words: string[] = [];
  for (const [found] of plain.matchAll(WORD)) {
    if (NO_SPACES.test(found)) {
      for (const { segment, isWordLike } of segmenter.segment(found)) if (isWordLike) words.push(segment);
      continue;
    }
    const word = found.replace(/['’]s$/, '').replace(/['’]/g, '');
    if (!STOP_WORDS.has(word)) words.push(stemOf(word));
  }
  return words;
}

function stemOf(word: string): string {
  if (!PLAIN_WORD.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= STEMS_AT_MOST) stems.clear();
  const stem = stemmer(word);
  stems.set(word, stem);
  return stem;
}
