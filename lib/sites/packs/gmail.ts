import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/**
 * Gmail: conversations and lists. Its class names have been the same for ten years, its labels are in every language: so no words
 * are read. A conversation has the same id in every label it lies under, hence the thread.
 */
export const gmail: SiteData = {
  format: 1,
  id: 'gmail',
  name: 'Gmail',
  hosts: ['mail.google.com'],
  seenLive: null,
  sources: {
    message: { where: 'neelchau/Spam-mail-extension:content.js', date: READ },
    rows: {
      where:
        'raza1709/assignemnet-aumnitechworks-com:src/locator/gmailLocators.ts; public code search for [data-legacy-thread-id]: 10 projects, the newest of 2026',
      date: READ,
    },
    toolbar: {
      where: 'public code search for [act="10"]: 10 projects (Simplify Gmail among them), the newest of 2026',
      date: READ,
    },
    view: { where: 'leggett/simplify:gmail/script.js', date: READ },
  },
  pages: [
    {
      path: '^/mail/u/(\\d+)',
      hash: '^#(?:inbox|all|sent|starred|snoozed|imp|trash|spam|drafts|(?:label|search|category|advanced-search)/[^/]+)/([A-Za-z0-9]{16,})',
      thread: 'conversation:$2',
      noun: 'conversation',
      kind: 'view',
    },
    { path: '^/mail/u/\\d+', thread: 'none', noun: 'list', kind: 'other' },
  ],
  title: {
    css: '[role="main"] h2.hP',
    found: { conversation: 1, list: 0 },
    source: 'message',
    on: ['conversation'],
    expected: true,
  },
  text: { css: '[role="main"] .a3s', found: { conversation: 2, list: 0 }, source: 'message', on: ['conversation'] },
  notText: '.gmail_quote, .gmail_signature, script, style',
  states: [
    {
      name: 'messages',
      css: '[role="main"] .adn',
      read: 'count',
      found: { conversation: 2, list: 0 },
      source: 'message',
      on: ['conversation'],
    },
  ],
  replies: {
    item: { css: '[role="main"] .adn', found: { conversation: 2 }, source: 'message', on: ['conversation'] },
    author: '.gD[email]',
    authorIn: 'email',
    text: '.a3s',
  },
  mentions: [
    {
      row: { css: 'tr.zA:has([data-legacy-thread-id])', found: { list: 2, conversation: 0 }, source: 'rows' },
      states: [{ name: 'unread', css: '.zF', word: 'yes', found: { list: 1 }, source: 'rows' }],
    },
  ],
  controls: [
    { css: '[role="button"][act="7"]', act: 'archive:conversation', found: { conversation: 1 }, source: 'toolbar' },
    { css: '[role="button"][act="9"]', act: 'report:conversation', found: { conversation: 1 }, source: 'toolbar' },
    { css: '[role="button"][act="10"]', act: 'delete:conversation', found: { conversation: 1 }, source: 'toolbar' },
    { css: '[role="button"][act="290"]', act: 'snooze:conversation', found: { conversation: 1 }, source: 'toolbar' },
    { css: '[gh="cm"]', act: 'open:editor', found: { conversation: 1, list: 1 }, source: 'toolbar' },
    { css: '.T-I.aoO[role="button"]', act: 'send:mail', found: { compose: 1, list: 0 }, source: 'rows' },
  ],
  forms: [
    { css: 'form[role="search"]', act: 'search:mail', field: 'input[name="q"]', found: { list: 1 }, source: 'view' },
  ],
  messages: [],
};
