import { expect, test } from 'vitest';
import { KEEPING_TARGETS } from '../history/keeping.ts';
import { benchmark } from './keeping.bench.ts';

test('the quick version measures ours beside every rival within the budget, and names the targets of the whole', async () => {
  const { figures, targets } = await benchmark.run({ quick: true, say: () => undefined });
  expect(targets).toBe(KEEPING_TARGETS);
  expect(figures.keeping_largest_share_of_bytes).toBeLessThanOrEqual(0.1);
  for (const rival of ['oldest_first', 'random', 'oldest_texts', 'random_texts']) {
    expect(figures[`keeping_recall_loss_of_${rival}`]).toBeGreaterThan(figures.keeping_recall_loss!);
  }
}, 60_000);
