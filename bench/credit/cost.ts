/** What it costs: a working year replayed by a process of its own, and the steps of the core. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { effectAsk } from './ask-the-product.ts';
import { type Family, type Measured, meanOf } from './family.ts';
import { timeCoreSteps } from './time-core-steps.ts';
import { worldNamed } from './world-named.ts';

const YEAR = 'working-year';
const QUICK_STAND_IN = 'a';
/** A hundred thousand events. */
const YEARS_OUTCOMES = 3_000;
const ASKS_WITH_AT = 200;
const CHILD = fileURLToPath(new URL('./replay-in-child.ts', import.meta.url));

export const cost: Family = {
  name: 'cost',
  about:
    'A working year is replayed in a process of its own, from records in memory to the answer of one `effect`; memory is the largest ' +
    'resident set of that process. Asks: 200 of `credit` and `predict` with `at`, spread over the log, and how much longer the ' +
    'replay takes with them. Steps of the core are for 512 features.',
  targets: {
    year_s: { at_most: 30 },
    year_memory_mb: { at_most: 400 },
    asks_with_at_over_replay: { at_most: 1 },
    update_ms: { at_most: 1 },
    instance_credit_ms: { at_most: 5 },
  },
  jobs: ({ quick, seeds }) => [
    quick
      ? { world: QUICK_STAND_IN, label: YEAR, outcomes: 120, seed: seeds[0]! }
      : { world: YEAR, label: YEAR, outcomes: YEARS_OUTCOMES, seed: seeds[0]! },
  ],
  async measure({ world, outcomes, seed }): Promise<Measured> {
    const { records, truth, truths = [truth] } = worldNamed(world).generate({ seed, outcomes });
    const types = new Set(truths.map(({ outcomeType }) => outcomeType));
    const known = records.flatMap((record) => (record.kind === 'outcome' && types.has(record.type) ? [record] : []));
    const every = Math.max(1, Math.floor(known.length / ASKS_WITH_AT));
    const timed = known
      .filter((_, i) => i % every === 0)
      .slice(0, ASKS_WITH_AT)
      .map(({ id, t, thread, type }, i) =>
        i % 2 === 0
          ? { ask: 'credit', outcome: id, k: 10, at: t }
          : {
              ask: 'predict',
              outcome_type: type,
              ...(thread !== undefined && { thread }),
              at: new Date(Date.parse(t) - 1).toISOString(),
            },
      );
    const folder = mkdtempSync(join(tmpdir(), 'retrace-credit-cost-'));
    const run = (asks: readonly object[]) => {
      const file = join(folder, 'run.ndjson');
      writeFileSync(file, [asks, ...records].map((line) => `${JSON.stringify(line)}\n`).join(''));
      const child = spawnSync(process.execPath, [CHILD, file], {
        encoding: 'utf8',
      });
      if (child.status !== 0) throw new Error(`The replay of the year failed: ${child.stderr.slice(-500)}`);
      return JSON.parse(child.stdout) as { seconds: number; memoryMb: number };
    };
    try {
      const alone = run([effectAsk(truth.outcomeType)]);
      const withAsks = run([effectAsk(truth.outcomeType), ...timed]);
      return {
        numbers: {
          records: records.length,
          seconds: alone.seconds,
          memory: alone.memoryMb,
          over: (withAsks.seconds - alone.seconds) / alone.seconds,
          ...timeCoreSteps(),
        },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  conclude: (done) => ({
    figures: {
      year_records: meanOf(done, YEAR, 'records'),
      year_s: meanOf(done, YEAR, 'seconds'),
      year_memory_mb: meanOf(done, YEAR, 'memory'),
      asks_with_at_over_replay: meanOf(done, YEAR, 'over'),
      update_ms: meanOf(done, YEAR, 'update_ms'),
      instance_credit_ms: meanOf(done, YEAR, 'instance_credit_ms'),
    },
  }),
};
