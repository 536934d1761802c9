/** Share of the words in the fused score; the rest is meaning (science 4.1). */
const ALPHA = 0.4;
/** Candidates that each of the two puts up (science 4.3). */
const CANDIDATES = 100;
/** Cosines times this are summed as whole numbers: 1e6 of them stay below 2 ** 53. */
const EXACT = 2 ** 30;

/**
 * One score from two: α z(words) + (1 − α) z(meaning), z within the candidate set, which is the top 100 of each. What has no
 * vector is judged by its words alone, and these count in full: else the few texts that still are whole would crowd out all those of which
 * only words are left.
 * The result is stretched so that the best document has 1 and one with no word in common and an average cosine has 0:
 * what later steps add has one scale, however the query came out. Without vectors it is the share of the best word score.
 *
 * @param words score of each document, 0 where no word is shared.
 * @param cosines cosine of each document, NaN where there is no vector; null without a query vector.
 * @param accepts 1 for each document that takes part. The others get 0.
 */
export function fuse(words: Float64Array, cosines: Float64Array | null, accepts: Uint8Array): Float64Array {
  const size = words.length;
  const fused = new Float64Array(size);
  const meanings = cosines === null ? null : withoutGaps(cosines, accepts);
  if (cosines === null || meanings === null) {
    const best = words.reduce((most, score, doc) => (accepts[doc] === 1 && score > most ? score : most), 0);
    if (best > 0) for (let doc = 0; doc < size; doc++) fused[doc] = accepts[doc] === 1 ? words[doc]! / best : 0;
    return fused;
  }
  const candidates = new Set([
    ...highest(words, accepts, CANDIDATES).filter((doc) => words[doc]! > 0),
    ...highest(cosines, accepts, CANDIDATES),
  ]);
  const byWord = scaleWithin(candidates, words);
  const byMeaning = scaleWithin(candidates, meanings.filled);
  const score = (word: number, meaning: number) =>
    ALPHA * byWord.by * (word - byWord.mean) + (1 - ALPHA) * byMeaning.by * (meaning - byMeaning.mean);
  const nothing = score(0, meanings.mean);
  const scoreOf = (doc: number) =>
    Number.isNaN(cosines[doc]!) ? nothing + byWord.by * words[doc]! : score(words[doc]!, cosines[doc]!);
  let best = nothing;
  for (const doc of candidates) best = Math.max(best, scoreOf(doc));
  // All alike in meaning, as a single document is with itself: then words alone decide.
  if (best <= nothing) return fuse(words, null, accepts);
  for (let doc = 0; doc < size; doc++) {
    if (accepts[doc] === 1) fused[doc] = (scoreOf(doc) - nothing) / (best - nothing);
  }
  return fused;
}

/** The documents with the k highest scores among the accepted, and all that tie with the last of them; in no order. */
export function highest(scores: Float64Array, accepts: Uint8Array, k: number): number[] {
  const lowest = thresholdOf(scores, accepts, k);
  const found: number[] = [];
  for (let doc = 0; doc < scores.length; doc++) {
    if (accepts[doc] === 1 && scores[doc]! >= lowest) found.push(doc);
  }
  return found;
}

/** The k-th highest score, by a heap of k numbers: one pass, no sorting of all. */
function thresholdOf(scores: Float64Array, accepts: Uint8Array, k: number): number {
  const heap: number[] = [];
  for (let doc = 0; doc < scores.length; doc++) {
    const score = scores[doc]!;
    if (accepts[doc] === 0 || Number.isNaN(score)) continue;
    if (heap.length < k) {
      let child = heap.push(score) - 1;
      while (child > 0) {
        const parent = (child - 1) >> 1;
        if (heap[parent]! <= heap[child]!) break;
        [heap[parent], heap[child]] = [heap[child]!, heap[parent]!];
        child = parent;
      }
    } else if (score > heap[0]!) {
      heap[0] = score;
      let parent = 0;
      for (;;) {
        const left = 2 * parent + 1;
        if (left >= k) break;
        const least = left + 1 < k && heap[left + 1]! < heap[left]! ? left + 1 : left;
        if (heap[parent]! <= heap[least]!) break;
        [heap[parent], heap[least]] = [heap[least]!, heap[parent]!];
        parent = least;
      }
    }
  }
  return heap[0] ?? Number.POSITIVE_INFINITY;
}

function withoutGaps(cosines: Float64Array, accepts: Uint8Array): { filled: Float64Array; mean: number } | null {
  let sum = 0;
  let known = 0;
  for (let doc = 0; doc < cosines.length; doc++) {
    if (accepts[doc] === 0 || Number.isNaN(cosines[doc]!)) continue;
    // As integers, so that the sum does not depend on the order of the documents, to the last bit.
    sum += Math.round(cosines[doc]! * EXACT);
    known++;
  }
  if (known === 0) return null;
  const mean = sum / EXACT / known;
  return { filled: cosines.map((cosine) => (Number.isNaN(cosine) ? mean : cosine)), mean };
}

/** Mean of the candidates, and one over their standard deviation; 0 where all are equal. */
function scaleWithin(candidates: ReadonlySet<number>, scores: Float64Array): { mean: number; by: number } {
  // Sorted first: the sum, to the last bit, must not depend on the order in which documents came.
  const values = Float64Array.from(candidates, (doc) => scores[doc]!).sort();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / values.length);
  return { mean, by: deviation > 1e-12 ? 1 / deviation : 0 };
}
