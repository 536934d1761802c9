import type { ChatPack } from './chat-pack.ts';

/**
 * Gemini: custom elements, the same in every language. Quill in the box, labels localised. Elements from the composer and turn
 * selectors of maintained exporters and from urzeye/ophel:src/adapters/gemini.ts (read November 2026).
 */
export const gemini: ChatPack = {
  id: 'gemini',
  name: 'Gemini',
  hosts: ['gemini.google.com'],
  composers: [{ css: 'rich-textarea .ql-editor[contenteditable="true"]', matches: { gemini: 1 } }],
  send: [{ css: 'button.send-button:not(.stop)', matches: { gemini: 1, 'gemini-busy': 0 } }],
  userTurns: [{ css: 'user-query .query-text', matches: { gemini: 1 } }],
  assistantTurns: [{ css: 'model-response message-content', matches: { gemini: 1 } }],
  busy: [{ css: 'mat-icon[fonticon="stop"]', matches: { gemini: 0, 'gemini-busy': 1 } }],
  actions: [
    { verb: 'rate-good', css: 'thumb-up-button', matches: { gemini: 1 } },
    { verb: 'rate-bad', css: 'thumb-down-button', matches: { gemini: 1 } },
    { verb: 'copy', css: 'copy-button', matches: { gemini: 1 } },
    { verb: 'stop', css: 'button.send-button.stop', matches: { gemini: 0, 'gemini-busy': 1 } },
  ],
  conversation: /^\/(?:u\/\d+\/)?(?:app|gem\/[^/]+)\/([\w-]+)/,
  seenLive: null,
};
