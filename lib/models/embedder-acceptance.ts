/**
 * What every embedder must pass, whatever runs it: the same suite in Node, in Chromium and in Firefox, and later on WebGPU.
 * It needs no test runner: it gives back sentences about what is wrong.
 */

import { DIMENSIONS, type Embedder } from './embedder.ts';
import { cosine } from './quantise.ts';
import type { Tokenize } from './tokenize-text.ts';

/** 25 texts with their token ids and exact (float64) vectors, made by the model's authors' own code. */
export interface EmbedderReference {
  readonly cases: readonly {
    readonly text: string;
    readonly ids: readonly number[];
    readonly vector: readonly number[];
  }[];
}

export interface EmbedderVerdict {
  /** Sentences; none if the embedder passed. */
  readonly failures: readonly string[];
  /** Cosine to the exact vectors. */
  readonly worst: number;
  readonly mean: number;
}

/** Cosine to the exact vector that the 8-bit model must reach: for each text, and on average. */
const WORST_COSINE = 0.985;
const MEAN_COSINE = 0.995;

/** Runs the suite. Takes about a second on wasm. */
export async function acceptEmbedder(
  embedder: Embedder,
  tokenize: Tokenize,
  reference: EmbedderReference,
): Promise<EmbedderVerdict> {
  const failures: string[] = [];
  const short = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  const first: Int8Array[] = [];
  const cosines: number[] = [];

  for (const { text, ids, vector } of reference.cases) {
    if (tokenize(text).join() !== ids.join()) failures.push(`The tokens of ${short(text)} are not the reference's.`);
    const got = await embedder.embed(text);
    first.push(got);
    if (got.length !== DIMENSIONS || embedder.dimensions !== DIMENSIONS) {
      failures.push(`The vector of ${short(text)} has ${got.length} numbers instead of ${DIMENSIONS}.`);
      continue;
    }
    const near = cosine(got, vector);
    cosines.push(near);
    if (!(near >= WORST_COSINE)) failures.push(`The vector of ${short(text)} has cosine ${near} to the exact one.`);
  }
  const mean = cosines.reduce((sum, near) => sum + near, 0) / cosines.length;
  if (!(mean >= MEAN_COSINE)) failures.push(`The mean cosine to the exact vectors is ${mean}.`);

  // Backwards and all at once: what came before or waits beside must not show in a vector.
  const again = await Promise.all([...reference.cases].reverse().map(({ text }) => embedder.embed(text)));
  again.reverse().forEach((vector, i) => {
    if (vector.join() !== first[i]!.join()) {
      failures.push(`The vector of ${short(reference.cases[i]!.text)} depends on what was embedded before or with it.`);
    }
  });

  const refused = await embedder.embed(' \n').then(
    () => false,
    () => true,
  );
  if (!refused) failures.push('A blank text got a vector.');
  return { failures, worst: Math.min(...cosines), mean };
}
