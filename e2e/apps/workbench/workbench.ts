/**
 * The workbench: a small real web app to see Retrace at work. Pages with history and reverts, two accounts, and a chat page.
 * It knows nothing of Retrace and has no hooks for it.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CHAT_SCRIPT, chatHtml } from './chat-page.ts';
import { guideHtml } from './guide.ts';
import { escaped, layout, STYLES } from './layout.ts';
import { current, firstPages, isReverted, saveRevision, type WikiPage } from './pages.ts';

export interface Workbench {
  readonly url: string;
  /** The chat is a site of its own, on a port of its own. */
  readonly chatUrl: string;
  /** The same pages under another name of this machine: somebody else's browser, as it were. Its cookies are its own. */
  readonly elsewhereUrl: string;
  close(): Promise<void>;
}

const ACCOUNTS = ['Ana', 'Ben'] as const;
/** Nothing from elsewhere, no inline script: as strict as careful sites are. */
const POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; frame-ancestors 'none'";

/** @param ports of the pages and of the chat; free ones if left out. */
export async function startWorkbench(ports: readonly [number, number] = [0, 0]): Promise<Workbench> {
  const pages = firstPages();
  const chatAddress = { url: '' };
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response, pages, chatAddress.url).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  };
  const [wiki, chat] = [createServer(handle), createServer(handle)];
  const url = await listen(wiki, ports[0]);
  chatAddress.url = `${await listen(chat, ports[1])}/chat`;
  return {
    url,
    chatUrl: chatAddress.url,
    elsewhereUrl: url.replace('127.0.0.1', 'localhost'),
    close: async () => {
      await Promise.all([wiki, chat].map((server) => closed(server)));
    },
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
}

function revert(page: WikiPage, by: string): void {
  const last = current(page);
  const before = page.revisions.at(-2);
  if (before) saveRevision(page, by, before.text, `Reverted the edit by ${last.by}`, before.id);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  pages: Map<string, WikiPage>,
  chatUrl: string,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const user = /(?:^|;\s*)user=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  const account = ACCOUNTS.find((name) => name === user) ?? null;
  const frame = (title: string, who: string | null, body: string) => layout(title, who, body, chatUrl);
  const send = (body: string, status = 200, type = 'text/html') =>
    response
      .writeHead(status, {
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy': POLICY,
        'cache-control': 'no-store',
      })
      .end(body);
  const go = (to: string, headers: Record<string, string> = {}) =>
    response.writeHead(303, { location: to, ...headers }).end();

  if (url.pathname === '/styles.css') return void send(STYLES, 200, 'text/css');
  if (url.pathname === '/chat.js') return void send(CHAT_SCRIPT, 200, 'text/javascript');
  if (url.pathname === '/login' && request.method === 'POST') {
    const name = (await formOf(request)).get('account') ?? '';
    return void go(cameFrom(request), { 'set-cookie': `user=${encodeURIComponent(name)}; Path=/; SameSite=Lax` });
  }
  if (url.pathname === '/chat' || url.pathname.startsWith('/chat/'))
    return void send(frame('Chat', account, chatHtml()));
  if (url.pathname === '/guide')
    return void send(
      frame('How to see Retrace at work', account, guideHtml(new URL(`http://${request.headers.host}`), chatUrl)),
    );
  if (url.pathname === '/') return void send(frame('Pages', account, listOf(pages)));

  const [, kind, name] = /^\/(page|history|revert)\/([^/]+)$/.exec(url.pathname) ?? [];
  const page = name === undefined ? undefined : pages.get(decodeURIComponent(name));
  if (!kind || !page) return void send(frame('Not found', account, '<p role="alert">There is no such page.</p>'), 404);
  const path = `/page/${encodeURIComponent(page.title)}`;

  if (kind === 'page' && request.method !== 'POST') {
    const saved = /(?:^|;\s*)flash=saved/.test(request.headers.cookie ?? '');
    response.setHeader('set-cookie', 'flash=; Path=/; Max-Age=0');
    return void send(frame(page.title, account, viewOf(page, account, saved)));
  }
  if (kind === 'history') return void send(frame(`History of ${page.title}`, account, historyOf(page, account)));
  if (!account) return void send(frame(page.title, account, '<p role="alert">Log in to change pages.</p>'), 403);
  if (kind === 'revert' && request.method === 'POST') {
    revert(page, account);
    return void go(`/history/${encodeURIComponent(page.title)}`);
  }
  const form = await formOf(request);
  const text = form.get('text') ?? '';
  if (text.trim() === '') {
    const refusal = '<p role="alert">A page cannot be empty. Nothing was saved.</p>';
    return void send(frame(page.title, account, `${refusal}${viewOf(page, account, false)}`), 422);
  }
  saveRevision(page, account, text, form.get('summary') ?? '');
  go(path, { 'set-cookie': 'flash=saved; Path=/; SameSite=Lax' });
}

/** Path of the page a form was sent from: logging in leaves one where one was. */
function cameFrom(request: IncomingMessage): string {
  const from = URL.parse(request.headers.referer ?? '');
  return from?.host === request.headers.host ? from!.pathname : '/';
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return new URLSearchParams(body);
}

function listOf(pages: Map<string, WikiPage>): string {
  const rows = [...pages.values()].map(
    ({ title }) => `<li><a href="/page/${encodeURIComponent(title)}">${escaped(title)}</a></li>`,
  );
  return `<ul>${rows.join('')}</ul>`;
}

/** The page, and below it the form that changes it: edited where it stands, as many apps do. */
function viewOf(page: WikiPage, account: string | null, saved: boolean): string {
  const { id, by, at, text } = current(page);
  const name = encodeURIComponent(page.title);
  const toast = saved ? '<p class="toast" role="status">Your edit was saved.</p>' : '';
  const lines = text.split('\n').map((line) => `<p>${escaped(line)}</p>`);
  const editor = account
    ? `<details><summary>Edit this page</summary><form method="post" action="/page/${name}" class="editor">
    <label for="text">Text</label><textarea id="text" name="text" rows="10">${escaped(text)}</textarea>
    <label for="summary">Summary of the change</label><input type="text" id="summary" name="summary">
    <button type="submit">Save page</button></form></details>`
    : '<p>Log in to edit this page.</p>';
  return `${toast}<nav class="tools"><a href="/history/${name}">History</a></nav>
    <article>${lines.join('\n')}</article>${editor}
    <footer>Revision ${id}, by ${escaped(by)}, <time datetime="${at.toISOString()}">${at.toISOString().slice(0, 16).replace('T', ' ')}</time></footer>`;
}

function historyOf(page: WikiPage, account: string | null): string {
  const rows = page.revisions.toReversed().map((revision) => {
    const tag = isReverted(page, revision) ? ' <strong class="tag">Reverted</strong>' : '';
    return `<li>Revision ${revision.id} by ${escaped(revision.by)}, <time datetime="${revision.at.toISOString()}">${revision.at.toISOString().slice(0, 16)}</time>: ${escaped(revision.summary) || '(no summary)'}${tag}</li>`;
  });
  const button =
    account && page.revisions.length > 1
      ? `<form method="post" action="/revert/${encodeURIComponent(page.title)}"><button type="submit">Revert the last edit</button></form>`
      : '';
  return `<ol class="history">${rows.join('')}</ol>${button}`;
}
