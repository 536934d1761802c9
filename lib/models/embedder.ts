/** How many numbers a vector has. All engines of the one model agree on it. */
export const DIMENSIONS = 384;

/**
 * Text in, vector out: what every engine (wasm now, WebGPU later) offers. All of them pass `embedder-acceptance.ts`.
 *
 * The vector is the unit vector times 127, rounded to signed bytes (decision 6): kept and fresh vectors are the same
 * to the last bit. A text's vector depends on the text and the model alone, never on what was embedded before or with it.
 */
export interface Embedder {
  /** Names model and quantisation; vectors of different ids are not mixed. */
  readonly id: string;
  readonly dimensions: number;
  /**
   * @param text not blank: there is no vector for an empty text (RangeError). Of a long text the first 255 tokens count.
   * @throws the signal's reason if it is aborted before the model has run.
   */
  embed(text: string, signal?: AbortSignal): Promise<Int8Array>;
  /** Gives the memory back. Nothing may be embedded after it. */
  dispose(): Promise<void>;
}
