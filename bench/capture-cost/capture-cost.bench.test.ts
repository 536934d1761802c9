import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBrowser } from '../../scripts/browsers/find-browser.ts';
import { benchmark } from './capture-cost.bench.ts';

const built = existsSync(join(import.meta.dirname, '../../.output/chrome-mv3/manifest.json'));
const chromium = 'path' in findBrowser('chromium', false);

test.skipIf(!built || !chromium)(
  'on a page of 20,000 elements the recorder is called, forces no layout and makes no task a long one',
  async () => {
    const { figures, targets, notes } = await benchmark.run({ quick: true, say: () => undefined });
    expect(figures.nodes).toBeGreaterThan(20_000);
    expect(figures.calls).toBeGreaterThan(100);
    expect(figures.forced_layouts).toBe(0);
    expect(figures.script_gzip_kb).toBeLessThanOrEqual(40);
    // Times of so short a run say little on a machine that has other work; a task of ours over 50 ms would say enough.
    expect(figures.handler_max_ms).toBeLessThan(50);
    expect(Object.keys(targets).filter((key) => !Number.isFinite(figures[key]))).toEqual([]);
    expect(notes?.filter((note) => note.startsWith('the extension:'))).toEqual([]);
  },
  60_000,
);
