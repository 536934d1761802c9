import type { ChatPack } from './chat-pack.ts';

/**
 * Claude. Both composer selectors survived the redesign of August 2026; `assistant-message` and the toolbar are those of merged
 * accounts since October 2026 (docs/sites.md).
 */
export const claude: ChatPack = {
  id: 'claude',
  name: 'Claude',
  hosts: ['claude.ai'],
  composers: [
    { css: '[data-testid="chat-input"][contenteditable="true"]', matches: { claude: 1, 'claude-classic': 1 } },
    { css: 'div.tiptap.ProseMirror[contenteditable="true"]', matches: { claude: 1, 'claude-classic': 1 } },
  ],
  send: [
    {
      css: '[data-testid="chat-input-send"], button[aria-label="Send message" i]',
      matches: { claude: 1, 'claude-classic': 1 },
    },
  ],
  userTurns: [{ css: '[data-testid="user-message"]', matches: { claude: 1, 'claude-classic': 1 } }],
  assistantTurns: [
    {
      css: '[data-testid="assistant-message"], .font-claude-response:not([data-testid="assistant-message"] *)',
      matches: { claude: 1, 'claude-classic': 1 },
    },
  ],
  busy: [{ css: '[data-is-streaming="true"]', matches: { claude: 0, 'claude-busy': 1 } }],
  actions: [
    { verb: 'copy', css: '[data-testid="action-bar-copy"]', matches: { claude: 0, 'claude-classic': 2 } },
    { verb: 'stop', css: 'button[aria-label="Stop response"]', matches: { claude: 0, 'claude-busy': 1 } },
  ],
  conversation: /^\/chat\/([\w-]+)/,
  seenLive: null,
};
