import type { ChatPack } from './chat-pack.ts';

/** Mistral's chat. Turns by structure. Selectors from sessionport:adapters.js (read November 2026). */
export const mistral: ChatPack = {
  id: 'mistral',
  name: 'Mistral',
  hosts: ['chat.mistral.ai'],
  composers: [
    { css: 'div.ProseMirror[contenteditable="true"]', matches: { mistral: 1 } },
    { css: 'textarea[name="message.text"]', matches: { mistral: 0, 'mistral-textarea': 1 } },
  ],
  send: [{ css: 'form button[type="submit"]', matches: { mistral: 1 } }],
  userTurns: [],
  assistantTurns: [],
  busy: [],
  actions: [],
  conversation: /^\/chat\/([\w-]+)/,
  seenLive: null,
};
