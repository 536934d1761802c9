/** More threads than this do not make one text of 32 tokens faster. */
const THREADS_AT_MOST = 4;

/**
 * How many threads the embedder should use: half the cores, at most four, and one where memory cannot be shared (Firefox
 * extensions; Node, where the runtime's threads cannot start).
 */
export function chooseThreads(here: { readonly sharedMemory: boolean; readonly cores: number }): number {
  if (!here.sharedMemory) return 1;
  return Math.max(1, Math.min(THREADS_AT_MOST, Math.floor(here.cores / 2)));
}
