export const MOST_WORDS = 200;
const LONGEST_WORD = 80;
const SHORTEST_WORD = 2;

/** The list of words as it is kept: trimmed, without repeats, each 2 to 80 characters, at most 200. */
export function wordsThatFit(typed: readonly string[]): string[] {
  const kept = new Map<string, string>();
  for (const each of typed) {
    const word = each.normalize('NFC').replace(/\s+/g, ' ').trim();
    if (word.length >= SHORTEST_WORD && word.length <= LONGEST_WORD) kept.set(word.toLowerCase(), word);
  }
  return [...kept.values()].slice(0, MOST_WORDS);
}
