import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/** Discourse forums on any host: topics, their posts, lists. */
export const discourse: SiteData = {
  format: 1,
  id: 'discourse',
  name: 'Discourse',
  hosts: [],
  marker: { css: 'meta[name="generator"][content^="Discourse"]', found: { topic: 1, list: 1 }, source: 'layout' },
  seenLive: null,
  sources: {
    layout: { where: 'discourse/discourse:app/views/layouts/application.html.erb', date: READ },
    post: { where: 'discourse/discourse:app/assets/javascripts/discourse/app/components/post/article.gjs', date: READ },
    buttons: {
      where: 'discourse/discourse:app/assets/javascripts/discourse/app/components/post/menu/buttons/*.gjs',
      date: READ,
    },
    title: { where: 'public code search for "#topic-title h1": 10 projects, the newest of 2026', date: READ },
  },
  pages: [
    { path: '^.*/t/[^/]+/(\\d+)(?:/\\d+)?/?$', thread: 'topic:$1', noun: 'topic', kind: 'view' },
    { path: '^.*/t/(\\d+)(?:/\\d+)?/?$', thread: 'topic:$1', noun: 'topic', kind: 'view' },
    { path: '^.*/(?:latest|new|unread|top|c/.*)?/?$', noun: 'list', kind: 'other' },
  ],
  title: {
    css: '#topic-title h1',
    found: { topic: 1, list: 0 },
    source: 'title',
    on: ['topic'],
    expected: true,
  },
  text: { css: '#post_1 .cooked', found: { topic: 1 }, source: 'post', on: ['topic'] },
  account: {
    css: '#current-user [href^="/u/"]',
    read: { attribute: 'href' },
    pick: '/u/([^/]+)',
    found: { topic: 1 },
    source: 'title',
  },
  states: [
    {
      name: 'status',
      css: '#topic-title .topic-status .d-icon-lock, #topic-title .topic-statuses .d-icon-lock',
      word: 'closed',
      found: { 'topic-closed': 1, topic: 0 },
      source: 'title',
      on: ['topic'],
    },
    {
      name: 'status',
      css: '#topic-title h1',
      word: 'open',
      found: { topic: 1 },
      source: 'title',
      on: ['topic'],
    },
    {
      name: 'solved',
      css: '.accepted-answer, .accepted-text',
      word: 'yes',
      worth: { yes: 1 },
      found: { 'topic-closed': 1, topic: 0 },
      source: 'title',
      on: ['topic'],
    },
  ],
  replies: {
    item: { css: 'article.onscreen-post:not(#post_1)', found: { topic: 1, 'topic-closed': 1 }, source: 'post' },
    author: '.names [data-user-card]',
    authorIn: 'data-user-card',
    text: '.cooked',
    time: '.relative-date',
    timeIn: 'data-time',
    worth: [{ css: '.accepted-answer', value: 0.9, found: { 'topic-closed': 1 }, source: 'title' }],
  },
  mentions: [
    {
      row: { css: 'tr.topic-list-item', found: { list: 2, topic: 0 }, source: 'title' },
      link: 'a.title',
      states: [
        { name: 'status', css: '.topic-statuses .d-icon-lock', word: 'closed', found: { list: 1 }, source: 'title' },
        { name: 'status', css: 'a.title', word: 'open', found: { list: 2 }, source: 'title' },
      ],
    },
  ],
  controls: [
    { css: '.post-action-menu__like, button.toggle-like', act: 'vote:post', found: { topic: 2 }, source: 'buttons' },
    { css: '.post-action-menu__reply, button.reply', act: 'reply:post', found: { topic: 2 }, source: 'buttons' },
    { css: '.post-action-menu__edit, button.edit', act: 'open:editor', found: { topic: 1 }, source: 'buttons' },
    { css: '.post-action-menu__delete, button.delete', act: 'delete:post', found: { topic: 1 }, source: 'buttons' },
    { css: '#reply-control .save-or-cancel .create', act: 'send:post', found: { topic: 1 }, source: 'title' },
  ],
  forms: [],
  messages: [{ css: '#reply-control .popup-tip.bad', value: -0.4, found: { topic: 1, list: 0 }, source: 'title' }],
};
