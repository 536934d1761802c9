import { sha256 } from '@noble/hashes/sha2.js';
import { DIMENSIONS, type Embedder } from './embedder.ts';
import { quantise } from './quantise.ts';

/**
 * An embedder without a model, for tests: each word points in a direction of its own, a text is the sum of its words. Texts
 * with words in common are near each other, others are not. `asked` lists what was embedded, in order.
 */
export function embedderForTests(): Embedder & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    id: 'words-for-tests',
    dimensions: DIMENSIONS,
    asked,
    embed(text, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      asked.push(text);
      const sum = new Float64Array(DIMENSIONS);
      for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) {
        const seed = sha256(new TextEncoder().encode(word));
        for (let i = 0; i < DIMENSIONS; i++) sum[i]! += seed[(i * 7) % 32]! > 127 + ((i * 13) % 64) - 32 ? 1 : -1;
      }
      const length = Math.hypot(...sum) || 1;
      return Promise.resolve(quantise(sum.map((x) => x / length)));
    },
    dispose: () => Promise.resolve(),
  };
}
