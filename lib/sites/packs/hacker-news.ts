import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/** Hacker News: submissions, comments, votes. */
export const hackerNews: SiteData = {
  format: 1,
  id: 'hacker-news',
  name: 'Hacker News',
  hosts: ['news.ycombinator.com'],
  seenLive: null,
  sources: {
    item: { where: 'plibither8/refined-hacker-news:src/libs/utils.js', date: READ },
    reply: { where: 'plibither8/refined-hacker-news:src/features/reply-without-leaving-page.js', date: READ },
    list: { where: 'plibither8/refined-hacker-news:src/features/click-rank-to-vote-unvote.js', date: READ },
  },
  pages: [
    { path: '^/item$', query: { id: '^(\\d+)$' }, thread: 'item:$1', noun: 'item', kind: 'view' },
    { path: '^/(?:reply|edit)$', query: { id: '^(\\d+)$' }, thread: 'item:$1', noun: 'comment', kind: 'edit' },
    { path: '^/submit$', thread: 'none', noun: 'item', kind: 'edit' },
    { path: '^/', noun: 'list', kind: 'other' },
  ],
  title: { css: '.fatitem .titleline > a', found: { item: 1, list: 0 }, source: 'item', on: ['item'], expected: true },
  text: { css: '.fatitem .toptext', found: { item: 1 }, source: 'item', on: ['item'] },
  account: { css: 'a#me', found: { item: 1, list: 1 }, source: 'item' },
  states: [
    { name: 'points', css: '.fatitem .score', read: 'number', found: { item: 1 }, source: 'item', on: ['item'] },
  ],
  replies: {
    item: { css: 'tr.athing.comtr', found: { item: 2, list: 0 }, source: 'reply' },
    author: 'a.hnuser',
    text: '.commtext',
    time: '.age[title]',
    timeIn: 'title',
  },
  mentions: [],
  controls: [
    { css: 'a[id^="up_"]', act: 'vote:item', found: { item: 1, list: 2 }, source: 'list' },
    { css: 'a[href^="reply"]', act: 'open:reply', found: { item: 1 }, source: 'reply' },
    { css: 'a[href^="edit"]', act: 'open:editor', found: { item: 1 }, source: 'reply' },
    { css: 'a[href^="delete-confirm"]', act: 'delete:comment', found: { item: 1 }, source: 'reply' },
    { css: 'a[href^="fave"]', act: 'star:item', found: { item: 1 }, source: 'item' },
    { css: 'a[href^="hide"]', act: 'hide:item', found: { item: 1 }, source: 'item' },
  ],
  forms: [
    {
      css: 'form[action="comment"]',
      act: 'comment:item',
      field: 'textarea[name="text"]',
      found: { item: 1 },
      source: 'reply',
    },
  ],
  messages: [],
};
