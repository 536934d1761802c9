import fc from 'fast-check';
import { expect, test } from 'vitest';
import { workingLog } from '../../bench/foundation/working-log.ts';
import { VectorTable } from '../models/vector-table.ts';
import { entriesOf } from './entries-of.ts';
import { Recall } from './recall.ts';

const records = [...workingLog(450, 2)];

test('whatever came and went in whatever order, the entries are those of the records that are left', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(records, { minLength: 1 }), fc.nat(200), (some, removed) => {
      const index = new Recall(new VectorTable());
      for (const record of some) index.add(record);
      for (const { id } of some.slice(0, removed)) index.remove(id);
      const fresh = new Recall(new VectorTable());
      for (const record of records) if (some.slice(removed).includes(record)) fresh.add(record);
      expect(entriesOf(index)).toEqual(entriesOf(fresh));
    }),
    { numRuns: 25 },
  );
});

test('saved and loaded block by block, the entries are the same', () => {
  const index = new Recall(new VectorTable());
  for (const record of records) index.add(record);
  const loaded = new Recall(new VectorTable());
  for (let block = 0; block < index.blocks; block++) loaded.loadBlock(index.saveBlock(block));
  expect(entriesOf(loaded)).toEqual(entriesOf(index));
});
