/**
 * Fits the head that reads outcome texts: a multinomial logistic regression on vectors of the embedding model, with a penalty on the
 * weights. Deterministic: full gradients with momentum from zero, a fixed number of steps.
 */
import { CLASSES, type TextHead } from './value-of-text.ts';

export interface Example {
  readonly label: (typeof CLASSES)[number];
  /** Of the embedding model, as signed bytes. */
  readonly vector: ArrayLike<number>;
}

/** Chosen by cross-validation over the labelled texts. */
export const PENALTY = 0.0003;

const STEPS = 600;
const RATE = 0.5;
const MOMENTUM = 0.9;
const DECIMALS = 1_000;

/** @param penalty on half the sum of squared weights, for each example. */
export function fitValueOfText(examples: readonly Example[], penalty: number): TextHead {
  const inputs = examples.map(({ vector }) => unit(vector));
  const size = inputs[0]!.length;
  const weights = CLASSES.map(() => new Float64Array(size + 1));
  const speed = CLASSES.map(() => new Float64Array(size + 1));
  for (let step = 0; step < STEPS; step++) {
    const gradient = CLASSES.map(() => new Float64Array(size + 1));
    inputs.forEach((x, i) => {
      const chances = softmax(weights.map((w) => w[size]! + dot(w, x)));
      CLASSES.forEach((label, c) => {
        const off = (chances[c]! - Number(examples[i]!.label === label)) / inputs.length;
        const g = gradient[c]!;
        for (let k = 0; k < size; k++) g[k]! += off * x[k]!;
        g[size]! += off;
      });
    });
    weights.forEach((w, c) => {
      for (let k = 0; k <= size; k++) {
        const pull = k < size ? penalty * w[k]! : 0;
        speed[c]![k] = MOMENTUM * speed[c]![k]! - RATE * (gradient[c]![k]! + pull);
        w[k]! += speed[c]![k]!;
      }
    });
  }
  const rounded = weights.map((w) => Array.from(w, (x) => Math.round(x * DECIMALS) / DECIMALS));
  return {
    weights: rounded.map((w) => w.slice(0, size)),
    bias: rounded.map((w) => w[size]!),
  };
}

function unit(vector: ArrayLike<number>): Float64Array {
  const length = Math.hypot(...Array.from(vector)) || 1;
  return Float64Array.from(vector, (x) => x / length);
}

function dot(w: Float64Array, x: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += w[k]! * x[k]!;
  return sum;
}

function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const e = scores.map((score) => Math.exp(score - top));
  const sum = e.reduce((a, b) => a + b);
  return e.map((x) => x / sum);
}
