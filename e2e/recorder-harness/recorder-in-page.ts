/** The recorder as a content script has it, with a way out that a test can hear, break and time. Built into one script by open-recorder.ts. */

import { createErrorWall, type ErrorWall } from '../../lib/page/error-wall.ts';
import type {} from '../../lib/page/packs-in-reach.ts';
import { readersHere } from '../../lib/page/page-readers.ts';
import { startCapture } from '../../lib/page/start-capture.ts';
import { anyPlace } from '../../lib/sites/any-place.ts';
import type { RecorderSettings, RecorderWord } from './recorder-words.ts';

declare global {
  var retraceSettings: RecorderSettings;
  var retraceOut: (json: string) => void;
  var retraceStop: () => void;
  /** Starts anew in the same document, as a changed choice of the user's does. */
  var retraceStart: () => void;
  /** Tells the recorder what a test cannot have the browser say: a page that is really left takes its last words with it here. */
  var retraceHears: (type: string, more?: object) => void;
  var retraceTimes: number[];
  /** The longest any callback of ours took, in milliseconds, and which. */
  var retraceLongest: { kind: string; ms: number };
}

/** Callbacks that run while the page waits for an event. */
const HANDLERS = new Set(['click', 'edit', 'submit', 'prompt']);

function start(): void {
  const { keepsText, chat, gone, trail, resumed } = retraceSettings;
  let { failures } = retraceSettings;
  const run = new AbortController();
  const say = (word: RecorderWord) => retraceOut(JSON.stringify(word));
  const wall = createErrorWall(
    () => run.abort(),
    (kind, message) => say({ told: `${kind}: ${message}` }),
  );
  globalThis.retraceTimes = [];
  globalThis.retraceLongest = { kind: '', ms: 0 };
  globalThis.retraceStop = () => run.abort();

  const takes = () => {
    if (gone) throw new Error('Extension context invalidated.');
    if (failures-- > 0) throw new Error('nobody there');
  };
  startCapture({
    window,
    packs: retracePacks!.packsBefore(anyPlace, chat, []),
    talk: retracePacks!.observeTalk,
    wall: timed(wall),
    keepsText,
    signal: run.signal,
    resumed,
    doing: (secret, dropped) => say({ secret, dropped }),
    readers: async () => readersHere(),
    memory: {
      trail: async () => trail,
      shown: (notices) => say({ shown: notices }),
      left: (unsent) => say({ unsent }),
    },
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
          const ms = performance.now() - began;
          if (kind !== undefined && HANDLERS.has(kind)) retraceTimes.push(ms);
          if (ms > retraceLongest.ms) retraceLongest = { kind: kind ?? '', ms };
        }
      }, kind),
  };
}

const heard: { type: string; listener: (event: object) => void; signal: AbortSignal | undefined }[] = [];
const addListener = window.addEventListener.bind(window) as (...args: unknown[]) => void;
window.addEventListener = (type: string, listener: unknown, options?: AddEventListenerOptions | boolean) => {
  const { signal = undefined } = typeof options === 'object' ? options : {};
  heard.push({ type, listener: listener as (event: object) => void, signal });
  addListener(type, listener, options);
};
globalThis.retraceHears = (type, more = {}) => {
  for (const { type: its, listener, signal } of [...heard])
    if (its === type && !signal?.aborted) listener({ type, isTrusted: true, eventPhase: Event.AT_TARGET, ...more });
};
globalThis.retraceStart = start;
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start, { once: true });
else start();
