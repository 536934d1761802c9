/**
 * The user points at pieces of a page, by mouse, touch or keys. While they do, no press of theirs reaches the page, which is
 * not changed in any way; only events of the user's own count.
 */
export interface Pointing {
  /** What is under the pointer now. */
  readonly onOver: (element: Element) => void;
  readonly onPick: (element: Element) => void;
  readonly onStop: () => void;
  readonly guard: <A extends unknown[]>(run: (...args: A) => unknown, kind?: string) => (...args: A) => void;
}

const PRESSES = [
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'touchstart',
  'touchend',
  'dblclick',
  'auxclick',
] as const;

/** @param host of our own interface: what happens in it is not pointing. Ends with the signal. */
export function pointAt(window: Window, host: Element, pointing: Pointing, signal: AbortSignal): void {
  const ours = (event: Event) => event.composedPath().includes(host);
  const keep = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const options = { capture: true, signal, passive: false } as const;
  const on = <N extends keyof WindowEventMap>(type: N, handle: (event: WindowEventMap[N]) => void) =>
    window.addEventListener(
      type,
      pointing.guard((event: WindowEventMap[N]) => {
        if (event.isTrusted) handle(event);
      }, 'teach'),
      options,
    );

  on('pointermove', (event) => {
    const element = pieceOf(event);
    if (element && !ours(event)) pointing.onOver(element);
  });
  for (const type of PRESSES) {
    on(type, (event) => {
      if (!ours(event)) keep(event);
    });
  }
  on('click', (event) => {
    if (ours(event)) return;
    keep(event);
    const element = pieceOf(event);
    if (element) pointing.onPick(element);
  });
  on('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    keep(event);
    pointing.onStop();
  });
}

/** The element an event is about, as far as a selector of the page can reach: not into a shadow root. */
function pieceOf(event: Event): Element | null {
  for (const target of event.composedPath()) {
    const node = target as Partial<Element>;
    if (node.nodeType === 1 && (node as Element).getRootNode() === (node as Element).ownerDocument)
      return node as Element;
  }
  return null;
}

/** The piece next to one: its first child, its parent, or the one before or after it. The same, if there is none. */
export function pieceBeside(element: Element, key: string): Element {
  const beside =
    key === 'ArrowDown'
      ? element.firstElementChild
      : key === 'ArrowUp'
        ? element.parentElement
        : key === 'ArrowRight'
          ? (element.nextElementSibling ?? element.parentElement?.nextElementSibling)
          : key === 'ArrowLeft'
            ? (element.previousElementSibling ?? element.parentElement)
            : null;
  const outside =
    !beside || beside === element.ownerDocument.documentElement || /^(?:head|script|style)$/i.test(beside.localName);
  return outside ? element : beside;
}
