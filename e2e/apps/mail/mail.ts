/**
 * A small mail reader, to see news of one app in another: it shows mails that a real app has sent, as plain web mail does. It
 * knows nothing of Retrace.
 */

import { escaped, type ServedPages, servePages } from '../serve-pages.ts';
import type { Mail } from '../trac/trac.ts';

/** @param mails what has come so far, oldest first; asked anew for each page. */
export function startMail(mails: () => readonly Mail[]): Promise<ServedPages> {
  const archived = new Set<string>();
  return servePages((url, form) => {
    const inbox = mails()
      .filter(({ id }) => !archived.has(id))
      .toReversed();
    if (url.pathname === '/' || url.pathname === '/inbox') return { html: page('Inbox', listOf(inbox)) };
    const [, id, act] = /^\/mail\/([\w-]+)(?:\/(archive|reply))?$/.exec(url.pathname) ?? [];
    const mail = mails().find((each) => each.id === id);
    if (!mail) return { html: page('Not found', '<p role="alert">There is no such mail.</p>'), status: 404 };
    if (act === 'archive' && form) {
      archived.add(mail.id);
      return { to: '/inbox' };
    }
    if (act === 'reply' && form) return { to: `/mail/${mail.id}?sent=1` };
    const sent = url.searchParams.has('sent') ? '<p role="status">Your reply was sent.</p>' : '';
    return { html: page(mail.subject, `${sent}${viewOf(mail)}`) };
  });
}

function listOf(inbox: readonly Mail[]): string {
  const rows = inbox.map(
    ({ id, from, subject, date }) =>
      `<tr><td>${escaped(from.replace(/ *<.*/, ''))}</td><td><a href="/mail/${id}">${escaped(subject)}</a></td><td><time datetime="${new Date(date).toISOString()}">${escaped(date)}</time></td></tr>`,
  );
  return `<h1>Inbox</h1><table><thead><tr><th>From</th><th>Subject</th><th>Date</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function viewOf({ id, from, subject, date, text }: Mail): string {
  const body = escaped(text).replace(/https?:\/\/[^\s&]+/g, (address) => `<a href="${address}">${address}</a>`);
  return `<article><h1>${escaped(subject)}</h1>
<p class="meta">From <span>${escaped(from)}</span>, <time datetime="${new Date(date).toISOString()}">${escaped(date)}</time></p>
<pre class="body">${body}</pre></article>
<form method="post" action="/mail/${id}/archive"><button>Archive</button></form>
<form method="post" action="/mail/${id}/reply"><label>Your reply <textarea name="text" rows="4" cols="60"></textarea></label> <button>Send reply</button></form>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)} - Post</title></head>
<body><header><a href="/inbox">Inbox</a> <span>ana@harbour.example</span></header><main>${body}</main></body></html>`;
}
