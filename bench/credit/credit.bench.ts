import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark, Target } from '../benchmark.ts';
import { ALL_FAMILIES } from './all-families.ts';
import type { Chart } from './draw-chart.ts';
import type { Done, Plan } from './family.ts';
import { runTasks } from './run-jobs.ts';
import { writePictures } from './write-pictures.ts';
import { resultsPage } from './write-results.ts';

const range = (from: number, n: number) => Array.from({ length: n }, (_, i) => from + i);
/** Figures are reported on seeds that nothing was ever tuned on. */
const REPORTED: Plan = { seeds: range(1_001, 20), manySeeds: range(1_001, 200), quick: false };
const TUNING: Plan = { seeds: range(1, 20), manySeeds: range(1, 99), quick: false };
const QUICK: Plan = { seeds: [1_001], manySeeds: [1_001, 1_002], quick: true };

/**
 * Credit on planted worlds, asked by the replay contract alone, beside every baseline. `--only NAME,…` runs some families, `--seeds N`
 * fewer seeds, and `--tuning` those that may be tuned on; none of these writes results.
 */
export const benchmark: Benchmark = {
  name: 'credit',
  about: 'how well effects and credit are told on worlds whose causes are known, against ten baselines',
  async run({ quick, say, flags = [] }) {
    const after = (flag: string) => (flags.includes(flag) ? flags[flags.indexOf(flag) + 1] : undefined);
    const only = after('--only')?.split(',');
    const few = Number(after('--seeds') ?? Number.POSITIVE_INFINITY);
    const whole = quick ? QUICK : flags.includes('--tuning') ? TUNING : REPORTED;
    const plan: Plan = {
      seeds: whole.seeds.slice(0, few),
      manySeeds: whole.manySeeds.slice(0, few),
      quick,
    };
    const families = ALL_FAMILIES.filter(({ name }) => !only || only.includes(name));
    if (families.length === 0) {
      throw new Error(`“--only” takes some of: ${ALL_FAMILIES.map(({ name }) => name).join(', ')}`);
    }

    const figures: Record<string, number> = {};
    const targets: Record<string, Target> = {};
    const notes = new Set<string>();
    const charts: Chart[] = [];
    const concluded = [];
    for (const family of families) {
      const started = performance.now();
      const jobs = family.jobs(plan);
      const tasks = jobs.map((job) => ({ family: family.name, job }));
      const told = (n: number) => n % Math.ceil(jobs.length / 4) === 0 && say(`${family.name}: ${n} of ${jobs.length}`);
      const results = await runTasks(tasks, told, quick);
      const done: Done[] = [];
      for (const [i, result] of results.entries()) {
        if ('failed' in result) notes.add(`${family.name}, ${jobs[i]!.label}: ${result.failed}`);
        else {
          done.push({ job: jobs[i]!, ...result.measured });
          for (const why of result.measured.missing ?? []) notes.add(`${family.name}, ${jobs[i]!.label}: ${why}`);
        }
      }
      const conclusion = family.conclude(done);
      for (const [key, figure] of Object.entries(conclusion.figures)) {
        if (Number.isFinite(figure)) figures[key] = Number(figure.toFixed(4));
      }
      Object.assign(targets, family.targets);
      charts.push(...(conclusion.charts ?? []));
      concluded.push({ family, done, charts: (conclusion.charts ?? []).map(({ name }) => name) });
      say(`${family.name}: ${((performance.now() - started) / 1_000).toFixed(0)} s`);
    }
    const result = { figures, targets, notes: [...notes] };
    if (whole === REPORTED && flags.length === 0) {
      const why = await writePictures(charts, join(import.meta.dirname, 'plots'));
      if (why) result.notes.push(why);
      writeFileSync(join(import.meta.dirname, 'RESULTS.md'), resultsPage(result, concluded));
    }
    return result;
  },
};
