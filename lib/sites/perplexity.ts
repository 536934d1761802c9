import type { ChatPack } from './chat-pack.ts';

/** Perplexity: Lexical in the box. Turns by structure. Selectors from promptmanager:src/llm_providers.json (read November 2026). */
export const perplexity: ChatPack = {
  id: 'perplexity',
  name: 'Perplexity',
  hosts: ['www.perplexity.ai', 'perplexity.ai'],
  composers: [
    { css: '#ask-input', matches: { perplexity: 1 } },
    { css: '[data-lexical-editor="true"][contenteditable="true"]', matches: { perplexity: 1 } },
  ],
  send: [{ css: 'button[aria-label="Submit"]', matches: { perplexity: 1 } }],
  userTurns: [],
  assistantTurns: [],
  busy: [],
  actions: [],
  conversation: /^\/search\/([\w.-]+)/,
  seenLive: null,
};
