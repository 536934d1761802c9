/** A thread of the benchmark: a task in, its result out. */
import { parentPort } from 'node:worker_threads';
import { runTask, type Task } from './run-jobs.ts';

parentPort!.on('message', async (task: Task) => parentPort!.postMessage(await runTask(task)));
