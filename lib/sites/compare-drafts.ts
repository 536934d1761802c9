import { diffArrays } from 'diff/lib/diff/array.js';

/** What became of a draft (a pasted text, a message sent once) by the hands of its user. Counted in words. */
export interface DraftChange {
  /** Share of the draft's words that still stand, in order, in [0, 1]. */
  readonly kept: number;
  readonly addedWords: number;
  readonly removedWords: number;
  readonly beforeWords: number;
  readonly afterWords: number;
  /** What the draft became: from its first word that stands to its last, as it is written now. */
  readonly after: string;
}

/** Beyond it a draft is compared by its beginning: about 3,500 words. */
const LONGEST = 20_000;
/** Edits after which two texts have nothing to do with each other, and time to find that out. */
const MOST_EDITS = 3_000;
const LONGEST_SEARCH_IN_MS = 40;
/** A lone word in common is chance, unless the draft is hardly longer. */
const SHORT_DRAFT = 4;

/**
 * Compares a draft with the text it now stands in, word by word (Myers' diff, jsdiff). Case, punctuation and marks of layout do
 * not count: a pasted list may be drawn as one. For quiet moments.
 *
 * @param isWhole whether `now` is all of what the draft became; else text around it is none of its business.
 */
export function compareDrafts(draft: string, now: string, isWhole = false): DraftChange {
  const before = wordsOf(draft.slice(0, LONGEST));
  const text = now.slice(0, LONGEST * 2);
  const words = wordsOf(text);
  const nothing: DraftChange = {
    kept: 0,
    addedWords: 0,
    removedWords: before.length,
    beforeWords: before.length,
    afterWords: 0,
    after: '',
  };
  if (before.length === 0 || words.length === 0) return nothing;
  const changes = diffArrays(
    before.map(({ key }) => key),
    words.map(({ key }) => key),
    { maxEditLength: MOST_EDITS, timeout: LONGEST_SEARCH_IN_MS },
  );
  if (!changes) return { ...nothing, kept: shareInCommon(before, words) };

  const shortest = before.length <= SHORT_DRAFT ? 1 : 2;
  let at = 0;
  let kept = 0;
  let first = -1;
  let end = -1;
  for (const { added, removed, count } of changes) {
    if (removed) continue;
    if (!added && count >= shortest) {
      kept += count;
      if (first < 0) first = at;
      end = at + count;
    }
    at += count;
  }
  if (isWhole) [first, end] = [0, words.length];
  else if (kept === 0) return nothing;
  return {
    kept: kept / before.length,
    addedWords: end - first - kept,
    removedWords: before.length - kept,
    beforeWords: before.length,
    afterWords: end - first,
    after: text.slice(words[first]!.from, words[end - 1]!.to),
  };
}

/** Value of a text's survival: 1 all of it stands, −1 nothing does. */
export function valueOfKept(kept: number): number {
  return Math.max(-1, Math.min(1, 2 * kept - 1));
}

interface Word {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}'’._-]*[\p{L}\p{N}])?/gu)].map((match) => ({
    key: match[0].toLowerCase(),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** Where the order cannot be told in time: words of the draft that occur at all. */
function shareInCommon(before: readonly Word[], words: readonly Word[]): number {
  const there = new Set(words.map(({ key }) => key));
  return before.filter(({ key }) => there.has(key)).length / before.length / 2;
}
