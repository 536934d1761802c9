import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDatabase } from '../store/open-database.ts';
import { countsToSave, createMemoryCheckpoints, openCheckpoints, superfluous } from './checkpoints.ts';

const at = (count: number) => ({
  position: { t: new Date(count * 1_000).toISOString(), id: `e${count}` },
  count,
  snapshot: { count, numbers: Float64Array.of(count) },
});

test('a hundred thousand events keep a handful of checkpoints, and a rewind replays at most a few times what it must', () => {
  let kept: number[] = [];
  for (let count = 5_000; count <= 100_000; count += 5_000) {
    kept.push(count);
    const gone = new Set(superfluous(kept.map((each) => ({ key: each, count: each }))));
    kept = kept.filter((each) => !gone.has(each));
    expect(kept).toContain(count);
  }
  expect(kept.length).toBeLessThanOrEqual(8);
  fc.assert(
    fc.property(fc.integer({ min: 5_000, max: 99_999 }), (target) => {
      const start = Math.max(0, ...kept.filter((each) => each <= target));
      expect(100_000 - start).toBeLessThanOrEqual(4 * Math.max(5_000, 100_000 - target));
    }),
  );
});

test('a log that is read from anywhere to its end saves few states, and a rewind replays at most a few times what it must', () => {
  fc.assert(
    fc.property(fc.nat(99_999), fc.integer({ min: 0, max: 200_000 }), (from, more) => {
      const end = from + more;
      const saved = countsToSave(from, end, 5_000);
      expect(saved.size).toBeLessThanOrEqual(9);
      let kept: number[] = [from];
      for (const count of saved) {
        kept.push(count);
        const gone = new Set(superfluous(kept.map((each) => ({ key: each, count: each }))));
        kept = kept.filter((each) => !gone.has(each));
      }
      for (let target = from; target <= end; target += 1_777) {
        const start = Math.max(from, ...kept.filter((each) => each <= target));
        expect(end - start).toBeLessThanOrEqual(4 * Math.max(5_000, end - target));
      }
    }),
  );
});

test.each(['memory', 'database'])('the latest checkpoint before a position comes back whole (%s)', async (kind) => {
  const keeper =
    kind === 'memory' ? createMemoryCheckpoints() : await openCheckpoints(await openDatabase({ name: 'cp' }), 'v1');
  expect(await keeper.latest()).toBeNull();
  for (const count of [10, 20, 30]) await keeper.save(at(count));
  expect(await keeper.latest()).toEqual(at(30));
  expect(await keeper.latest(at(29).position)).toEqual(at(20));
  await keeper.dropFrom(at(20).position);
  expect(await keeper.latest()).toEqual(at(10));
});

test('states of another engine version are not used', async () => {
  const database = await openDatabase({ name: 'versions' });
  await (await openCheckpoints(database, 'v1')).save(at(10));
  expect(await (await openCheckpoints(database, 'v2')).latest()).toBeNull();
  expect(await database.snapshots.count()).toBe(0);
});
