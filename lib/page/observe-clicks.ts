import { matches } from '../sites/asked-of-elements.ts';
import type { NamedControl } from '../sites/site-pack.ts';
import { whatAControlDoes } from '../sites/what-a-control-does.ts';
import { actionOf, beginAct } from './begin-act.ts';
import type { Capture } from './capture.ts';
import { listen, pathOf } from './listen.ts';
import { controlIn, fullName, quickName, selectorOf } from './name-of-control.ts';
import type { Sent } from './observe-submits.ts';

const DEEPEST_PATH = 10;
/** Faster than any person: what comes above it in a second is a page clicking for itself. */
const MOST_IN_A_SECOND = 20;
/** A button pressed again later than this was meant each time, as in paging; sooner, it is the second half of a double click. */
const SOONEST_AGAIN_IN_MS = 150;

/**
 * Clicks on controls, by mouse, touch or keyboard: on what has a role, and on what its makers marked as a thing to be pressed. A
 * double click, and a key that is held down, are one act; a button that is pressed again at a person's pace is not, since it does
 * what it does each time. In the handler only what is cheap is read; the full name follows in a quiet moment. A click that sends a form is told by the form (observe-submits.ts).
 */
export function observeClicks(capture: Capture, sent: Sent): void {
  let second = 0;
  let clicks = 0;
  let last: { readonly control: Element; readonly time: number } | null = null;
  listen(capture, 'click', 'click', (event) => {
    const now = Math.floor(event.timeStamp / 1_000);
    clicks = now === second ? clicks + 1 : 1;
    second = now;
    if (clicks > MOST_IN_A_SECOND) capture.giveUp();
    if (clicks > MOST_IN_A_SECOND || capture.claimed.has(event)) return;
    const path = pathOf(event, DEEPEST_PATH);
    const known = knownControl(path, capture.pack().controls);
    const found = controlIn(path);
    const control = known?.element ?? found?.control;
    const kind = found?.kind ?? 'button';
    const again =
      event.detail > 1 &&
      last !== null &&
      control === last.control &&
      (kind !== 'button' || event.timeStamp - last.time < SOONEST_AGAIN_IN_MS);
    last = control ? { control, time: event.timeStamp } : null;
    if (!control || again || (event.detail === 0 && sent.isKeyHeld()) || capture.isPaused()) return;
    // What ends with words being selected in it was not pressed.
    if (found?.kind === 'thing' && hasSelected(capture.window)) return;

    const act = beginAct(capture);
    // Where text may not be kept, the words of a link or a card are somebody's text; those of a button say what was done.
    const named = capture.keepsText() || (kind !== 'link' && kind !== 'thing');
    const quick = quickName(control);
    // A control that its own click takes away has no place any more in a quiet moment: what it does is read now.
    const doing = known ? known.control : whatAControlDoes(control, kind, capture.url(), quick);
    capture.later(() => {
      if (sent.since(event.timeStamp, control)) return;
      const text = named ? nameOr(quick, control) : '';
      const where = selectorOf(control);
      const made = actionOf(act, { verb: doing.verb, object: doing.object, text, control: where });
      (capture.holds.get(event) ?? capture.record)(made);
    }, 'click-name');
  });
}

/** The full name, if it can still be had: the click may have taken the control off the page. */
function nameOr(quick: string, control: Element): string {
  if (!control.isConnected) return quick;
  try {
    return fullName(control) || quick;
  } catch {
    // A page can make a name throw; what was read in the handler stays.
    return quick;
  }
}

function knownControl(
  path: readonly Element[],
  controls: readonly NamedControl[],
): { readonly element: Element; readonly control: NamedControl } | null {
  for (const element of path) {
    const control = controls.find(({ selector }) => matches(element, selector));
    if (control) return { element, control };
  }
  return null;
}

/** Whether text is selected, by its ends: asked for its type, a selection makes the browser lay the page out. */
function hasSelected(window: Window): boolean {
  const selection = window.getSelection();
  return (
    selection !== null &&
    (selection.anchorNode !== selection.focusNode || selection.anchorOffset !== selection.focusOffset)
  );
}
