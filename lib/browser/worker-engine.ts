import * as Comlink from 'comlink';
import type { EngineApi } from '../engine/api.ts';
import { EngineStopped } from './engine-host.ts';

/** What the worker offers besides the engine: a way to be told that something changed. */
export interface WorkerApi extends EngineApi {
  onChanged(listener: () => void): void;
}

/** A running engine worker, as its hosting page sees it. */
export interface WorkerEngine {
  call(method: keyof EngineApi, args: readonly unknown[]): Promise<unknown>;
  /** Calls under way. */
  readonly busy: number;
  /** Rejects once when the worker dies; never resolves. */
  readonly died: Promise<never>;
  stop(): void;
}

/**
 * Wraps a fresh worker. A worker that cannot start or dies rejects all that waits for it: Comlink alone would leave the
 * callers hanging for ever.
 */
export function wrapWorker(worker: Worker, onChanged: () => void): WorkerEngine {
  const remote = Comlink.wrap<WorkerApi>(worker);
  let busy = 0;
  let stop: (why: EngineStopped) => void = () => undefined;
  const died = new Promise<never>((_, reject) => {
    stop = reject;
  });
  died.catch(() => undefined);
  worker.addEventListener('error', (event) => stop(new EngineStopped(event.message || 'The engine could not start.')));
  void remote.onChanged(Comlink.proxy(onChanged));
  return {
    died,
    get busy() {
      return busy;
    },
    async call(method, args) {
      busy++;
      try {
        const calling = remote[method] as (...args: unknown[]) => Promise<unknown>;
        return await Promise.race([calling(...args), died]);
      } finally {
        busy--;
      }
    },
    stop() {
      worker.terminate();
      stop(new EngineStopped('The engine was stopped.'));
    },
  };
}
