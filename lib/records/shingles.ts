/** Words per shingle: long enough to be rare by chance, short enough to survive small edits nearby. */
const WORDS_PER_SHINGLE = 5;

/**
 * Hashes (32-bit FNV-1a, unsigned) of all runs of five words of a text, without repeats, in order of appearance.
 *
 * Used to ask whether words a person wrote are still on a page, without keeping the page. Case, punctuation and spacing
 * do not matter. A text of fewer than five words gives one shingle of what there is; an empty text gives none.
 */
export function shinglesOf(text: string): number[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return [];
  const seen = new Set<number>();
  const last = Math.max(0, words.length - WORDS_PER_SHINGLE);
  for (let start = 0; start <= last; start++) {
    seen.add(hash32(words.slice(start, start + WORDS_PER_SHINGLE).join(' ')));
  }
  return [...seen];
}

/** Share of `mine` that occurs in `page`, in [0, 1]; 0 for an empty `mine`. */
export function survivingShare(mine: readonly number[], page: ReadonlySet<number>): number {
  if (mine.length === 0) return 0;
  let kept = 0;
  for (const shingle of mine) if (page.has(shingle)) kept++;
  return kept / mine.length;
}

/** 32-bit FNV-1a of a text, unsigned. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
