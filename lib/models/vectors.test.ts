import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Embedder } from './embedder.ts';
import { embedderForTests } from './embedder-for-tests.ts';
import { hashText } from './hash-text.ts';
import { modelMissing } from './model-failure.ts';
import { type VectorBlock, type VectorKeep, Vectors } from './vectors.ts';

function memoryKeep(): VectorKeep & { readonly blocks: VectorBlock[] } {
  const blocks: VectorBlock[] = [];
  return {
    blocks,
    load: () => blocks,
    append: (_, block) => {
      blocks.push(block);
      return Promise.resolve();
    },
  };
}

/** An embedder whose next vector comes only when the test lets it. */
function gatedEmbedder() {
  const inner = embedderForTests();
  const gates: (() => void)[] = [];
  const embedder: Embedder = {
    ...inner,
    embed: async (text) => {
      const vector = await inner.embed(text);
      await new Promise<void>((open) => gates.push(open));
      return vector;
    },
  };
  return { embedder, asked: inner.asked, gates };
}

const vectorsOver = (embedder: Embedder, keep?: VectorKeep) =>
  new Vectors({ model: embedder.id, open: () => Promise.resolve(embedder), ...(keep ? { keep } : {}) });

test('nothing is embedded twice, in whatever order and groups it is asked for, also after a restart', async () => {
  const texts = fc.array(fc.constantFrom('a', 'b', 'c d', 'd c', ' ', 'é', '漢字'), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(texts, { maxLength: 5 }), async (groups) => {
      const keep = memoryKeep();
      const embedder = embedderForTests();
      const vectors = vectorsOver(embedder, keep);
      await Promise.all(groups.map((group) => vectors.ensure(group)));
      await vectors.close();
      const distinct = new Set(groups.flat().filter((text) => text.trim() !== ''));
      expect(embedder.asked.toSorted()).toEqual([...distinct].toSorted());

      const afterRestart = embedderForTests();
      const again = vectorsOver(afterRestart, keep);
      await again.load();
      await again.ensure(groups.flat());
      expect(afterRestart.asked).toEqual([]);
      for (const text of distinct) expect(again.get(text)).toEqual(vectors.get(text));
    }),
    { numRuns: 30 },
  );
});

test('a text has no vector before it is embedded, and a blank text never has one', async () => {
  const vectors = vectorsOver(embedderForTests());
  expect(vectors.get('ferry')).toBeUndefined();
  await vectors.ensure(['ferry', '', '  ']);
  expect(vectors.get('ferry')).toHaveLength(384);
  expect(vectors.get('')).toBeUndefined();
  expect(vectors.get('  ')).toBeUndefined();
});

test('a query goes before the backlog, also when its text already waits there', async () => {
  const { embedder, asked, gates } = gatedEmbedder();
  const vectors = vectorsOver(embedder);
  const backlog = vectors.ensure(['one', 'two', 'three', 'four']);
  await expect.poll(() => gates.length).toBe(1);
  const query = vectors.embedNow('query');
  const waitingToo = vectors.embedNow('four');
  for (let n = 1; n <= 5; n++) {
    await expect.poll(() => gates.length).toBe(n);
    gates[n - 1]!();
  }
  await Promise.all([query, waitingToo, backlog]);
  expect(asked).toEqual(['one', 'query', 'four', 'two', 'three']);
});

test('an abort ends the wait at once, and what nobody waits for is not embedded', async () => {
  const { embedder, asked, gates } = gatedEmbedder();
  const vectors = vectorsOver(embedder);
  const stop = new AbortController();
  const stopped = vectors.ensure(['one', 'two', 'three'], stop.signal);
  const wanted = vectors.ensure(['three']);
  await expect.poll(() => gates.length).toBe(1);
  stop.abort(new Error('no longer wanted'));
  await expect(stopped).rejects.toThrow('no longer wanted');
  gates[0]!();
  await expect.poll(() => gates.length).toBe(2);
  gates[1]!();
  await wanted;
  expect(asked).toEqual(['one', 'three']);
  await expect(vectors.ensure(['x'], stop.signal)).rejects.toThrow('no longer wanted');
});

