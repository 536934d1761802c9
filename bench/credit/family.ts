/** A family of measurements: what is run for it, how one run is measured, and what the runs say together. */
import type { Target } from '../benchmark.ts';
import type { Chart } from './draw-chart.ts';

/** One log to make and measure. Jobs are independent of each other, so they run on all cores, in any order. */
export interface Job {
  readonly world: string;
  /** What it counts as in figures: the world and the size that was meant, which a quick run makes smaller. */
  readonly label: string;
  readonly outcomes: number;
  readonly seed: number;
}

export interface Plan {
  /** For figures that are means. */
  readonly seeds: readonly number[];
  /** For rates of false claims, which need many. */
  readonly manySeeds: readonly number[];
  /** A run of a few seconds: the sizes are cut. */
  readonly quick: boolean;
}

/** Figures of one job. Those of methods go into the table of results. */
export interface Measured {
  readonly numbers: Readonly<Record<string, number>>;
  readonly methods?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What could not be measured, and why. */
  readonly missing?: readonly string[];
}

export interface Done extends Measured {
  readonly job: Job;
}

export interface Conclusion {
  readonly figures: Readonly<Record<string, number>>;
  readonly charts?: readonly Chart[];
}

export interface Family {
  readonly name: string;
  /** What it measures and by which definitions, for the page of results. */
  readonly about: string;
  readonly targets: Readonly<Record<string, Target>>;
  jobs(plan: Plan): readonly Job[];
  measure(job: Job): Promise<Measured>;
  /** @param done in the order of the jobs; those that failed are not there. */
  conclude(done: readonly Done[]): Conclusion;
}

const QUICK_OUTCOMES = 60;

/** One job a seed. */
export function jobsOf(
  plan: Plan,
  world: string,
  outcomes: number,
  { seeds = plan.seeds, label = `${world} ${outcomes}` }: { seeds?: readonly number[]; label?: string } = {},
): Job[] {
  const size = plan.quick ? Math.min(outcomes, QUICK_OUTCOMES) : outcomes;
  return seeds.map((seed) => ({ world, label, outcomes: size, seed }));
}

/** The values of one figure over the jobs of a label, without those that do not have it. */
export function valuesOf(done: readonly Done[], label: string, figure: string): number[] {
  return done.flatMap(({ job, numbers }) => {
    const value = job.label === label ? numbers[figure] : undefined;
    return value === undefined || !Number.isFinite(value) ? [] : [value];
  });
}

/** Mean of some figures; NaN of none, which is a figure that is missing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((a, b) => a + b, 0) / values.length;
}

export function meanOf(done: readonly Done[], label: string, figure: string): number {
  return mean(valuesOf(done, label, figure));
}

/** A share whose parts are counted in each job: all counts together, so that jobs with few count for little. */
export function shareOf(done: readonly Done[], label: string, part: string, whole: string): number {
  const sum = (figure: string) => valuesOf(done, label, figure).reduce((a, b) => a + b, 0);
  return sum(whole) === 0 ? Number.NaN : sum(part) / sum(whole);
}
