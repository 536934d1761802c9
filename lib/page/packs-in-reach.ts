/**
 * Packs, and what observes the talk of an AI chat, are a script of their own, which comes to a page only when a site was
 * recognised or is a chat: on all others the recorder is the smaller for it. It is found in our own world, which our scripts on
 * a page share and the page cannot see.
 */
import type { SiteData } from '../sites/site-data.ts';
import type { SitePack } from '../sites/site-pack.ts';
import type { observeTalk } from './chat/observe-talk.ts';

export interface PacksInReach {
  /** All packs for a site, the most particular first; `last` stands behind every other, as a chat if the user calls the site one. */
  readonly packsBefore: (last: SitePack, chat: boolean, data: readonly SiteData[]) => readonly SitePack[];
  readonly observeTalk: typeof observeTalk;
}

declare global {
  var retracePacks: PacksInReach | undefined;
}

/** Which of the marks are on a page: ids by the selector that only such pages match. */
export function recognised(page: Document, markers: Readonly<Record<string, string>>): string[] {
  return Object.entries(markers)
    .filter(([, css]) => {
      try {
        return page.querySelector(css) !== null;
      } catch {
        // A page that throws at a look is of no kind we know.
        return false;
      }
    })
    .map(([id]) => id);
}
