/**
 * What is known of an AI chat, as a pack for capture: prompts are recorded as the user's words, and the chat's own live
 * regions (an answer coming in) are no consequences.
 */
import { anySite } from './any-site.ts';
import { type ChatPack, chatThread } from './chat-pack.ts';
import type { Sending, SitePack } from './site-pack.ts';

export function chatSite(chat: ChatPack): SitePack {
  const composers = chat.composers.map(({ css }) => css).join(', ');
  const buttons = chat.send.map(({ css }) => css).join(', ');
  return {
    ...anySite,
    id: chat.id,
    recognises: (_, url) => chat.hosts.includes(url.hostname),
    kindOf: () => 'chat',
    threadOf: (_, url) => chatThread(chat, url.pathname) ?? null,
    titleOf: (page) => page.title.slice(0, 200),
    stateOf: () => ({}),
    mainTextOf: () => null,
    quietRegions: '*',
    promptOf: (sending, page) => promptOf(sending, page, composers, buttons),
  };
}

function promptOf(sending: Sending, page: Document, composers: string, buttons: string): string | null {
  if (composers === '') return null;
  const inside = sending.target.closest(composers);
  if (sending.by === 'keydown') {
    return sending.key === 'Enter' && !sending.shift && inside ? textOf(inside) : null;
  }
  if (sending.by === 'click') {
    if (buttons === '' || !sending.target.closest(buttons)) return null;
    return textOf(page.querySelector(composers));
  }
  return textOf(sending.target.querySelector(composers));
}

/** What is written in a message box; null if nothing is. Editors keep one block a line. */
function textOf(composer: Element | null): string | null {
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
