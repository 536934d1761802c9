import type { Benchmark } from '../benchmark.ts';
import { measureKeeping } from '../history/keeping.ts';

/** `--tuning` takes the seeds and the person that the design was made on, and writes no results. */
export const benchmark: Benchmark = {
  name: 'keeping',
  about: 'what is left of credit and recall at a tenth of the bytes of a log, beside oldest-first and random',
  run: ({ quick, say, flags = [] }) => measureKeeping({ quick, say, tuning: flags.includes('--tuning') }),
};
