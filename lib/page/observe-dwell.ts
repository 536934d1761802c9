import { actionOf, type BegunAct, beginAct } from './begin-act.ts';
import type { Capture } from './capture.ts';
import { hear, listen } from './listen.ts';
import { addressOf, PRESENCE, placeName } from './observe-visits.ts';

/** Looked at for less than this, a page was only passed. */
const READ_FROM_IN_MS = 5_000;
/** Without a sign of the user for so long, nobody may be there any more. */
const AWAY_AFTER_IN_MS = 60_000;
/** Signs of the user are taken note of once in so long. */
const NOTED_EVERY_IN_MS = 1_000;

/**
 * Pages that were really looked at, told when they are left or go out of view: for how long they were in view, in front and with
 * signs of somebody there, and how much of them was seen. How far a page was scrolled the browser tells by itself: asking
 * for it would force the page's layout.
 */
export function observeDwell(capture: Capture): void {
  const { window, page, signal, guard } = capture;
  let act: BegunAct | null = null;
  let url = capture.url();
  /** From when on it has been in front without a break; null: it is not. */
  let since: number | null = null;
  let seen = 0;
  let active = Number.NEGATIVE_INFINITY;
  let signs = 0;
  let scrolled: number | null = null;
  let inParts = false;

  const extent = new IntersectionObserver(
    guard(([entry]: IntersectionObserverEntry[]) => {
      extent.disconnect();
      const { boundingClientRect: whole, rootBounds: view } = entry!;
      if (view && whole.height > 0)
        scrolled = Math.max(scrolled ?? 0, Math.min(1, (view.height - whole.top) / whole.height));
    }, 'dwell'),
  );
  signal.addEventListener('abort', () => extent.disconnect());

  function begin(): void {
    act = capture.isPaused() ? null : beginAct(capture);
    url = capture.url();
    seen = 0;
    signs = 0;
    scrolled = null;
    inParts = false;
    since = isInFront() ? performance.now() : null;
    extent.observe(page.documentElement);
  }

  function isInFront(): boolean {
    return page.visibilityState === 'visible' && page.hasFocus();
  }

  /** Adds up what was looked at until now. */
  function count(goesOn: boolean): void {
    const now = performance.now();
    if (since !== null) seen += Math.max(0, Math.min(now, Math.max(since, active) + AWAY_AFTER_IN_MS) - since);
    since = goesOn ? now : null;
  }

  function tell(): void {
    count(false);
    const left = act;
    act = null;
    if (!left || seen < READ_FROM_IN_MS || signs === 0) return;
    const features = {
      ...PRESENCE,
      seconds: Math.round(seen / 1_000),
      ...(scrolled !== null && !inParts && { scrolled: Math.round(scrolled * 100) / 100 }),
    };
    const read = { ...left, t: capture.now() };
    capture.record(actionOf(read, { verb: 'read', object: placeName(url, left.page), features }));
  }

  // A page can scroll by itself: that tells how much was to be seen, and not that anybody is there.
  listen(capture, 'scroll', 'dwell', ({ target }) => {
    // What scrolls in a part of the page says nothing of how much was seen of all.
    if (target === page) extent.observe(page.documentElement);
    else inParts = true;
  });
  const sign = () => {
    const now = performance.now();
    if (signs > 0 && now - active < NOTED_EVERY_IN_MS) return;
    // Nobody was there in between.
    if (since !== null && now - active > AWAY_AFTER_IN_MS) count(true);
    active = now;
    signs++;
    if (addressOf(url.href) !== addressOf(window.location.href)) {
      tell();
      begin();
    }
  };
  for (const type of ['wheel', 'keydown', 'pointerdown', 'pointermove'] as const) listen(capture, type, 'dwell', sign);

  function turn(): void {
    if (!isInFront()) count(false);
    else if (since === null) since = performance.now();
    if (page.visibilityState === 'hidden') {
      tell();
      capture.hurry();
    } else if (act === null) begin();
  }
  for (const type of ['visibilitychange', 'focus', 'blur'] as const) hear(capture, type, 'dwell', turn);
  hear(capture, 'pagehide', 'dwell', () => {
    tell();
    capture.hurry();
  });
  begin();
}
