import { expect, test } from 'vitest';
import { missedTargets } from '../benchmark.ts';
import { benchmark } from './history.bench.ts';

/** They depend on the machine and on what else it does. */
const TIMES = /_(?:ms|s)$/;

test('the quick version measures every row but times, and holds them', async () => {
  const result = await benchmark.run({ quick: true, say: () => undefined });
  expect(missedTargets(result).filter((key) => !TIMES.test(key))).toEqual([]);
  expect(Object.keys(result.targets).length).toBeGreaterThan(10);
}, 120_000);
