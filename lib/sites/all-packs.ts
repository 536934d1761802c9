import { anyPlace } from './any-place.ts';
import { packsBefore } from './known-packs.ts';
import type { SiteData } from './site-data.ts';
import type { SitePack } from './site-pack.ts';

/** All packs that are code, the most particular first; the last one recognises every page. */
export const ALL_PACKS: readonly SitePack[] = packsBefore(anyPlace, false);

/** The packs for a site whose knowledge is all at hand, the most particular first. */
export function packsFor(chat: boolean, data: readonly SiteData[] = []): readonly SitePack[] {
  return packsBefore(anyPlace, chat, data);
}
