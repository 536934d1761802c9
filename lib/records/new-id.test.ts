import { expect, test } from 'vitest';
import { newId } from './new-id.ts';

test('ids made one after the other sort in that order and are never the same', () => {
  const ids = Array.from({ length: 5_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
});

test('an id needs no secure context: only random values are asked for', () => {
  expect(newId()).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
});
