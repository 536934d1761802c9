import type { ChatPack } from './chat-pack.ts';

/**
 * A chat that the user said is one. Its message box is a field in a form with a button that sends, as self-hosted chats are built,
 * or else the last field of the page; turns, answers and controls are found by structure and by what they say of themselves.
 */
export const anyChat: ChatPack = {
  id: 'any-chat',
  name: 'Chat',
  hosts: [],
  composers: [
    { css: 'form:has(button:not([type="button"])) textarea:not([readonly])', matches: { 'plain-chat': 1 } },
    {
      css: 'form:has(button:not([type="button"])) [contenteditable="true"][role="textbox"]',
      matches: { 'plain-chat': 0 },
    },
    { css: '[contenteditable="true"][role="textbox"]', matches: { 'plain-chat': 0 } },
  ],
  send: [
    { css: 'form:has(textarea, [contenteditable="true"]) button:not([type="button"])', matches: { 'plain-chat': 1 } },
  ],
  userTurns: [],
  assistantTurns: [],
  busy: [],
  actions: [],
  byStructure: true,
  conversation: /^\/(?:c|chat|chats)\/([\w-]+)/,
  seenLive: null,
};
