import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/** Redmine 4 to 6 on any host: issues and their lists. */
export const redmine: SiteData = {
  format: 1,
  id: 'redmine',
  name: 'Redmine',
  hosts: [],
  marker: { css: 'meta[name="description"][content="Redmine"]', found: { issue: 1, list: 1 }, source: 'layout' },
  seenLive: null,
  sources: {
    layout: { where: 'redmine/redmine:app/views/layouts/base.html.erb', date: READ },
    issue: {
      where: 'redmine/redmine:app/views/issues/show.html.erb, _edit.html.erb, _action_menu.html.erb',
      date: READ,
    },
    history: { where: 'redmine/redmine:app/views/issues/tabs/_history.html.erb', date: READ },
    list: { where: 'redmine/redmine:app/views/issues/_list.html.erb', date: READ },
  },
  pages: [
    { path: '^(.*)/issues/(\\d+)/?$', thread: 'issue:$2$1', noun: 'issue', kind: 'view' },
    { path: '^(.*)/issues/(\\d+)/edit', thread: 'issue:$2$1', noun: 'issue', kind: 'edit' },
    { path: '^.*/issues/new', thread: 'none', noun: 'issue', kind: 'edit' },
    { path: '^.*/issues/?$', noun: 'list', kind: 'other' },
    { path: '^(.*)/projects/([^/]+)/wiki/([^/]+)/edit', thread: 'wiki:$2/$3$1', noun: 'page', kind: 'edit' },
    { path: '^(.*)/projects/([^/]+)/wiki/([^/]+)/?$', thread: 'wiki:$2/$3$1', noun: 'page', kind: 'other' },
  ],
  title: {
    css: '.issue.details .subject h3, .issue .subject h3',
    found: { issue: 1, list: 0 },
    source: 'issue',
    on: ['issue'],
    expected: true,
  },
  text: { css: '.issue .description .wiki', found: { issue: 1 }, source: 'issue', on: ['issue'] },
  account: { css: '#loggedas .user', found: { issue: 1, list: 0 }, source: 'layout' },
  states: [
    {
      name: 'status',
      css: '.issue .attributes .status.attribute .value',
      found: { issue: 1, list: 0 },
      source: 'issue',
      on: ['issue'],
      expected: true,
      worth: { resolved: 0.8, closed: 0.5, rejected: -0.8, feedback: -0.1 },
    },
    {
      name: 'priority',
      css: '.issue .attributes .priority.attribute .value',
      found: { issue: 1 },
      source: 'issue',
      on: ['issue'],
    },
    {
      name: 'progress',
      css: '.issue .attributes .progress.attribute .percent',
      read: 'number',
      found: { issue: 1 },
      source: 'issue',
      on: ['issue'],
    },
  ],
  replies: {
    item: { css: '#history .journal.has-notes', found: { issue: 1, list: 0 }, source: 'history' },
    author: 'h4 a.user',
    text: '.wiki',
  },
  mentions: [
    {
      row: { css: 'table.list.issues tr.issue', found: { list: 2, issue: 0 }, source: 'list' },
      link: 'td.subject a',
      states: [
        {
          name: 'status',
          css: 'td.status',
          found: { list: 2 },
          source: 'list',
          worth: { resolved: 0.8, closed: 0.5, rejected: -0.8 },
        },
        { name: 'priority', css: 'td.priority', found: { list: 2 }, source: 'list' },
      ],
    },
  ],
  controls: [
    { css: '.contextual > a.icon-edit', act: 'open:editor', found: { issue: 1 }, source: 'issue' },
    { css: '.contextual > a.icon-del', act: 'delete:issue', found: { issue: 1 }, source: 'issue' },
    { css: '.contextual > a.icon-copy', act: 'copy:issue', found: { issue: 1 }, source: 'issue' },
    { css: '.contextual > a.icon-time-add', act: 'open:time-entry', found: { issue: 1 }, source: 'issue' },
  ],
  forms: [
    {
      css: 'form#issue-form:has(textarea[name="issue[notes]"])',
      act: 'edit:issue',
      field: 'textarea[name="issue[notes]"]',
      found: { issue: 1 },
      source: 'issue',
    },
  ],
  messages: [
    { css: '#flash_notice.flash.notice', value: 0.4, once: true, found: { issue: 1, list: 0 }, source: 'layout' },
    {
      css: '#errorExplanation, #flash_error.flash.error',
      value: -0.6,
      once: true,
      found: { 'issue-refused': 1, issue: 0 },
      source: 'layout',
    },
  ],
};
