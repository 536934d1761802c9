import { EngineStopped } from './engine-host.ts';
import { handleMessages } from './handle-messages.ts';
import { send } from './messages.ts';
import { privateFile } from './private-file.ts';
import { watchBattery } from './watch-battery.ts';
import { type WorkerEngine, wrapWorker } from './worker-engine.ts';

/** The other end of the offscreen host: holds the worker and passes calls on. A dead worker is replaced at the next call. */
export function serveEngine(startWorker: () => Worker): void {
  let engine: WorkerEngine | null = null;
  let isOnBattery = false;

  function running(): WorkerEngine {
    if (!engine) {
      const fresh = wrapWorker(startWorker(), tellPanels);
      fresh.died.catch(() => {
        if (engine === fresh) engine = null;
      });
      engine = fresh;
      // A worker that does not hear it goes on as on mains.
      fresh.call('onBattery', [isOnBattery]).catch(() => undefined);
    }
    return engine;
  }

  void watchBattery((isOn) => {
    isOnBattery = isOn;
    engine?.call('onBattery', [isOn]).catch(() => undefined);
  });

  handleMessages({
    'background>offscreen:call': {
      from: ['own-page'],
      handle: async ({ method, args }) => {
        try {
          return await running().call(method, args);
        } catch (error) {
          // Names do not cross the message boundary; the host tells a dead engine from a refusal by this beginning.
          if (error instanceof EngineStopped) throw new Error(`${EngineStopped.name}: ${error.message}`);
          throw error;
        }
      },
    },
    // A service worker can make no addresses for files.
    'background>offscreen:url': {
      from: ['own-page'],
      handle: async (asked) => {
        if ('file' in asked) return URL.createObjectURL(await privateFile(asked.file));
        URL.revokeObjectURL(asked.revoke);
        return null;
      },
    },
  });
}

function tellPanels(): void {
  // No panel may be open: then nobody listens, and nothing is lost.
  send('background>panel:changed', { what: 'engine' }).catch(() => undefined);
}
