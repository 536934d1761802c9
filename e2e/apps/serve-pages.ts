import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServedPages {
  readonly url: string;
  close(): Promise<void>;
}

/** What a request is answered with: a page, or an address to go to. */
export type PageAnswer = { readonly html: string; readonly status?: number } | { readonly to: string };

/** Serves a small app of plain pages on a free port of this machine. */
export async function servePages(
  answer: (url: URL, form: URLSearchParams | null) => PageAnswer | Promise<PageAnswer>,
): Promise<ServedPages> {
  const server = createServer((request, response) => {
    formOf(request)
      .then((form) => answer(new URL(request.url ?? '/', 'http://127.0.0.1'), form))
      .then((page) => {
        if ('to' in page) response.writeHead(303, { location: page.to }).end();
        else
          response
            .writeHead(page.status ?? 200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
            .end(page.html);
      })
      .catch((error: unknown) => response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams | null> {
  if (request.method !== 'POST') return null;
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
