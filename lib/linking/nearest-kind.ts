/** Which of several kinds a text is of, where each kind is described in short sentences: the nearest one, or none. */
import { cosine } from '../models/quantise.ts';

/** Kinds, each with sentences of what its texts are like. */
export type Kinds = Readonly<Record<string, readonly string[]>>;

export interface FoundKind {
  readonly kind: string;
  /** Cosine to the nearest sentence. */
  readonly near: number;
  /** How much nearer than the nearest of another kind. */
  readonly margin: number;
}

/**
 * The kind a text's vector is nearest to; null if it is near to none, or to two.
 * @param vectorOf vectors of the sentences; one without a vector does not count.
 * @param least cosine to a sentence of its kind, and by how much it must be nearer than any of another kind.
 */
export function nearestKind(
  kinds: Kinds,
  text: ArrayLike<number>,
  vectorOf: (sentence: string) => ArrayLike<number> | undefined,
  least: { readonly cosine: number; readonly margin: number },
): FoundKind | null {
  let best = { kind: '', near: Number.NEGATIVE_INFINITY };
  let second = Number.NEGATIVE_INFINITY;
  for (const [kind, sentences] of Object.entries(kinds)) {
    let near = Number.NEGATIVE_INFINITY;
    for (const sentence of sentences) {
      const vector = vectorOf(sentence);
      if (vector) near = Math.max(near, cosine(text, vector));
    }
    if (near > best.near) {
      second = best.near;
      best = { kind, near };
    } else if (near > second) second = near;
  }
  const margin = best.near - second;
  return best.near >= least.cosine && margin >= least.margin ? { ...best, margin } : null;
}
