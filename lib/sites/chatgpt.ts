import type { ChatPack } from './chat-pack.ts';

/**
 * ChatGPT in the three forms that are live: the classic one, the new one (since September 2026) and the one for phones and
 * people who are not logged in. Selectors from the changelogs and fixtures of maintained userscripts (docs/sites.md).
 */
export const chatgpt: ChatPack = {
  id: 'chatgpt',
  name: 'ChatGPT',
  hosts: ['chatgpt.com', 'chat.openai.com'],
  composers: [
    {
      css: 'form[data-chatgpt-composer] [data-composer-markdown][contenteditable="true"]',
      matches: { 'chatgpt-new': 1, 'chatgpt-classic': 0, 'chatgpt-mobile': 0 },
    },
    {
      css: '#prompt-textarea[contenteditable="true"]',
      matches: { 'chatgpt-classic': 1, 'chatgpt-new': 0, 'chatgpt-mobile': 0 },
    },
    {
      css: 'textarea#mobile-composer-prompt',
      matches: { 'chatgpt-mobile': 1, 'chatgpt-classic': 0, 'chatgpt-new': 0 },
    },
  ],
  send: [
    {
      css: '[data-testid="send-button"], #composer-submit-button',
      matches: { 'chatgpt-classic': 1, 'chatgpt-new': 0 },
    },
    { css: 'form[data-chatgpt-composer] button[type=submit][aria-label="Send"]', matches: { 'chatgpt-new': 1 } },
    { css: 'button[data-composer-submit]', matches: { 'chatgpt-mobile': 1, 'chatgpt-classic': 0 } },
  ],
  userTurns: [
    { css: '[data-message-author-role="user"]', matches: { 'chatgpt-classic': 1 } },
    { css: '[data-user-message-bubble]', matches: { 'chatgpt-new': 1 } },
  ],
  assistantTurns: [
    { css: '[data-message-author-role="assistant"]', matches: { 'chatgpt-classic': 1, 'chatgpt-new': 0 } },
    { css: '[data-markdown-text-style="assistant-message"]', matches: { 'chatgpt-new': 1 } },
    { css: '[data-assistant-markdown]', matches: { 'chatgpt-mobile': 1 } },
  ],
  busy: [
    { css: '[data-testid="stop-button"]', matches: { 'chatgpt-classic': 0, 'chatgpt-classic-busy': 1 } },
    { css: '[role="status"][aria-busy="true"]', matches: { 'chatgpt-new': 0, 'chatgpt-new-busy': 1 } },
  ],
  actions: [
    { verb: 'copy', css: '[data-testid="copy-turn-action-button"]', matches: { 'chatgpt-classic': 2 } },
    { verb: 'copy', css: '[data-copy-message]', matches: { 'chatgpt-mobile': 1 } },
    { verb: 'rate-good', css: '[data-testid="good-response-turn-action-button"]', matches: { 'chatgpt-classic': 1 } },
    { verb: 'rate-bad', css: '[data-testid="bad-response-turn-action-button"]', matches: { 'chatgpt-classic': 1 } },
    { verb: 'stop', css: '[data-testid="stop-button"]', matches: { 'chatgpt-classic-busy': 1 } },
  ],
  conversation: /^\/(?:g\/[^/]+\/)?c\/([\w-]+)/,
  seenLive: null,
};
