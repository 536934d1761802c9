import type { Capture } from './capture.ts';

/**
 * Listens on the whole window, before the page does, and only to what the user did: an event a script made up has no
 * `isTrusted` and is left alone. Passive, behind the error wall; ends with the capture.
 */
export function listen<N extends keyof WindowEventMap>(
  capture: Capture,
  type: N,
  kind: string,
  handle: (event: WindowEventMap[N]) => void,
): void {
  const guarded = capture.guard((event: WindowEventMap[N]) => {
    if (event.isTrusted) handle(event);
  }, kind);
  capture.window.addEventListener(type, guarded, { capture: true, passive: true, signal: capture.signal });
}

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
