import { closest, tagOf } from '../sites/asked-of-elements.ts';
import { kindOfThing } from '../sites/kind-of-thing.ts';
import { actionOf, beginAct } from './begin-act.ts';
import type { Capture } from './capture.ts';
import { elementOf, listen } from './listen.ts';
import { selectorOf } from './name-of-control.ts';

/** A pointer that went no farther only pressed. */
const MOVED_FROM_IN_PIXELS = 8;
/** A thing that was moved has its new place within this time. */
const PLACED_WITHIN_IN_MS = 600;
/** A page that prints right after a press prints because of it. */
const PRINTS_WITHIN_IN_MS = 2_000;
const MOVABLE =
  '[draggable="true"], [aria-grabbed], [aria-roledescription*="drag" i], [aria-roledescription*="sort" i], [data-draggable], [data-rbd-draggable-id], [data-rfd-draggable-id], .draggable, .sortable-item, .ui-sortable-handle';

/**
 * Things moved within the page by the pointer alone, dialogs closed by a key, pages printed. A thing was moved if it stands
 * elsewhere afterwards: between other things, or in another list. What the browser itself drags is told by observe-transfers.ts.
 */
export function observeMoves(capture: Capture): void {
  const { window, signal, guard } = capture;
  let held: { readonly thing: Element; readonly place: readonly (Element | null)[]; x: number; y: number } | null =
    null;
  let timer = 0;
  /** Looks where the thing stands that was let go last. */
  let look = () => {};
  let pressed = Number.NEGATIVE_INFINITY;

  listen(capture, 'pointerdown', 'move', (event) => {
    look();
    const pressed = elementOf(event);
    const thing = pressed && closest(pressed, MOVABLE);
    held = thing ? { thing, place: placeOf(thing), x: event.clientX, y: event.clientY } : null;
  });
  // The browser drags it from here on.
  listen(capture, 'pointercancel', 'move', () => {
    held = null;
  });
  listen(capture, 'pointerup', 'move', (event) => {
    const mine = held;
    held = null;
    if (!mine || Math.hypot(event.clientX - mine.x, event.clientY - mine.y) < MOVED_FROM_IN_PIXELS) return;
    if (capture.isPaused()) return;
    const act = beginAct(capture);
    const object = kindOfThing(capture.url()) ?? 'thing';
    look = () => {
      window.clearTimeout(timer);
      look = () => {};
      if (!mine.thing.isConnected || placeOf(mine.thing).every((part, at) => part === mine.place[at])) return;
      capture.record(actionOf(act, { verb: 'move', object, control: selectorOf(mine.thing) }));
    };
    timer = window.setTimeout(
      guard(() => look(), 'move'),
      PLACED_WITHIN_IN_MS,
    );
  });

  listen(capture, 'cancel' as keyof WindowEventMap, 'move', (event) => {
    const closed = elementOf(event);
    if (!closed || tagOf(closed) !== 'DIALOG' || capture.isPaused()) return;
    capture.record(actionOf(beginAct(capture), { verb: 'close', object: 'dialog' }));
  });

  listen(capture, 'click', 'move', (event) => {
    pressed = event.timeStamp;
  });
  listen(capture, 'beforeprint', 'move', (event) => {
    // The press that led to it is told already.
    if (event.timeStamp - pressed < PRINTS_WITHIN_IN_MS || capture.isPaused()) return;
    capture.record(actionOf(beginAct(capture), { verb: 'print', object: kindOfThing(capture.url()) ?? 'page' }));
  });
  signal.addEventListener('abort', () => window.clearTimeout(timer));
}

function placeOf(thing: Element): readonly (Element | null)[] {
  return [thing.parentElement, thing.previousElementSibling];
}
