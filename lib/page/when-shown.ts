/**
 * Runs when the page is shown to somebody: at once, or once a page that the browser loaded ahead of time is come to. Most such pages
 * never are, and nobody did anything there.
 */
export function whenShown(page: Document, run: () => void, signal: AbortSignal): void {
  const isLoadedAhead = () => (page as { readonly prerendering?: boolean }).prerendering === true;
  const shown = () => {
    // A page can say so before it is shown.
    if (isLoadedAhead()) return;
    page.removeEventListener('prerenderingchange', shown);
    run();
  };
  if (isLoadedAhead()) page.addEventListener('prerenderingchange', shown, { signal });
  else run();
}

/** Runs each time the page comes back out of the browser's cache, where it heard of nothing that happened meanwhile. */
export function whenRestored(window: Window, run: () => void, signal: AbortSignal): void {
  const look = (event: PageTransitionEvent) => {
    if (event.isTrusted && event.persisted) run();
  };
  window.addEventListener('pageshow', look, { signal });
}
