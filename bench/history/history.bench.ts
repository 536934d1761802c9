import type { Benchmark, BenchmarkResult } from '../benchmark.ts';
import { deletionRows } from './deletion-rows.ts';
import { exportRows } from './export-rows.ts';
import { importRows } from './import-rows.ts';
import { measureKeeping } from './keeping.ts';

type Rows = (options: { readonly quick: boolean; readonly say: (line: string) => void }) => Promise<BenchmarkResult>;

const ROWS: Readonly<Record<string, Rows>> = {
  import: importRows,
  deletion: deletionRows,
  export: exportRows,
  keeping: measureKeeping,
};

/** `--deletion` and the like take these rows alone, and write no results. */
export const benchmark: Benchmark = {
  name: 'history',
  about: 'history in, everything out, deletion that reaches everything, and what is worth keeping',
  async run({ quick, say, flags = [] }) {
    const asked = Object.keys(ROWS).filter((name) => flags.includes(`--${name}`));
    // The quick version of keeping has a test of its own.
    const names = asked.length > 0 ? asked : Object.keys(ROWS).filter((name) => !quick || name !== 'keeping');
    const figures: Record<string, number> = {};
    const targets: Record<string, BenchmarkResult['targets'][string]> = {};
    const notes: string[] = [];
    for (const name of names) {
      say(`${name}:`);
      const rows = await ROWS[name]!({ quick, say });
      Object.assign(figures, rows.figures);
      Object.assign(targets, rows.targets);
      notes.push(...(rows.notes ?? []));
    }
    return { figures, targets, notes };
  },
};
