/** Runs jobs on all cores, in worker threads, and keeps their order. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ALL_FAMILIES } from './all-families.ts';
import type { Family, Job, Measured } from './family.ts';

export interface Task {
  readonly family: string;
  readonly job: Job;
}

/** What one job gave: its figures, or why there are none. */
export type Result = { readonly measured: Measured } | { readonly failed: string };

/** Measures one job here and now. An error is a result too: a world that is not there, an ask that is not answered. */
export async function runTask({ family, job }: Task): Promise<Result> {
  try {
    return { measured: await familyNamed(family).measure(job) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

function familyNamed(name: string): Family {
  return ALL_FAMILIES.find((family) => family.name === name)!;
}

/**
 * @param told called after each, with how many are done.
 * @param here in this thread, one after the other.
 */
export async function runTasks(
  tasks: readonly Task[],
  told: (done: number) => void,
  here: boolean,
): Promise<readonly Result[]> {
  const results = new Array<Result>(tasks.length);
  let next = 0;
  let done = 0;
  if (here) {
    for (const [i, task] of tasks.entries()) {
      results[i] = await runTask(task);
      told(++done);
    }
    return results;
  }
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./job-worker.ts', import.meta.url));
      let current = -1;
      const more = () => {
        current = next++;
        if (current < tasks.length) worker.postMessage(tasks[current]);
        else worker.terminate().then(() => resolve(), reject);
      };
      worker.on('message', (result: Result) => {
        results[current] = result;
        told(++done);
        more();
      });
      worker.on('error', reject);
      more();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tasks.length) }, work));
  return results;
}
