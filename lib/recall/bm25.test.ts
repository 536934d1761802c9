import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bm25Index } from './bm25.ts';
import { BLOCK_SIZE } from './lexical-index.ts';

const word = fc.constantFrom('ferry', 'bridge', 'table', 'source', 'note', 'winter');
const text = fc.array(word, { maxLength: 8 });
const texts = fc.array(text, { minLength: 1, maxLength: 12 });

/** science 4.1, word for word. */
function byTheFormula(docs: readonly (readonly string[])[], query: readonly string[]): number[] {
  const average = docs.reduce((sum, doc) => sum + doc.length, 0) / docs.length || 1;
  return docs.map((doc) => {
    let score = 0;
    for (const term of new Set(query)) {
      const df = docs.filter((other) => other.includes(term)).length;
      const tf = doc.filter((other) => other === term).length;
      if (tf === 0) continue;
      score +=
        (Math.log(1 + (docs.length - df + 0.5) / (df + 0.5)) * tf * 2.5) /
        (tf + 1.5 * (1 - 0.75 + (0.75 * doc.length) / average));
    }
    return score;
  });
}

const indexOf = (docs: readonly (readonly string[])[]) => {
  const index = new Bm25Index();
  for (const doc of docs) index.add(doc);
  return index;
};
const all = (count: number) => new Uint8Array(count).fill(1);

test('scores are those of the formula', () => {
  fc.assert(
    fc.property(texts, text, (docs, query) => {
      const { scores, best } = indexOf(docs).score(query, all(docs.length));
      byTheFormula(docs, query).forEach((score, i) => {
        expect(scores[i]).toBeCloseTo(score, 10);
        expect(scores[i]).toBeLessThanOrEqual(best);
      });
    }),
  );
});

test('a document holds words if it has every one of them, and nothing holds none', () => {
  fc.assert(
    fc.property(texts, text, (docs, query) => {
      const index = indexOf(docs);
      const saved = new Bm25Index();
      if (docs.length > 0) saved.loadBlock(index.saveBlock(0));
      const expected = docs.map((doc) => Number(query.length > 0 && query.every((word) => doc.includes(word))));
      expect([...index.holding(query)]).toEqual(expected);
      expect([...saved.holding(query)]).toEqual(expected);
      expect([...index.holding([])].some(Boolean)).toBe(false);
    }),
  );
});

test('what is not accepted counts in no way: the scores are those of an index without it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, fc.boolean()), { minLength: 1, maxLength: 12 }), text, (docs, query) => {
      const accepts = Uint8Array.from(docs, ([, accepted]) => (accepted ? 1 : 0));
      const rest = docs.filter(([, accepted]) => accepted).map(([doc]) => doc);
      const { scores } = indexOf(docs.map(([doc]) => doc)).score(query, accepts);
      const alone = indexOf(rest).score(query, all(rest.length)).scores;
      let next = 0;
      docs.forEach(([, accepted], i) => {
        expect(scores[i]).toBe(accepted ? alone[next++] : 0);
      });
    }),
  );
});

test('blocks that were saved and loaded score as before, also after more was added and removed', () => {
  const docs = Array.from({ length: 2 * BLOCK_SIZE + 30 }, (_, i) => ['note', `word${i % 90}`, `page${i % 7}`]);
  const index = indexOf(docs);
  index.remove(5);
  const loaded = new Bm25Index();
  for (const block of [0, 1, 2]) loaded.loadBlock(structuredClone(index.saveBlock(block)));
  for (const one of [index, loaded]) {
    one.add(['note', 'word3', 'new']);
    one.remove(205);
    one.remove(420);
  }
  const accepts = all(index.size);
  for (const removed of [5, 205, 420]) accepts[removed] = 0;
  const query = ['word3', 'page1', 'new', 'unknown'];
  expect(loaded.score(query, accepts)).toEqual(index.score(query, accepts));
  expect(loaded.saveBlock(1)).toEqual(index.saveBlock(1));
});

test('a removed document leaves none of its words in its block', () => {
  const index = indexOf([['secret', 'note'], ['note']]);
  expect(index.saveBlock(0).terms).toEqual(['note', 'secret']);
  index.remove(0);
  const saved = index.saveBlock(0);
  expect(saved.terms).toEqual(['note']);
  expect([...saved.lengths]).toEqual([0, 1]);
});
