/** Only the beginning of a text is read: what a record is about stands there, and work stays bounded. */
const MOST_CHARACTERS = 400;
/** Different words taken of one text. */
const MOST_WORDS = 24;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Scripts that write words without spaces between them: pairs of characters stand for words. */
const NO_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/**
 * Hashes (signed 30-bit FNV-1a, so that they are small integers in every engine) of a text's different words, in order of
 * appearance. Case and accents do not matter; words of one or two letters are left out, numbers are not.
 * @param space words of different spaces have different hashes: they never meet.
 */
export function wordHashesOf(text: string, space: string | null): number[] {
  const plain = text
    .slice(0, MOST_CHARACTERS)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
  const start = hashOn(0x811c9dc5, space === null ? '' : `${space}\n`);
  const found = new Set<number>();
  for (const [run] of plain.matchAll(WORD)) {
    for (const word of NO_SPACES.test(run) ? pairsOf(run) : [run]) {
      if (found.size >= MOST_WORDS) return [...found];
      if (word.length > 2 || NO_SPACES.test(word) || /\p{N}/u.test(word)) found.add(hashOn(start, word) >>> 2);
    }
  }
  return [...found];
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, i) => characters[i]! + character);
}

function hashOn(start: number, text: string): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
