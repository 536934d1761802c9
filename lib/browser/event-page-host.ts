/**
 * Firefox: there is no offscreen document, but the event page may have workers. The page, and the worker with it, is
 * suspended after a while without extension events, even in the middle of a computation; a cheap API call now and then keeps it
 * alive for as long as there is work, and not longer.
 */
import { browser } from 'wxt/browser';
import { type EngineHost, EngineStopped } from './engine-host.ts';
import { privateFile } from './private-file.ts';
import { type WorkerEngine, wrapWorker } from './worker-engine.ts';

const KEEP_ALIVE_EVERY_IN_MS = 5_000;

export function createEventPageHost(startWorker: () => Worker, onChanged: () => void): EngineHost {
  let engine: WorkerEngine | null = null;
  let keepingAlive: ReturnType<typeof setInterval> | null = null;

  function running(): WorkerEngine {
    if (!engine) {
      const fresh = wrapWorker(startWorker(), onChanged);
      fresh.died.catch(() => {
        if (engine === fresh) engine = null;
      });
      engine = fresh;
    }
    return engine;
  }

  function keepAlive(): void {
    keepingAlive ??= setInterval(() => void stayIfNeeded(), KEEP_ALIVE_EVERY_IN_MS);
  }

  async function stayIfNeeded(): Promise<void> {
    // An import goes on when the call that began it has long been answered.
    const isNeeded =
      engine !== null && (engine.busy > 0 || (await engine.call('isWorking', []).catch(() => false)) === true);
    if (isNeeded) void browser.runtime.getPlatformInfo();
    else if (keepingAlive !== null) {
      clearInterval(keepingAlive);
      keepingAlive = null;
    }
  }

  return {
    async call(method, args) {
      keepAlive();
      try {
        return (await running().call(method, args)) as never;
      } catch (error) {
        if (!(error instanceof EngineStopped)) throw error;
        return (await running().call(method, args)) as never;
      }
    },
    async urlOf(file) {
      const href = URL.createObjectURL(await privateFile(file));
      return { href, revoke: () => URL.revokeObjectURL(href) };
    },
  };
}
