import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBrowser } from '../../scripts/browsers/find-browser.ts';
import { benchmark } from './foundation.bench.ts';

const built = existsSync(join(import.meta.dirname, '../../.output/chrome-mv3/manifest.json'));
const chromium = 'path' in findBrowser('chromium', false);

test.skipIf(!built || !chromium)(
  'the quick version gives a figure for all it measures, and names the targets of the whole',
  async () => {
    const { figures, targets } = await benchmark.run({ quick: true, say: () => undefined });
    expect(Object.entries(figures).filter(([, figure]) => !(Number.isFinite(figure) && figure > 0))).toEqual([]);
    expect(Object.keys(figures)).toEqual(
      expect.arrayContaining([
        'store_and_engine_s',
        'replay_s',
        'embedding_ms',
        'acknowledgement_p99_ms',
        'content_script_kb',
      ]),
    );
    expect(targets.lost_or_doubled).toEqual({ at_most: 0 });
  },
  60_000,
);
