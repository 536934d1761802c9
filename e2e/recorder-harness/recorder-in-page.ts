/** The recorder as a content script has it, with a way out that a test can hear, break and time. Built into one script by open-recorder.ts. */
import { createErrorWall, type ErrorWall } from '../../lib/page/error-wall.ts';
import { startCapture } from '../../lib/page/start-capture.ts';
import { packsFor } from '../../lib/sites/all-packs.ts';
import type { RecorderSettings, RecorderWord } from './recorder-words.ts';

declare global {
  var retraceSettings: RecorderSettings;
  var retraceOut: (json: string) => void;
  var retraceStop: () => void;
  var retraceTimes: number[];
}

/** Callbacks that run while the page waits for an event. */
const HANDLERS = new Set(['click', 'edit', 'submit', 'prompt']);

function start(): void {
  const { keepsText, chat, gone } = retraceSettings;
  let { failures } = retraceSettings;
  const run = new AbortController();
  const say = (word: RecorderWord) => retraceOut(JSON.stringify(word));
  const wall = createErrorWall(
    () => run.abort(),
    (kind, message) => say({ told: `${kind}: ${message}` }),
  );
  globalThis.retraceTimes = [];
  globalThis.retraceStop = () => run.abort();

  const takes = () => {
    if (gone) throw new Error('Extension context invalidated.');
    if (failures-- > 0) throw new Error('nobody there');
  };
  startCapture({
    window,
    packs: packsFor(chat),
    wall: timed(wall),
    keepsText,
    signal: run.signal,
    delivery: {
      async records(records) {
        takes();
        say({ records });
        return { stored: records.map(({ id }) => id), refused: [] };
      },
      async sighting(sighting) {
        takes();
        say({ sighting });
        return { stored: [sighting.id], refused: [] };
      },
    },
  });
}

function timed(wall: ErrorWall): ErrorWall {
  return {
    get count() {
      return wall.count;
    },
    report: wall.report,
    undelivered: wall.undelivered,
    guard: (run, kind) =>
      wall.guard((...args) => {
        const began = performance.now();
        try {
          return run(...args);
        } finally {
          if (kind !== undefined && HANDLERS.has(kind)) retraceTimes.push(performance.now() - began);
        }
      }, kind),
  };
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start, { once: true });
else start();
