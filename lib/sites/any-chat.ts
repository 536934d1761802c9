import type { ChatPack } from './chat-pack.ts';

/** A chat that the user said is one: a message box in a form with a button that sends. Self-hosted chats are built like that. */
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
  conversation: /^\/(?:c|chat|chats)\/([\w-]+)/,
  seenLive: null,
};
