const LONGEST_READ = 20_000;

/** Words two texts have in common over all their words, in [0, 1] (Jaccard). Two texts without a word have nothing in common. */
export function tokenOverlap(a: string, b: string): number {
  const first = tokensOf(a);
  const second = tokensOf(b);
  let common = 0;
  for (const token of first) if (second.has(token)) common++;
  const all = first.size + second.size - common;
  return all === 0 ? 0 : common / all;
}

/** Scripts without spaces have a sign for a word. */
function tokensOf(text: string): Set<string> {
  return new Set(
    text
      .slice(0, LONGEST_READ)
      .toLowerCase()
      .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu) ?? [],
  );
}
