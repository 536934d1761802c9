/** Whether the person's hand is in a list: the pointer over it or the focus inside it. Then its rows must not move. */
import { type ReadonlySignal, signal } from '@preact/signals';

/** Lists that change by themselves carry this attribute. */
const LIVE_LIST = '[data-live]';

export function createHand(document: Document): ReadonlySignal<boolean> {
  const busy = signal(false);
  let pointer = false;
  const inList = (target: EventTarget | null) => target instanceof Element && target.closest(LIVE_LIST) !== null;
  const look = () => {
    busy.value = pointer || inList(document.activeElement);
  };
  document.addEventListener('pointerover', (event) => {
    // Touch has no hover: a tap would hold the list for good.
    pointer = event.pointerType !== 'touch' && inList(event.target);
    look();
  });
  document.documentElement.addEventListener('pointerleave', () => {
    pointer = false;
    look();
  });
  document.addEventListener('focusin', look);
  document.addEventListener('focusout', () => queueMicrotask(look));
  return busy;
}
