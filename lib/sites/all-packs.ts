import { anyChat } from './any-chat.ts';
import { anySite } from './any-site.ts';
import { chatSite } from './chat-site.ts';
import { KNOWN_CHATS } from './known-chats.ts';
import { mediawiki } from './mediawiki.ts';
import type { SitePack } from './site-pack.ts';

/** All packs, the most particular first; the last one recognises every page. */
export const ALL_PACKS: readonly SitePack[] = [...KNOWN_CHATS.map(chatSite), mediawiki, anySite];

/** The packs for a site. One that its user calls a chat is read like any site, and its prompts as prompts. */
export function packsFor(chat: boolean): readonly SitePack[] {
  if (!chat) return ALL_PACKS;
  const { promptOf } = chatSite(anyChat);
  return ALL_PACKS.map((pack) => (pack === anySite && promptOf ? { ...pack, promptOf } : pack));
}
