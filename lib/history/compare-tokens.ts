const LONGEST_READ = 20_000;

/** How one text became another, by its words alone: their order plays no part. */
export interface TokenChange {
  /** Words in common over all words, in [0, 1] (Jaccard). Two texts without a word have nothing in common. */
  readonly overlap: number;
  /** Share of the first text's words that the second still has, in [0, 1]. */
  readonly kept: number;
  readonly added: number;
  readonly removed: number;
}

export function compareTokens(before: string, after: string): TokenChange {
  const first = tokensOf(before);
  const second = tokensOf(after);
  const left = new Map<string, number>();
  for (const token of first) left.set(token, (left.get(token) ?? 0) + 1);
  const kinds = left.size;
  let kept = 0;
  for (const token of second) {
    const count = left.get(token) ?? 0;
    if (count === 0) continue;
    left.set(token, count - 1);
    kept++;
  }
  const others = new Set(second);
  let common = 0;
  for (const token of others) if (left.has(token)) common++;
  const all = kinds + others.size - common;
  return {
    overlap: all === 0 ? 0 : common / all,
    kept: first.length === 0 ? 0 : kept / first.length,
    added: second.length - kept,
    removed: first.length - kept,
  };
}

/** Scripts without spaces have a sign for a word. */
function tokensOf(text: string): string[] {
  return (
    text
      .slice(0, LONGEST_READ)
      .toLowerCase()
      .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