test('a model that cannot be opened fails all who wait, and is tried again with the next request', async () => {
  const embedder = embedderForTests();
  let there = false;
  const vectors = new Vectors({
    model: embedder.id,
    open: () => (there ? Promise.resolve(embedder) : Promise.reject(modelMissing('model.onnx'))),
  });
  const both = await Promise.allSettled([vectors.ensure(['a', 'b']), vectors.ensure(['c'])]);
  expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
  there = true;
  await vectors.ensure(['a', 'b', 'c']);
  expect(embedder.asked).toEqual(['a', 'b', 'c']);
});

test('vectors that could not be written stay in use and are written with the next block', async () => {
  const blocks: VectorBlock[] = [];
  const problems: unknown[] = [];
  let full = true;
  const vectors = new Vectors({
    model: 'words-for-tests',
    open: () => Promise.resolve(embedderForTests()),
    keep: {
      load: () => [],
      append: (_, block) => {
        if (full) return Promise.reject(new Error('disk full'));
        blocks.push(block);
        return Promise.resolve();
      },
    },
    onKeepFailed: (problem) => problems.push(problem),
  });
  await vectors.ensure(['a', 'b']);
  await vectors.close();
  expect(vectors.get('a')).toBeDefined();
  expect(problems.length).toBeGreaterThan(0);
  full = false;
  await vectors.ensure(['c']);
  await vectors.close();
  expect(blocks.reduce((sum, block) => sum + block.hashes.length / 16, 0)).toBe(3);
});

test('what was asked for while the last block was being written is embedded too', async () => {
  let late: Promise<void> | null = null;
  const vectors = vectorsOver(embedderForTests(), {
    load: () => [],
    append: () => {
      late ??= vectors.ensure(['late']);
      return Promise.resolve();
    },
  });
  await vectors.ensure(['early']);
  await vectors.close();
  await late;
  expect(vectors.get('late')).toBeDefined();
});

test('a forgotten text leaves no vector behind, in memory or in what is written', async () => {
  const keep = memoryKeep();
  const { embedder, gates } = gatedEmbedder();
  const vectors = vectorsOver(embedder, keep);
  const both = vectors.ensure(['secret', 'open']);
  await expect.poll(() => gates.length).toBe(1);
  gates[0]!();
  await expect.poll(() => gates.length).toBe(2);
  vectors.forget('secret');
  gates[1]!();
  await both;
  await vectors.close();
  expect(vectors.get('secret')).toBeUndefined();
  expect(keep.blocks.map((block) => block.hashes.length / 16)).toEqual([1]);
});

test('of all texts but a few the vectors are forgotten, once', async () => {
  const keep = memoryKeep();
  const vectors = vectorsOver(embedderForTests(), keep);
  const texts = ['one', 'two', 'three'];
  await vectors.ensure(texts);
  const gone = vectors.forgetAllBut(new Set([vectors.table.slotOf('two')]));
  expect(gone).toEqual(['one', 'three'].map(hashText));
  expect(texts.filter((text) => vectors.get(text) !== undefined)).toEqual(['two']);
  expect(vectors.forgetAllBut(new Set([vectors.table.slotOf('two')]))).toEqual([]);
  await vectors.close();
});

test('a query is embedded but never written; said for good, it is kept without being embedded again', async () => {
  const keep = memoryKeep();
  const embedder = embedderForTests();
  const vectors = vectorsOver(embedder, keep);
  const vector = await vectors.embedNow('a draft');
  expect(await vectors.embedNow('a draft')).toEqual(vector);
  expect(vectors.table.size).toBe(0);
  await vectors.ensure(['something else']);
  expect(keep.blocks.map((block) => block.hashes.length / 16)).toEqual([1]);
  await vectors.ensure(['a draft']);
  await vectors.close();
  expect(embedder.asked).toEqual(['a draft', 'something else']);
  expect(keep.blocks.map((block) => block.hashes.length / 16)).toEqual([1, 1]);
});

test('of many queries only the last are held', async () => {
  const vectors = vectorsOver(embedderForTests());
  for (let i = 0; i < 70; i++) await vectors.embedNow(`query ${i}`);
  expect(vectors.get('query 0')).toBeUndefined();
  expect(vectors.get('query 69')).toBeDefined();
});

test('a text that is asked for as a query and as a record at once is embedded once and kept', async () => {
  const keep = memoryKeep();
  const embedder = embedderForTests();
  const vectors = vectorsOver(embedder, keep);
  await Promise.all([vectors.embedNow('both'), vectors.ensure(['both'])]);
  await vectors.close();
  expect(embedder.asked).toEqual(['both']);
  expect(keep.blocks).toHaveLength(1);
});
