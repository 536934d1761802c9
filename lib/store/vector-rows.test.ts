import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { HASH_BYTES } from '../models/hash-text.ts';
import type { VectorBlock } from '../models/vectors.ts';
import { openDatabase } from './open-database.ts';
import { vectorRows } from './vector-rows.ts';

const hash = (i: number) => Uint8Array.from({ length: HASH_BYTES }, (_, k) => (i * 17 + k) % 256);
const block = (...texts: number[]): VectorBlock => ({
  hashes: Uint8Array.from(texts.flatMap((i) => [...hash(i)])),
  data: Int8Array.from(texts.flatMap((i) => [i, -i, i, -i])),
});

test('vectors come back by model, without those of deleted texts', async () => {
  const database = await openDatabase({ name: 'vectors' });
  const rows = vectorRows(database);
  await rows.append('m1', block(1, 2, 3));
  await rows.append('m1', block(4));
  await rows.append('m2', block(2));
  await rows.remove('m1', [hash(2), hash(4), hash(9)]);
  const load = async (model: string) => {
    const blocks: VectorBlock[] = [];
    for await (const each of rows.load(model)) blocks.push(each);
    return blocks;
  };
  expect(await load('m1')).toEqual([block(1, 3)]);
  expect(await load('m2')).toEqual([block(2)]);
  // Three are left, of 16 bytes for the hash and four numbers each.
  expect(await rows.bytes()).toBe(3 * (16 + 4));
});
