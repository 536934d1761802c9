import { letterAt } from './letter-at.ts';

const APOSTROPHE = "'".charCodeAt(0);
const CURLED = '’'.charCodeAt(0);
const HYPHEN = '-'.charCodeAt(0);

/** Words of a text of any length: a letter or digit, and what follows it of such, apostrophes and hyphens. */
export function countWords(text: string): number {
  let words = 0;
  let isInWord = false;
  for (let at = 0; at < text.length; ) {
    const letter = letterAt(text, at);
    if (letter > 0) {
      if (!isInWord) words++;
      isInWord = true;
    } else if (isInWord) {
      const code = text.charCodeAt(at);
      isInWord = code === APOSTROPHE || code === CURLED || code === HYPHEN;
    }
    at += letter || 1;
  }
  return words;
}
