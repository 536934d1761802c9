/**
 * What is known of an AI chat, as a pack for capture: prompts are recorded as the user's words, and the chat's own live
 * regions (an answer coming in) are no consequences.
 */
import { anyPlace } from './any-place.ts';
import { type ChatPack, chatThread } from './chat-pack.ts';
import { type ChatReader, chatReader } from './chat-reader.ts';
import type { Sending, SitePack } from './site-pack.ts';

export function chatSite(chat: ChatPack): SitePack {
  return {
    ...anyPlace,
    id: chat.id,
    recognises: (_, url) => chat.hosts.includes(url.hostname),
    kindOf: () => 'chat',
    threadOf: (_, url) => chatThread(chat, url.pathname) ?? null,
    titleOf: (page) => page.title.slice(0, 200),
    stateOf: () => ({}),
    mainTextOf: () => null,
    repliesOf: () => [],
    mentionsOf: () => [],
    ...howToRead(chat),
  };
}

/** A pack for a site that its user calls a chat: read as it is, and its talk as that of a chat. */
export function calledChat(site: SitePack, chat: ChatPack): SitePack {
  return { ...site, ...howToRead(chat) };
}

function howToRead(chat: ChatPack): Required<Pick<SitePack, 'quietRegions' | 'promptOf' | 'chat'>> {
  const reader = chatReader(chat);
  return { quietRegions: '*', chat: reader, promptOf: (sending, page) => promptOf(sending, page, reader) };
}

function promptOf(sending: Sending, page: Document, reader: ChatReader): string | null {
  const composer = reader.composerOf(page);
  if (!composer) return null;
  const { target, by } = sending;
  const inside = composer.contains(target);
  if (by === 'keydown') return sending.key === 'Enter' && !sending.shift && inside ? textOf(composer) : null;
  if (by === 'click') return !inside && reader.sends(target, composer) ? textOf(composer) : null;
  return target.contains(composer) ? textOf(composer) : null;
}

/** What is written in a message box; null if nothing is. Editors keep one block a line. */
export function textOf(composer: Element | null): string | null {
  if (!composer) return null;
  const value = (composer as Partial<HTMLTextAreaElement>).value;
  const blocks = composer.querySelectorAll(':scope > p, :scope > div, :scope > li');
  const text =
    typeof value === 'string'
      ? value
      : blocks.length > 0
        ? [...blocks].map((block) => block.textContent ?? '').join('\n')
        : (composer.textContent ?? '');
  return text.trim() === '' ? null : text.trim();
}
