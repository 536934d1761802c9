import type { ChatPack } from './chat-pack.ts';

/** Copilot for consumers. Turns and button by structure. The box as promptmanager:src/llm_providers.json knows it (read November 2026). */
export const copilot: ChatPack = {
  id: 'copilot',
  name: 'Copilot',
  hosts: ['copilot.microsoft.com'],
  composers: [{ css: 'textarea#userInput', matches: { copilot: 1 } }],
  send: [],
  userTurns: [],
  assistantTurns: [],
  busy: [],
  actions: [],
  byStructure: true,
  conversation: /^\/chats\/([\w-]+)/,
  seenLive: null,
};
