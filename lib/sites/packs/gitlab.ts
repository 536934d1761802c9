import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/** GitLab, its own site and anybody's: merge requests, issues (work items) and their lists. States are told by icons, not by words. */
export const gitlab: SiteData = {
  format: 1,
  id: 'gitlab',
  name: 'GitLab',
  hosts: ['gitlab.com'],
  marker: {
    css: 'meta[property="og:site_name"][content="GitLab"]',
    found: { 'merge-request': 1, issue: 1, list: 1 },
    source: 'layout',
  },
  seenLive: null,
  sources: {
    layout: { where: 'gitlabhq/gitlabhq:app/views/layouts/_head.html.haml', date: READ },
    title: { where: 'gitlabhq/gitlabhq:app/views/projects/merge_requests/_mr_title.html.haml', date: READ },
    badge: {
      where:
        'gitlabhq/gitlabhq:app/assets/javascripts/issuable/components/status_badge.vue, work_items/components/work_item_state_badge.vue',
      date: READ,
    },
    notes: {
      where: 'gitlabhq/gitlabhq:app/assets/javascripts/notes/components/noteable_note.vue, note_header.vue',
      date: READ,
    },
    rows: { where: 'gitlabhq/gitlabhq:app/views/projects/merge_requests/_merge_request.html.haml', date: READ },
  },
  pages: [
    {
      path: '^/(.+?)/-/merge_requests/(\\d+)/(?:diffs|commits|pipelines)',
      thread: 'merge-request:$1!$2',
      entities: ['key:$1!$2'],
      noun: 'merge-request',
      kind: 'diff',
    },
    {
      path: '^/(.+?)/-/merge_requests/(\\d+)/?$',
      thread: 'merge-request:$1!$2',
      entities: ['key:$1!$2'],
      noun: 'merge-request',
      kind: 'view',
    },
    {
      path: '^/(.+?)/-/merge_requests/(\\d+)/edit',
      thread: 'merge-request:$1!$2',
      noun: 'merge-request',
      kind: 'edit',
    },
    { path: '^/(.+?)/-/merge_requests/new', thread: 'none', noun: 'merge-request', kind: 'edit' },
    {
      path: '^/(.+?)/-/(?:issues|work_items)/(\\d+)/?$',
      thread: 'issue:$1#$2',
      entities: ['key:$1#$2'],
      noun: 'issue',
      kind: 'view',
    },
    { path: '^/(.+?)/-/(?:issues|work_items)/new', thread: 'none', noun: 'issue', kind: 'edit' },
    { path: '^/(.+?)/-/(?:issues|merge_requests|work_items)/?$', noun: 'list', kind: 'other' },
    { path: '^/dashboard/', noun: 'list', kind: 'other' },
  ],
  title: {
    css: '[data-testid="title-content"], [data-testid="work-item-title"]',
    found: { 'merge-request': 1, issue: 1, list: 0 },
    source: 'title',
    on: ['merge-request', 'issue'],
    expected: true,
  },
  text: {
    css: '.detail-page-description .md, [data-testid="work-item-description"] .md',
    found: { 'merge-request': 1, issue: 1 },
    source: 'title',
    on: ['merge-request', 'issue'],
  },
  states: [
    {
      name: 'status',
      css: '.gl-badge [data-testid="merge-icon"]',
      word: 'merged',
      worth: { merged: 1 },
      on: ['merge-request'],
      found: { 'merge-request-merged': 1, 'merge-request': 0 },
      source: 'badge',
    },
    {
      name: 'status',
      css: '.gl-badge [data-testid="merge-request-close-icon"]',
      word: 'closed',
      worth: { closed: -0.7 },
      on: ['merge-request'],
      found: { 'merge-request-closed': 1, 'merge-request': 0 },
      source: 'badge',
    },
    {
      name: 'status',
      css: '.gl-badge [data-testid="issue-close-icon"]',
      word: 'closed',
      worth: { closed: 0.5 },
      on: ['issue'],
      found: { 'issue-closed': 1, issue: 0 },
      source: 'badge',
    },
    {
      name: 'status',
      css: '.gl-badge [data-testid="merge-request-icon"], .gl-badge [data-testid="issue-open-m-icon"]',
      word: 'open',
      found: { 'merge-request': 1, issue: 1, 'issue-closed': 0 },
      source: 'badge',
    },
  ],
  replies: {
    item: { css: '.note-wrapper.note', found: { 'merge-request': 2, issue: 0 }, source: 'notes' },
    author: '[data-username]',
    authorIn: 'data-username',
    text: '.note-text, .md',
    time: 'time',
  },
  mentions: [
    {
      row: { css: 'li.merge-request, li.issue', found: { list: 2, 'merge-request': 0 }, source: 'rows' },
      link: '.merge-request-title-text a, .issue-title-text a',
      states: [
        {
          name: 'status',
          css: 'a[href$="#widget-state"] .gl-badge',
          word: 'merged',
          worth: { merged: 1 },
          found: { list: 1 },
          source: 'rows',
        },
        { name: 'status', css: '.gl-badge.badge-danger', word: 'closed', found: { list: 1 }, source: 'rows' },
      ],
      time: 'time',
    },
  ],
  controls: [{ css: '.js-issuable-edit', act: 'open:editor', found: { 'merge-request': 1 }, source: 'title' }],
  forms: [],
  messages: [],
};
