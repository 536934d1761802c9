import { anySite } from './any-site.ts';
import { chatSite } from './chat-site.ts';
import { KNOWN_CHATS } from './known-chats.ts';
import { mediawiki } from './mediawiki.ts';
import type { SitePack } from './site-pack.ts';

/** All packs, the most particular first; the last one recognises every page. */
export const ALL_PACKS: readonly SitePack[] = [...KNOWN_CHATS.map(chatSite), mediawiki, anySite];
