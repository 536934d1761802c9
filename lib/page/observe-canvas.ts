import { actionOf, type BegunAct, beginAct } from './begin-act.ts';
import type { Capture } from './capture.ts';
import { elementOf, hear, listen } from './listen.ts';

/** A pause as long as this ends an edit. */
const PAUSE_IN_MS = 10_000;
/** Fewer keys steer a view; they write nothing. */
const FEWEST_KEYS = 3;

/**
 * Editors that draw their text themselves: what is written there no page tells. Once a canvas was pressed, keys are counted until
 * something else is; the edit is told at the first pause, by the number of keys and its length, never by which keys they were.
 */
export function observeCanvas(capture: Capture): void {
  const { window, page, signal, guard } = capture;
  let isOnCanvas = false;
  let act: BegunAct | null = null;
  let keys = 0;
  let began = 0;
  let last = 0;
  let timer = 0;

  listen(capture, 'pointerdown', 'canvas', (event) => {
    const now = elementOf(event)?.tagName === 'CANVAS';
    if (isOnCanvas && !now) tell();
    isOnCanvas = now;
  });
  listen(capture, 'keydown', 'canvas', (event) => {
    if (!isOnCanvas || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    // Letters, and what takes them away; arrows only move about.
    if (event.key.length !== 1 && !/^(?:Enter|Backspace|Delete|Process)$/.test(event.key)) return;
    if (capture.isPaused()) return;
    last = performance.now();
    if (act === null) {
      act = beginAct(capture);
      keys = 0;
      began = last;
      wait(PAUSE_IN_MS);
    }
    keys++;
  });

  function wait(ms: number): void {
    const look = () => {
      const left = last + PAUSE_IN_MS - performance.now();
      if (left > 0) wait(left);
      else tell();
    };
    timer = window.setTimeout(guard(look, 'canvas'), ms);
  }

  function tell(): void {
    window.clearTimeout(timer);
    const edit = act;
    act = null;
    if (!edit || keys < FEWEST_KEYS) return;
    const features = { keys, seconds: Math.round((last - began) / 1_000) };
    capture.record(actionOf(edit, { verb: 'edit', object: 'canvas', features }));
  }

  for (const type of ['pagehide', 'visibilitychange'] as const)
    hear(capture, type, 'canvas', () => {
      if (type === 'visibilitychange' && page.visibilityState !== 'hidden') return;
      tell();
      capture.hurry();
    });
  signal.addEventListener('abort', () => window.clearTimeout(timer));
}
