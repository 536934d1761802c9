import { computeAccessibleName } from 'dom-accessibility-api';
import type { CapturePage } from './capture-page.ts';
import { whenIdle } from './when-idle.ts';

const CONTROL =
  'button, a[href], summary, input[type="submit"], input[type="button"], input[type="checkbox"], input[type="radio"], [role="button"], [role="link"], [role="menuitem"], [role="tab"], [role="switch"], [role="option"]';
const LONGEST_NAME = 80;

/** Clicks on named controls: what was pressed, by its role and name. Trusted clicks only. The name is read when there is time. */
export function observeClicks(page: CapturePage): () => void {
  const stop = new AbortController();
  const clicked = page.wall.guard((event: MouseEvent) => {
    if (!event.isTrusted || !page.isRecording()) return;
    const [target] = event.composedPath();
    const control = target instanceof Element ? target.closest(CONTROL) : null;
    if (!control) return;
    const known = page.pack().controls.find(({ selector }) => control.closest(selector));
    // The page may be gone before it is idle: what leads away is written now, with the name that is at hand.
    const leads = control.closest('a[href], [type="submit"]') !== null;
    const record = (name: string) =>
      page.act({ verb: known?.verb ?? 'press', object: known?.object ?? roleOf(control), text: name || undefined });
    if (leads) record(cheapNameOf(control));
    else whenIdle(page.wall.guard(() => record(fullNameOf(control))));
  });
  document.addEventListener('click', clicked, { capture: true, passive: true, signal: stop.signal });
  return () => stop.abort();
}

function roleOf(control: Element): string {
  const role = control.getAttribute('role');
  if (role) return role;
  if (control.localName === 'a') return 'link';
  if (control.localName === 'input') {
    const type = control.getAttribute('type');
    return type === 'checkbox' || type === 'radio' ? type : 'button';
  }
  return 'button';
}

/** The name as far as it can be had without computing styles. */
function cheapNameOf(control: Element): string {
  const name =
    control.getAttribute('aria-label') ??
    (control instanceof HTMLInputElement ? control.value : (control.textContent ?? '').slice(0, 400)) ??
    control.getAttribute('title') ??
    '';
  return shortened(name);
}

function fullNameOf(control: Element): string {
  return control.isConnected ? shortened(computeAccessibleName(control)) : cheapNameOf(control);
}

function shortened(name: string): string {
  return name.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);
}
