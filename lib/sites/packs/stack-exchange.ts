import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/** Stack Overflow and its sisters: questions, answers, votes. */
export const stackExchange: SiteData = {
  format: 1,
  id: 'stack-exchange',
  name: 'Stack Exchange',
  hosts: [
    'stackoverflow.com',
    'superuser.com',
    'serverfault.com',
    'askubuntu.com',
    'mathoverflow.net',
    '*.stackexchange.com',
  ],
  seenLive: null,
  sources: {
    title: { where: 'public code search for "#question-header h1": 10 projects, the newest of 2026', date: READ },
    votes: { where: 'ronyut/monkeyhack:stackoverflow/main.js', date: READ },
    buttons: {
      where: 'public code search for .js-vote-up-btn: 10 projects (SOX among them), the newest of 2026',
      date: READ,
    },
  },
  pages: [
    { path: '^/questions/(\\d+)', thread: 'question:$1', noun: 'question', kind: 'view' },
    { path: '^/posts/(\\d+)/edit', noun: 'post', kind: 'edit' },
    { path: '^/questions/ask', thread: 'none', noun: 'question', kind: 'edit' },
    { path: '^/questions', noun: 'list', kind: 'other' },
  ],
  title: {
    css: '#question-header h1',
    found: { question: 1 },
    source: 'title',
    on: ['question'],
    expected: true,
  },
  text: { css: '#question .s-prose', found: { question: 1 }, source: 'buttons', on: ['question'] },
  states: [
    {
      name: 'accepted',
      css: '#answers .js-accepted-answer-indicator:not(.d-none)',
      word: 'yes',
      worth: { yes: 0.8 },
      found: { question: 1 },
      source: 'votes',
      on: ['question'],
    },
    {
      name: 'score',
      css: '#question .js-vote-count',
      read: 'number',
      found: { question: 1 },
      source: 'votes',
      on: ['question'],
    },
  ],
  replies: {
    item: { css: '#answers .answer', found: { question: 2 }, source: 'buttons' },
    author: '.user-details a',
    text: '.s-prose',
    time: '.user-action-time .relativetime',
    timeIn: 'title',
    worth: [
      {
        css: '.js-accepted-answer-indicator:not(.d-none)',
        value: 1,
        found: { question: 1 },
        source: 'votes',
      },
    ],
  },
  mentions: [],
  controls: [
    { css: '.js-vote-up-btn', act: 'vote:post', found: { question: 3 }, source: 'buttons' },
    { css: '.js-vote-down-btn', act: 'vote-down:post', found: { question: 3 }, source: 'buttons' },
  ],
  forms: [
    {
      css: 'form#post-form',
      act: 'send:answer',
      field: 'textarea[name="post-text"]',
      found: { question: 1 },
      source: 'buttons',
    },
  ],
  messages: [],
};
