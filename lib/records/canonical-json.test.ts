import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, contentHash } from './canonical-json.ts';

test('the order in which keys were written does not matter', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const turned = Object.fromEntries(Object.entries(object).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(object));
      expect(contentHash(turned)).toBe(contentHash(object));
    }),
  );
});

test('it is JSON that says the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('umlauts stay as they are, and undefined members are left out', () => {
  expect(canonicalJson({ b: 'ü', a: [1, undefined], c: undefined })).toBe('{"a":[1,null],"b":"ü"}');
});
