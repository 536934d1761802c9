import { newId } from '../records/new-id.ts';
import type { NamedControl } from '../sites/site-pack.ts';
import type { Capture } from './capture.ts';
import { listen, pathOf } from './listen.ts';
import { type ControlKind, controlIn, fullName, quickName } from './name-of-control.ts';
import type { Sent } from './observe-submits.ts';

const DEEPEST_PATH = 10;
/** Faster than any person: what comes above it in a second is a page clicking for itself. */
const MOST_IN_A_SECOND = 20;

const VERBS: Readonly<Record<ControlKind, string>> = {
  button: 'press',
  link: 'open',
  tab: 'choose',
  menuitem: 'choose',
  option: 'choose',
  switch: 'toggle',
  summary: 'open',
};

/**
 * Clicks on controls that have a role, by mouse, touch or keyboard. In the handler only what is cheap is read; the full name
 * follows in a quiet moment. A click that sends a form is told by the form (observe-submits.ts).
 */
export function observeClicks(capture: Capture, sent: Sent): void {
  let second = 0;
  let clicks = 0;
  listen(capture, 'click', 'click', (event) => {
    const now = Math.floor(event.timeStamp / 1_000);
    clicks = now === second ? clicks + 1 : 1;
    second = now;
    if (clicks > MOST_IN_A_SECOND) return;
    const path = pathOf(event, DEEPEST_PATH);
    const known = knownControl(path, capture.pack().controls);
    const found = controlIn(path);
    const control = known?.element ?? found?.control;
    if (!control || capture.isPaused()) return;

    const id = newId();
    const t = capture.now();
    const thread = capture.thread();
    const pack = capture.pack().id;
    const kind = found?.kind ?? 'button';
    const doing = known ? `${known.control.verb}:${known.control.object}` : `${VERBS[kind]}:${kind}`;
    // Where text may not be kept, the words of a link are somebody's text; those of a button say what was done.
    const named = capture.keepsText() || kind !== 'link';
    const quick = named ? quickName(control) : '';
    capture.later(() => {
      if (sent.since(event.timeStamp, control)) return;
      const text = named ? nameOr(quick, control) : '';
      capture.record({
        kind: 'action',
        id,
        t,
        ...(thread !== undefined && { thread }),
        type: `${pack}:${doing}`,
        ...(text !== '' && { text }),
      });
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
    const control = controls.find(({ selector }) => element.matches(selector));
    if (control) return { element, control };
  }
  return null;
}
