import type { InferenceSession } from 'onnxruntime-web/wasm';
import type { Embedder } from './embedder.ts';
import { EMBEDDING_MODEL, type EmbeddingModel, type ModelSource } from './embedding-model.ts';
import { modelCorrupt } from './model-failure.ts';
import { quantise } from './quantise.ts';
import { readModelFile } from './read-model-file.ts';
import { loadTokenizer, type Tokenize } from './tokenize-text.ts';

export interface OnnxEmbedderOptions {
  readonly source: ModelSource;
  /** Threads of the runtime; the first embedder of a process decides for all. Node: 1 only. Default 1. */
  readonly threads?: number;
  readonly model?: EmbeddingModel;
  /**
   * Folder of the runtime's own two files, `ort-wasm-simd-threaded.mjs` and `.wasm`. In the extension they lie in the package
   * as they were released: the runtime starts its threads from the first one. Left out in Node, which finds them itself.
   */
  readonly runtime?: URL;
}

/** An embedder that also shows its tokens, for the acceptance test. */
export interface OnnxEmbedder extends Embedder {
  readonly tokenize: Tokenize;
}

/**
 * The embedding model on onnxruntime's wasm engine: integer products, one text at a time. This model scales its numbers over
 * all it is given at once, so a batch would make a text's vector depend on its neighbours (cosine .993).
 *
 * The runtime is imported only here and only when an embedder is opened. It must never be bundled with its thread code inside:
 * threads start from the address of the file that holds it, and would start the whole engine again if that were ours.
 *
 * @throws ModelFailure if a file is missing or damaged.
 */
export async function openOnnxEmbedder({
  source,
  threads = 1,
  model = EMBEDDING_MODEL,
  runtime,
}: OnnxEmbedderOptions): Promise<OnnxEmbedder> {
  const [graph, tokenizer, ort] = await Promise.all([
    readModelFile(source, model.files.graph),
    readModelFile(source, model.files.tokenizer),
    import('onnxruntime-web/wasm'),
  ]);
  const tokenize = loadTokenizer(tokenizer);
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  if (runtime) {
    ort.env.wasm.wasmPaths = {
      mjs: new URL('ort-wasm-simd-threaded.mjs', runtime).href,
      wasm: new URL('ort-wasm-simd-threaded.wasm', runtime).href,
    };
  }
  let session: InferenceSession;
  try {
    session = await ort.InferenceSession.create(graph, { executionProviders: ['wasm'], logSeverityLevel: 3 });
  } catch (cause) {
    throw modelCorrupt(model.files.graph.name, 'the runtime refuses it', cause);
  }

  async function run(text: string): Promise<Int8Array> {
    const ids = tokenize(text);
    const shape = [1, ids.length];
    const feeds = {
      input_ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new ort.Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    };
    const output = (await session.run(feeds)).sentence_embedding;
    return quantise(output!.data as Float32Array);
  }

  // A session runs one input at a time: calls wait for each other here.
  let last: Promise<unknown> = Promise.resolve();
  return {
    id: model.id,
    dimensions: model.dimensions,
    tokenize,
    embed(text, signal) {
      if (text.trim() === '') return Promise.reject(new RangeError('An empty text has no vector.'));
      const result = last.then(() => {
        signal?.throwIfAborted();
        return run(text);
      });
      last = result.catch(() => undefined);
      return result;
    },
    async dispose() {
      await last;
      await session.release();
    },
  };
}
