import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/** Trello: cards. Its class names change with every release; its test ids have stayed. */
export const trello: SiteData = {
  format: 1,
  id: 'trello',
  name: 'Trello',
  hosts: ['trello.com'],
  seenLive: null,
  sources: {
    card: { where: 'public code search for card-back-title-input: 10 projects, the newest of 2026', date: READ },
    board: { where: 'toggl/track-extension:src/content/trello.js', date: READ },
  },
  pages: [
    { path: '^/c/([A-Za-z0-9]+)', thread: 'card:$1', noun: 'card', kind: 'view' },
    { path: '^/b/([A-Za-z0-9]+)', thread: 'board:$1', noun: 'board', kind: 'other' },
  ],
  title: {
    css: '[data-testid="card-back-title-input"]',
    found: { card: 1, board: 0 },
    source: 'card',
    on: ['card'],
    expected: true,
  },
  states: [],
  mentions: [],
  controls: [
    { css: '[data-testid="card-back-archive-button"]', act: 'archive:card', found: { card: 1 }, source: 'card' },
    { css: '[data-testid="card-back-share-button"]', act: 'share:card', found: { card: 1 }, source: 'card' },
    { css: '[data-testid="card-back-labels-button"]', act: 'open:labels', found: { card: 1 }, source: 'card' },
    { css: 'a[data-testid="card-name"]', act: 'open:card', found: { board: 2 }, source: 'card' },
    { css: '[data-testid="board-name-display"]', act: 'open:board', found: { board: 1 }, source: 'board' },
  ],
  forms: [],
  messages: [],
};
