import { pageAddress } from '../sites/page-address.ts';
import type { Capture } from './capture.ts';
import { hear } from './listen.ts';

/** How often the address is compared where the browser tells no navigation, in milliseconds. */
const LOOK_EVERY_IN_MS = 1_000;

export interface Arrival {
  readonly url: URL;
  /** The first arrival of this document, a change of address inside it, or a return to it from the browser's cache. */
  readonly by: 'load' | 'inside' | 'return';
}

interface NavigationLike extends EventTarget {
  addEventListener(type: 'navigatesuccess', listener: () => void, options: AddEventListenerOptions): void;
}

/**
 * Tells each page the user comes to: loads, changes of address inside a one-page app, and returns from the browser's
 * cache. The page's own functions are not touched: where there is no navigation API the address is looked at, while the
 * page is in view.
 */
export function observeNavigation(capture: Capture, arrived: (arrival: Arrival) => void): void {
  const { window, signal } = capture;
  let last = pageAddress(capture.url().href);

  const look = capture.guard(() => {
    const url = capture.url();
    const address = pageAddress(url.href);
    if (address === last) return;
    last = address;
    arrived({ url, by: 'inside' });
  }, 'navigation');

  const options = { signal, passive: true };
  const navigation = (window as { navigation?: NavigationLike }).navigation;
  navigation?.addEventListener('navigatesuccess', look, options);
  for (const type of ['popstate', 'hashchange'] as const) hear(capture, type, 'navigation', look);
  if (!navigation) {
    const timer = window.setInterval(() => {
      if (capture.page.visibilityState === 'visible') look();
    }, LOOK_EVERY_IN_MS);
    signal.addEventListener('abort', () => window.clearInterval(timer));
  }
  hear(capture, 'pageshow', 'navigation', ({ persisted }) => {
    if (persisted) arrived({ url: capture.url(), by: 'return' });
  });
  arrived({ url: capture.url(), by: 'load' });
}
