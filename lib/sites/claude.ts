import type { ChatPack } from './chat-pack.ts';

/** Claude. Both composer selectors survived the redesign of August 2026 (docs/sites.md). */
export const claude: ChatPack = {
  id: 'claude',
  name: 'Claude',
  hosts: ['claude.ai'],
  composers: [
    { css: '[data-testid="chat-input"][contenteditable="true"]', matches: { claude: 1 } },
    { css: 'div.tiptap.ProseMirror[contenteditable="true"]', matches: { claude: 1 } },
  ],
  send: [{ css: '[data-testid="chat-input-send"], button[aria-label="Send message" i]', matches: { claude: 1 } }],
  userTurns: [{ css: '[data-testid="user-message"]', matches: { claude: 1 } }],
  conversation: /^\/chat\/([\w-]+)/,
  seenLive: null,
};
