/**
 * What an outcome's words say it is worth: good, bad or neutral news for the user, by a small linear head on the vector of the
 * embedding model; or nothing, where it is not sure. Structure goes first (value-of-change.ts): this is for replies and
 * messages. Fitted on the texts of labelled/ (scripts/fit-value-of-text.ts).
 */
import { HEAD } from './value-of-text.weights.ts';

/** The classes of the labelled texts, in the order of the weights. */
export const CLASSES = ['good', 'bad', 'neutral'] as const;

/** Linear scores of a unit vector, one row a class. */
export interface TextHead {
  readonly weights: readonly (readonly number[])[];
  readonly bias: readonly number[];
}

/** Below it nothing is said: about half of all texts are surer, and nine in ten of those were right in cross-validation. */
export const SURE_FROM = 0.75;
/** Of a longer text the beginning is read. */
const LONGEST_TEXT = 400;

export interface ValueOfText {
  /** In [-1, 1]: chance of good news less that of bad. */
  readonly value: number;
  /** In [0, 1]. */
  readonly confidence: number;
  /** False: it abstains; value 0, confidence .3. */
  readonly sure: boolean;
}

const ABSTAINS: ValueOfText = { value: 0, confidence: 0.3, sure: false };

/** What of an outcome's text is embedded; empty if it says nothing. */
export function textToValue(text: string): string {
  return /\p{L}{2}/u.test(text) ? text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT) : '';
}

/** @param vector of the text, by the model the head was fitted for. */
export function valueOfText(vector: ArrayLike<number>, head: TextHead = HEAD): ValueOfText {
  const [good, bad, neutral] = chancesOf(vector, head);
  const confidence = Math.max(good!, bad!, neutral!);
  if (confidence < SURE_FROM) return ABSTAINS;
  const value = neutral === confidence ? 0 : Math.round((good! - bad!) * 100) / 100;
  return { value, confidence: Math.round(confidence * 100) / 100, sure: true };
}

/** Chances of the classes, in their order. */
export function chancesOf(vector: ArrayLike<number>, { weights, bias }: TextHead = HEAD): number[] {
  let square = 0;
  for (let k = 0; k < vector.length; k++) square += vector[k]! * vector[k]!;
  const length = Math.sqrt(square) || 1;
  const scores = weights.map((row, c) => {
    let sum = 0;
    for (let k = 0; k < row.length; k++) sum += row[k]! * vector[k]!;
    return bias[c]! + sum / length;
  });
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const total = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / total);
}
