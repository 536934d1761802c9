import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { acceptEmbedder, type EmbedderReference } from './embedder-acceptance.ts';
import { EMBEDDING_MODEL } from './embedding-model.ts';
import { MODEL_FOLDER, modelOnDisk } from './load-model-from-disk.ts';
import { ModelFailure } from './model-failure.ts';
import { openOnnxEmbedder } from './onnx-embedder.ts';

const reference = JSON.parse(
  readFileSync(join(import.meta.dirname, 'embedder-acceptance.reference.json'), 'utf8'),
) as EmbedderReference;
const embedder = await openOnnxEmbedder({ source: modelOnDisk() });
afterAll(() => embedder.dispose());

const failureOf = (opening: Promise<unknown>) =>
  opening.then(
    () => null,
    (error: unknown) => (error instanceof ModelFailure ? error.problem : error),
  );

test('the packaged model on one thread in Node passes what every embedder must pass', async () => {
  const { failures, worst, mean } = await acceptEmbedder(embedder, embedder.tokenize, reference);
  expect(failures).toEqual([]);
  expect(worst).toBeGreaterThan(0.985);
  expect(mean).toBeGreaterThan(0.995);
});

test('a second embedder gives the same bytes as the first', async () => {
  const second = await openOnnxEmbedder({ source: modelOnDisk() });
  for (const { text } of reference.cases.slice(0, 5)) {
    expect(await second.embed(text)).toEqual(await embedder.embed(text));
  }
  await second.dispose();
});

test('a text of more than 256 tokens is cut to its first 255 and the closing one', () => {
  const tokens = embedder.tokenize('word '.repeat(400));
  expect(tokens).toHaveLength(256);
  expect(tokens.at(-1)).toBe(102);
});

test('MODEL.json says the same of the model as the code that checks it', () => {
  const { id, dimensions, licence, files } = JSON.parse(readFileSync(join(MODEL_FOLDER, 'MODEL.json'), 'utf8'));
  expect({ id, dimensions, licence, files }).toEqual(EMBEDDING_MODEL);
});

test('an embedding that was called off is not run', async () => {
  const reason = new Error('called off');
  await expect(embedder.embed('text', AbortSignal.abort(reason))).rejects.toBe(reason);
});

test.each(['model_int8.onnx', 'tokenizer.json'])(
  'without its file %s the model says what is missing and what to do',
  async (missing) => {
    const source = modelOnDisk();
    const problem = await failureOf(
      openOnnxEmbedder({ source: (name) => (name === missing ? Promise.reject(new Error('404')) : source(name)) }),
    );
    expect(problem).toMatchObject({ code: 'model-missing', what: expect.stringContaining(missing) });
    expect(problem).toMatchObject({ safe: expect.stringContaining('safe'), todo: expect.stringContaining('Install') });
  },
);

test.each([
  ['cut short', (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, -1)],
  [
    'one bit off',
    (bytes: Uint8Array<ArrayBuffer>) => {
      const changed = bytes.slice();
      changed[changed.length >> 1]! ^= 1;
      return changed;
    },
  ],
])('a model file that is %s is refused before it is run', async (_, damage) => {
  const source = modelOnDisk();
  const problem = await failureOf(
    openOnnxEmbedder({ source: async (name) => (name.endsWith('.onnx') ? damage(await source(name)) : source(name)) }),
  );
  expect(problem).toMatchObject({ code: 'model-corrupt', what: expect.stringContaining('model_int8.onnx') });
});

test('a file that has the right hash but is no model is refused by the runtime with the same words', async () => {
  const nonsense = new TextEncoder().encode('not a model');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', nonsense));
  const graph = { name: 'nonsense.onnx', bytes: nonsense.length, sha256: Buffer.from(digest).toString('hex') };
  const source = modelOnDisk();
  const problem = await failureOf(
    openOnnxEmbedder({
      source: (name) => (name === graph.name ? Promise.resolve(nonsense) : source(name)),
      model: { ...EMBEDDING_MODEL, files: { ...EMBEDDING_MODEL.files, graph } },
    }),
  );
  expect(problem).toMatchObject({ code: 'model-corrupt', what: expect.stringContaining('the runtime refuses it') });
});
