import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NameTable } from './name-table.ts';

const uses = fc.dictionary(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 1_000 }));

test('a table that was written has the same names under the same numbers', () => {
  fc.assert(
    fc.property(uses, (of) => {
      const table = NameTable.of(new Map(Object.entries(of)));
      const read = NameTable.decode(table.encode());
      expect(read.size).toBe(Object.keys(of).length);
      for (const name of Object.keys(of)) expect(read.nameOf(table.numberOf(name))).toBe(name);
    }),
  );
});

test('the order in which names were met makes no difference', () => {
  const of: readonly (readonly [string, number])[] = [
    ['b', 2],
    ['a', 2],
    ['c', 9],
  ];
  expect(NameTable.of(new Map(of.toReversed())).encode()).toEqual(NameTable.of(new Map(of)).encode());
});

test('the 127 names used most have numbers of one byte', () => {
  const of = new Map(Array.from({ length: 1_000 }, (_, i) => [`name ${(i * 617) % 1_000}`, 1_000 - i] as const));
  const table = NameTable.of(of);
  const often = [...of.keys()].slice(0, 127);
  expect(Math.max(...often.map((name) => table.numberOf(name)))).toBeLessThan(128);
});

test('what is not used any more is forgotten, and all other names keep their numbers', () => {
  fc.assert(
    fc.property(uses, fc.func(fc.boolean()), (of, isUsed) => {
      const names = Object.keys(of);
      const table = NameTable.of(new Map(Object.entries(of)));
      const used = new Set(names.filter((name) => isUsed(name)));
      const numbers = new Set([...used].map((name) => table.numberOf(name)));
      const left = NameTable.decode(table.keepOnly(numbers).encode());
      for (const name of names) expect(left.nameOf(table.numberOf(name))).toBe(used.has(name) ? name : '');
    }),
  );
});

test('a name or a number that is not there is an error, not a guess', () => {
  const table = NameTable.of(new Map([['here', 1]]));
  expect(() => table.numberOf('there')).toThrow(RangeError);
  expect(() => table.nameOf(1)).toThrow(RangeError);
});
