import type { ChatPack } from './chat-pack.ts';

/**
 * DeepSeek: hashed classes, buttons that are none by tag. Turns by structure; box and answers as jackwener/OpenCLI:clis/deepseek
 * knows them (July 2026).
 */
export const deepseek: ChatPack = {
  id: 'deepseek',
  name: 'DeepSeek',
  hosts: ['chat.deepseek.com'],
  composers: [{ css: 'textarea[placeholder*="DeepSeek"]', matches: { deepseek: 1 } }],
  send: [],
  userTurns: [],
  assistantTurns: [],
  busy: [],
  actions: [],
  byStructure: true,
  conversation: /^\/a\/chat\/s\/([\w-]+)/,
  seenLive: null,
};
