import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/** Gitea and Forgejo, on any host: issues, pull requests, lists. States are told by icons, the same in every language. */
export const gitea: SiteData = {
  format: 1,
  id: 'gitea',
  name: 'Gitea / Forgejo',
  hosts: ['codeberg.org', 'gitea.com'],
  marker: {
    css: '.page-content.repository.issue, .page-content.repository .issue-title-header',
    found: { issue: 2, 'pull-merged': 2, list: 1 },
    source: 'view',
  },
  seenLive: null,
  sources: {
    view: {
      where: 'go-gitea/gitea:templates/repo/issue/view_title.tmpl, view_content.tmpl, view_content/comments.tmpl',
      date: READ,
    },
    list: { where: 'go-gitea/gitea:templates/shared/issuelist.tmpl', date: READ },
    alert: { where: 'go-gitea/gitea:templates/base/alert.tmpl', date: READ },
  },
  pages: [
    {
      path: '^(?:/.*)?/([^/]+/[^/]+)/pulls/(\\d+)/(?:files|commits)',
      thread: 'pull:$1#$2',
      entities: ['key:$1#$2'],
      noun: 'pull-request',
      kind: 'diff',
    },
    {
      path: '^(?:/.*)?/([^/]+/[^/]+)/pulls/(\\d+)/?$',
      thread: 'pull:$1#$2',
      entities: ['key:$1#$2'],
      noun: 'pull-request',
      kind: 'view',
    },
    {
      path: '^(?:/.*)?/([^/]+/[^/]+)/issues/(\\d+)/?$',
      thread: 'issue:$1#$2',
      entities: ['key:$1#$2'],
      noun: 'issue',
      kind: 'view',
    },
    { path: '^(?:/.*)?/[^/]+/[^/]+/issues/new', thread: 'none', noun: 'issue', kind: 'edit' },
    { path: '^(?:/.*)?/[^/]+/[^/]+/compare/', noun: 'pull-request', kind: 'edit' },
    { path: '^(?:/.*)?/(?:issues|pulls)/?$', noun: 'list', kind: 'other' },
  ],
  title: {
    css: '#issue-title-display h1',
    found: { issue: 1, 'pull-merged': 1, list: 0 },
    source: 'view',
    on: ['issue', 'pull-request'],
    expected: true,
  },
  text: {
    css: '.comment-list .comment .render-content',
    found: { issue: 2, list: 0 },
    source: 'view',
    on: ['issue', 'pull-request'],
  },
  states: [
    {
      name: 'status',
      css: '.issue-state-label .octicon-git-merge',
      word: 'merged',
      worth: { merged: 1 },
      found: { 'pull-merged': 1, issue: 0 },
      source: 'view',
    },
    {
      name: 'status',
      css: '.issue-state-label .octicon-git-pull-request-closed',
      word: 'closed',
      worth: { closed: -0.7 },
      found: { 'pull-closed': 1, issue: 0 },
      source: 'view',
    },
    {
      name: 'status',
      css: '.issue-state-label .octicon-issue-closed',
      word: 'closed',
      worth: { closed: 0.5 },
      found: { 'issue-closed': 1, issue: 0 },
      source: 'view',
    },
    {
      name: 'status',
      css: '.issue-state-label .octicon-git-pull-request-draft',
      word: 'draft',
      found: { 'pull-draft': 1, issue: 0 },
      source: 'view',
    },
    {
      name: 'status',
      css: '.issue-state-label',
      word: 'open',
      found: { issue: 1, 'pull-merged': 1 },
      source: 'view',
      on: ['issue', 'pull-request'],
      expected: true,
    },
  ],
  replies: {
    item: { css: '.timeline-item.comment[id]', found: { issue: 1, 'issue-closed': 0 }, source: 'view' },
    author: '.comment-header-left a.author, .comment-header-left .muted-links > a',
    text: '.render-content',
    time: 'relative-time, .time-since',
  },
  mentions: [
    {
      row: { css: '.issue.list > .item, #issue-list > .flex-item', found: { list: 2, issue: 0 }, source: 'list' },
      link: 'a.issue-title',
      states: [
        {
          name: 'status',
          css: '.octicon-git-merge',
          word: 'merged',
          worth: { merged: 1 },
          found: { list: 1 },
          source: 'list',
        },
        {
          name: 'status',
          css: '.octicon-issue-closed, .octicon-git-pull-request.red',
          word: 'closed',
          found: { 'list-closed': 1 },
          source: 'list',
        },
        {
          name: 'status',
          css: '.octicon-issue-opened, .octicon-git-pull-request',
          word: 'open',
          found: { list: 1 },
          source: 'list',
        },
      ],
      time: 'relative-time',
    },
  ],
  controls: [
    { css: '#issue-title-edit-show', act: 'open:editor', found: { issue: 1 }, source: 'view' },
    {
      css: '#status-button[data-status-val="close"]',
      act: 'close:issue',
      found: { issue: 1, 'issue-closed': 0 },
      source: 'view',
    },
    {
      css: '#status-button[data-status-val="reopen"]',
      act: 'reopen:issue',
      found: { 'issue-closed': 1 },
      source: 'view',
    },
  ],
  forms: [
    {
      css: 'form#comment-form',
      act: 'comment:issue',
      field: 'textarea[name="content"]',
      buttons: [
        { css: '[name="status"][value="close"]', act: 'close:issue' },
        { css: '[name="status"][value="reopen"]', act: 'reopen:issue' },
      ],
      found: { issue: 1, list: 0 },
      source: 'view',
    },
    {
      css: 'form#issue-title-editor',
      act: 'rename:issue',
      field: 'input[name="title"]',
      found: { issue: 1 },
      source: 'view',
    },
  ],
  messages: [
    {
      css: '.flash-message.flash-error',
      value: -0.6,
      once: true,
      found: { 'issue-closed': 1, issue: 0 },
      source: 'alert',
    },
    {
      css: '.flash-message.flash-success',
      value: 0.5,
      once: true,
      found: { 'pull-merged': 1, issue: 0 },
      source: 'alert',
    },
  ],
};
