import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/** Reddit: posts, comments, scores, which its own elements carry as attributes. */
export const reddit: SiteData = {
  format: 1,
  id: 'reddit',
  name: 'Reddit',
  hosts: ['www.reddit.com', 'reddit.com'],
  seenLive: null,
  sources: {
    post: { where: 'off-rkv/social-media-collector:REDDIT_BEST_SELECTORS.md', date: READ },
    comment: { where: 'public code search for shreddit-comment[: 10 projects, the newest of 2026', date: READ },
  },
  pages: [
    { path: '^/r/[^/]+/comments/([a-z0-9]+)', thread: 'post:$1', noun: 'post', kind: 'view' },
    { path: '^/(?:r/[^/]+/)?submit', thread: 'none', noun: 'post', kind: 'edit' },
    { path: '^/(?:r/[^/]+/?)?$', noun: 'list', kind: 'other' },
  ],
  title: { css: 'shreddit-post h1', found: { post: 1 }, source: 'post', on: ['post'], expected: true },
  text: { css: 'shreddit-post [slot="text-body"]', found: { post: 1 }, source: 'post', on: ['post'] },
  states: [
    {
      name: 'score',
      css: 'shreddit-post[score]',
      read: { attribute: 'score' },
      found: { post: 1 },
      source: 'comment',
      on: ['post'],
    },
  ],
  replies: {
    item: { css: 'shreddit-comment[thingid]', found: { post: 2 }, source: 'comment', on: ['post'] },
    text: '[slot="comment"]',
    time: 'time',
  },
  mentions: [],
  controls: [],
  forms: [],
  messages: [],
};
