import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuse, highest } from './fuse.ts';

const score = fc.double({ min: 0, max: 20, noNaN: true });
const cosine = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constant(Number.NaN));
const documents = fc.array(fc.record({ score, cosine, accepted: fc.boolean() }), { minLength: 1, maxLength: 30 });

const fused = (docs: readonly { score: number; cosine: number; accepted: boolean }[], withMeaning = true) =>
  fuse(
    Float64Array.from(docs, (doc) => doc.score),
    withMeaning ? Float64Array.from(docs, (doc) => doc.cosine) : null,
    Uint8Array.from(docs, (doc) => (doc.accepted ? 1 : 0)),
  );

test('the best document has 1, and the order of the documents changes nothing, to the last bit', () => {
  fc.assert(
    fc.property(documents, (docs) => {
      const scores = fused(docs);
      expect(Math.max(0, ...scores)).toBeOneOf([0, 1]);
      expect([...fused(docs.toReversed())].reverse()).toEqual([...scores]);
      docs.forEach((doc, i) => {
        expect(Number.isFinite(scores[i])).toBe(true);
        if (!doc.accepted) expect(scores[i]).toBe(0);
      });
    }),
  );
});

test('more words or more meaning never lowers a document below one that has less of both', () => {
  fc.assert(
    fc.property(documents, (docs) => {
      const known = docs.map((doc) => ({ ...doc, cosine: Number.isNaN(doc.cosine) ? 0 : doc.cosine, accepted: true }));
      const scores = fused(known);
      known.forEach((a, i) => {
        known.forEach((b, j) => {
          if (a.score >= b.score && a.cosine >= b.cosine) expect(scores[i]!).toBeGreaterThanOrEqual(scores[j]! - 1e-9);
        });
      });
    }),
  );
});

test('without vectors it is the share of the best word score', () => {
  const docs = [2, 8, 0].map((one) => ({ score: one, cosine: Number.NaN, accepted: true }));
  expect([...fused(docs)]).toEqual([0.25, 1, 0]);
  expect([...fused(docs, false)]).toEqual([0.25, 1, 0]);
});

test('a text without a vector is judged by its words in full: those that have one do not crowd it out', () => {
  const whole = Array.from({ length: 30 }, (_, i) => ({ score: 0, cosine: 0.3 + i / 100, accepted: true }));
  const words = { score: 12, cosine: Number.NaN, accepted: true };
  const none = { score: 0, cosine: Number.NaN, accepted: true };
  const scores = fused([...whole, words, none]);
  expect(scores[30]).toBe(1);
  expect(scores[31]).toBe(0);
});

test('the highest are the k highest and all that tie with the last', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 10 }),
      (list, k) => {
        const found = highest(Float64Array.from(list), new Uint8Array(list.length).fill(1), k);
        const lowest = list.toSorted((a, b) => b - a)[Math.min(k, list.length) - 1] ?? 0;
        expect(found.map((i) => list[i]).sort()).toEqual(list.filter((x) => x >= lowest).sort());
      },
    ),
  );
});

test('a single document that shares a word is found, though there is nothing to compare its meaning with', () => {
  expect(fuse(Float64Array.of(2), Float64Array.of(0.3), Uint8Array.of(1))).toEqual(Float64Array.of(1));
});
