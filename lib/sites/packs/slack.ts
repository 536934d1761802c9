import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/** Slack in the browser: a channel or a conversation is the thing; messages are its replies. */
export const slack: SiteData = {
  format: 1,
  id: 'slack',
  name: 'Slack',
  hosts: ['app.slack.com'],
  seenLive: null,
  sources: {
    channel: { where: 'toggl/track-extension:src/content/slack.js', date: READ },
    message: {
      where:
        'public code search for data-qa="message_sender_name" and data-qa="message_container": 10 projects, the newest of 2026',
      date: READ,
    },
    send: { where: 'public code search for data-qa="texty_send_button": 10 projects, the newest of 2026', date: READ },
  },
  pages: [
    {
      path: '^/client/([A-Z0-9]+)/([A-Z0-9]+)/thread/[^/]+-([\\d.]+)',
      thread: 'thread:$1/$2/$3',
      noun: 'thread',
      kind: 'view',
    },
    { path: '^/client/([A-Z0-9]+)/([CDG][A-Z0-9]+)', thread: 'channel:$1/$2', noun: 'channel', kind: 'view' },
    { path: '^/client/[A-Z0-9]+', thread: 'none', noun: 'list', kind: 'other' },
  ],
  title: {
    css: '[data-qa="channel_name"]',
    found: { channel: 1 },
    source: 'channel',
    on: ['channel'],
    expected: true,
  },
  states: [],
  replies: {
    item: { css: '[data-qa="message_container"]', found: { channel: 2 }, source: 'message' },
    author: '[data-qa="message_sender_name"]',
    text: '[data-qa="message-text"]',
    time: '[data-ts]',
    timeIn: 'data-ts',
  },
  mentions: [],
  controls: [{ css: '[data-qa="texty_send_button"]', act: 'send:message', found: { channel: 1 }, source: 'send' }],
  forms: [],
  messages: [],
  quiet: [
    { css: '[data-qa="message_pane"], .c-virtual_list__scroll_container', found: { channel: 1 }, source: 'message' },
  ],
};
