import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/** Jira in Atlassian's cloud: issues. Test ids are the least unsteady thing its pages have. */
export const jira: SiteData = {
  format: 1,
  id: 'jira',
  name: 'Jira',
  hosts: ['*.atlassian.net'],
  seenLive: null,
  sources: {
    summary: {
      where: 'everii-Group/mocoapp-browser-extension:src/js/remoteServices.js (pull request 881)',
      date: READ,
    },
    status: {
      where: 'public code search for issue-field-status.ui.status-view.status-button: 10 projects, the newest of 2026',
      date: READ,
    },
    comments: {
      where:
        'public code search for comment-base-item and issue.activity.comments-list: 10 projects, the newest of 2026',
      date: READ,
    },
    breadcrumbs: { where: 'toggl/track-extension:src/content/atlassian.js', date: READ },
  },
  pages: [
    {
      path: '^/browse/([A-Z][A-Z0-9_]+-\\d+)',
      thread: 'issue:$1',
      entities: ['key:$1'],
      noun: 'issue',
      kind: 'view',
    },
    {
      path: '^/jira/',
      query: { selectedIssue: '^([A-Z][A-Z0-9_]+-\\d+)$' },
      thread: 'issue:$1',
      entities: ['key:$1'],
      noun: 'issue',
      kind: 'view',
    },
    { path: '^/jira/.*/(?:boards|backlog|issues|list)', noun: 'list', kind: 'other' },
    { path: '^/wiki/spaces/[^/]+/pages/edit-v2/(\\d+)', thread: 'page:$1', noun: 'page', kind: 'edit' },
    { path: '^/wiki/spaces/[^/]+/pages/(\\d+)', thread: 'page:$1', noun: 'page', kind: 'other' },
  ],
  title: {
    css: '[data-testid="issue.views.issue-base.foundation.summary.heading"]',
    found: { issue: 1 },
    source: 'summary',
    on: ['issue'],
    expected: true,
  },
  states: [
    {
      name: 'status',
      css: '[data-testid="issue-field-status.ui.status-view.status-button.status-button"]',
      found: { issue: 1 },
      source: 'status',
      on: ['issue'],
      expected: true,
      worth: { done: 1, closed: 0.5, resolved: 0.8, "won't do": -0.7, rejected: -0.8, blocked: -0.6, reopened: -0.7 },
    },
  ],
  replies: {
    item: { css: '[data-testid^="comment-base-item-"]', found: { issue: 1 }, source: 'comments', on: ['issue'] },
    author: 'h3',
    text: '[data-testid$="-body"]',
  },
  mentions: [],
  controls: [
    {
      css: '[data-testid="issue-field-status.ui.status-view.status-button.status-button"]',
      act: 'open:status',
      found: { issue: 1 },
      source: 'status',
    },
  ],
  forms: [],
  messages: [],
};
