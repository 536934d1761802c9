/** What a benchmark is, and how its figures are held against their targets. */

export interface Target {
  readonly at_least?: number;
  readonly at_most?: number;
}

export interface BenchmarkResult {
  readonly figures: Readonly<Record<string, number>>;
  readonly targets: Readonly<Record<string, Target>>;
  /** What could not be measured on this machine, and why; a figure that is missing is a target missed. */
  readonly notes?: readonly string[];
}

export interface Benchmark {
  readonly name: string;
  /** What it measures, in one sentence. */
  readonly about: string;
  /** @param quick a version of at most 20 seconds that proves the benchmark works; its figures mean little. */
  run(options: {
    readonly quick: boolean;
    /** What else was said on the command line, for this benchmark to read. */
    readonly flags?: readonly string[];
    readonly say: (line: string) => void;
  }): Promise<BenchmarkResult>;
}

/** Keys of the targets that are missed or were not measured. */
export function missedTargets({ figures, targets }: BenchmarkResult): string[] {
  return Object.entries(targets)
    .filter(([key, { at_least, at_most }]) => {
      const figure = figures[key];
      if (figure === undefined || !Number.isFinite(figure)) return true;
      return (at_least !== undefined && figure < at_least) || (at_most !== undefined && figure > at_most);
    })
    .map(([key]) => key);
}

/**
 * Milliseconds (best of 5) of a fixed piece of work: a 192 × 192 matrix product in doubles, 20 times over. Machines
 * differ; an absolute figure is only worth something beside this one, taken in the same run.
 */
export function timeReferenceKernel(): number {
  const n = 192;
  const a = Float64Array.from({ length: n * n }, (_, i) => ((i * 7) % 13) - 6);
  const b = Float64Array.from({ length: n * n }, (_, i) => ((i * 5) % 11) - 5);
  const c = new Float64Array(n * n);
  let best = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < 5; trial++) {
    const start = performance.now();
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < n; k++) {
          const aik = a[i * n + k]!;
          for (let j = 0; j < n; j++) c[i * n + j]! += aik * b[k * n + j]!;
        }
      }
    }
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** The q-quantile of some figures, by the nearest rank; NaN of none. */
export function quantile(figures: readonly number[], q: number): number {
  if (figures.length === 0) return Number.NaN;
  const sorted = [...figures].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)]!;
}
