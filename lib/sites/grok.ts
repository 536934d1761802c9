import type { ChatPack } from './chat-pack.ts';

/** Grok on its own host. Turns and send button as jackwener/OpenCLI:clis/grok/utils.js knows them (seen there 2026-05-31). */
export const grok: ChatPack = {
  id: 'grok',
  name: 'Grok',
  hosts: ['grok.com'],
  composers: [
    { css: '.tiptap.ProseMirror[contenteditable="true"]', matches: { grok: 1 } },
    { css: 'textarea[aria-label="Ask Grok anything"]', matches: { grok: 0, 'grok-textarea': 1 } },
  ],
  send: [{ css: 'button[data-testid="chat-submit"], button[aria-label="Submit"]', matches: { grok: 1 } }],
  userTurns: [{ css: '[data-testid="user-message"]', matches: { grok: 1 } }],
  assistantTurns: [{ css: '[data-testid="assistant-message"]', matches: { grok: 1 } }],
  busy: [],
  actions: [],
  conversation: /^\/c\/([\w-]+)/,
  seenLive: null,
};
