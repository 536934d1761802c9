import { anyChat } from './any-chat.ts';
import { calledChat, chatSite } from './chat-site.ts';
import { KNOWN_CHATS } from './known-chats.ts';
import { mediawiki } from './mediawiki.ts';
import { packFromData } from './pack-from-data.ts';
import type { SiteData } from './site-data.ts';
import type { SitePack } from './site-pack.ts';
import { WITH_PACKS } from './with-packs.ts';

/** The packs that are code. */
const CODE: readonly SitePack[] = [...KNOWN_CHATS.map(chatSite), ...(WITH_PACKS ? [mediawiki] : [])];

/**
 * All packs for a site, the most particular first.
 * @param place stands behind every other, and recognises every page.
 * @param chat whether the user calls the site a chat: it is read like any site, and its talk as that of a chat.
 * @param data what is known of the site (packs-for-host.ts); the user's own (`own-…`) goes before everything else.
 */
export function packsBefore(place: SitePack, chat: boolean, data: readonly SiteData[] = []): readonly SitePack[] {
  const last = chat ? calledChat(place, anyChat) : place;
  const known = data.filter((each) => !isOwn(each)).map((each) => packFromData(each, last));
  const packs = [...known, ...CODE, last];
  return data
    .filter(isOwn)
    .reduceRight<readonly SitePack[]>((before, own) => before.map((pack) => packFromData(own, pack)), packs);
}

function isOwn({ id }: SiteData): boolean {
  return id.startsWith('own-');
}
