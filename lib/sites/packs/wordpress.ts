import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/** The editor of WordPress in its classic form, and the admin's notices, on any host. */
export const wordpress: SiteData = {
  format: 1,
  id: 'wordpress',
  name: 'WordPress',
  hosts: [],
  marker: { css: 'body.wp-admin #wpadminbar', found: { edit: 1, list: 1 }, source: 'admin' },
  seenLive: null,
  sources: {
    admin: {
      where: 'WordPress/wordpress-develop:src/wp-admin/edit-form-advanced.php, includes/meta-boxes.php',
      date: READ,
    },
    status: { where: 'public code search for id="post-status-display": 10 projects, the newest of 2026', date: READ },
  },
  pages: [
    {
      path: '^(.*)/wp-admin/post\\.php$',
      query: { post: '^(\\d+)$' },
      thread: 'post:$2$1',
      noun: 'post',
      kind: 'edit',
    },
    { path: '^.*/wp-admin/post-new\\.php$', thread: 'none', noun: 'post', kind: 'edit' },
    { path: '^.*/wp-admin/edit\\.php$', noun: 'list', kind: 'other' },
  ],
  title: { css: '#titlewrap input#title', found: { edit: 1 }, source: 'admin', on: ['post'] },
  states: [{ name: 'status', css: '#post-status-display', found: { edit: 1 }, source: 'status', on: ['post'] }],
  mentions: [],
  controls: [
    { css: 'a.submitdelete', act: 'delete:post', found: { edit: 1 }, source: 'admin' },
    { css: '#post-preview', act: 'open:preview', found: { edit: 1 }, source: 'admin' },
  ],
  forms: [
    {
      css: 'form#post',
      act: 'save:post',
      field: 'textarea#content',
      remark: 'input#title',
      buttons: [{ css: '#publish', act: 'publish:post' }],
      found: { edit: 1 },
      source: 'admin',
    },
  ],
  messages: [
    { css: '#message.updated, #message.notice-success', value: 0.5, once: true, found: { edit: 1 }, source: 'admin' },
    { css: '.notice.notice-error, #message.error', value: -0.6, found: { list: 1, edit: 0 }, source: 'admin' },
  ],
};
