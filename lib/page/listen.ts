import type { Capture } from './capture.ts';
import { isTeaching } from './teach/is-teaching.ts';

/**
 * Listens on the whole window, before the page does, and only to what the user did: what a script made up, or had the browser make,
 * is left alone, and so is what they point at for us. Passive, behind the error wall; ends with the capture.
 */
export function listen<N extends keyof WindowEventMap>(
  capture: Capture,
  type: N,
  kind: string,
  handle: (event: WindowEventMap[N]) => void,
): void {
  const guarded = capture.guard((event: WindowEventMap[N]) => {
    if (capture.isByUser(event) && !isTeaching()) handle(event);
  }, kind);
  const options = { capture: true, passive: true, signal: capture.signal };
  capture.window.addEventListener(type, guarded, options);
  if (!STAYS_INSIDE.has(type)) return;
  // The page sees no more of it than of any listener; whoever changes or sends something inside has been there before.
  const heard = new WeakSet<EventTarget>();
  const enter = capture.guard((event: Event) => {
    for (const target of event.composedPath()) {
      if (!(target instanceof ShadowRoot) || heard.has(target)) continue;
      heard.add(target);
      target.addEventListener(type, guarded as EventListener, options);
    }
  }, kind);
  for (const before of ['focusin', 'pointerdown']) capture.window.addEventListener(before, enter, options);
}

/**
 * Listens to what the browser says of the page as a whole: that it is left, shown, in front, at another address. A page can say all of
 * that, too; it is not believed.
 */
export function hear<N extends keyof WindowEventMap | 'visibilitychange'>(
  capture: Capture,
  type: N,
  kind: string,
  handle: (event: N extends keyof WindowEventMap ? WindowEventMap[N] : Event) => void,
): void {
  const heard = capture.guard((event: Event) => {
    // The focus of an element is another matter than that of the window.
    const isOfPage = event.eventPhase === Event.AT_TARGET || type === 'visibilitychange';
    if (event.isTrusted && isOfPage) handle(event as Parameters<typeof handle>[0]);
  }, kind);
  capture.window.addEventListener(type, heard, { capture: true, passive: true, signal: capture.signal });
}

/** Events that do not leave the shadow root they happen in. */
const STAYS_INSIDE: ReadonlySet<string> = new Set(['change', 'submit']);

/** The element an event began at, also inside open shadow roots. */
export function elementOf(event: Event): Element | null {
  const [first] = event.composedPath();
  return isElement(first) ? first : null;
}

/** Ancestors an event passed through, itself first, at most `most`. */
export function pathOf(event: Event, most: number): Element[] {
  return event.composedPath().slice(0, most).filter(isElement);
}

function isElement(target: EventTarget | undefined): target is Element {
  return target !== undefined && (target as Partial<Node>).nodeType === 1;
}
