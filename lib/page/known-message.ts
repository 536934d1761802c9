import { closest, find, matches } from '../sites/asked-of-elements.ts';
import type { KnownMessage } from '../sites/site-pack.ts';

/** The region of a message that the site's pack knows, around an element or in it; null if there is none. */
export function knownRegion(element: Element, messages: readonly KnownMessage[] = []): Element | null {
  for (const { selector } of messages) {
    const region = attempt(() => closest(element, selector) ?? find(element, selector));
    if (region) return region;
  }
  return null;
}

/** What the pack says of a region. */
export function knownMessage(region: Element, messages: readonly KnownMessage[] = []): KnownMessage | undefined {
  return messages.find(({ selector }) => attempt(() => (matches(region, selector) ? region : null)) !== null);
}

/** A selector of a user's own may be one that this browser does not know. */
function attempt(look: () => Element | null): Element | null {
  try {
    return look();
  } catch {
    return null;
  }
}
