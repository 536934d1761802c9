/**
 * Stand-in chats, served over local TLS under the real host names, with a policy as strict as the real ones': what is tested are the
 * extension's own match patterns and the real editors.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import selfsigned from 'selfsigned';
import { build } from 'vite';

const FOLDER = import.meta.dirname;
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; object-src 'none'";

/** The chats there are, with the host and the path of each. */
export const CHATS = {
  'chatgpt-classic': { host: 'chatgpt.com', path: '/c/classic' },
  'chatgpt-new': { host: 'chatgpt.com', path: '/c/new' },
  'chatgpt-mobile': { host: 'chatgpt.com', path: '/c/mobile' },
  claude: { host: 'claude.ai', path: '/chat/one' },
} as const;
export type ChatName = keyof typeof CHATS;

/** Further chats that answer, and a page of notes that is none: for capture only. */
export const TALKS = {
  ...CHATS,
  'claude-classic': { host: 'claude.ai', path: '/chat/classic' },
  'plain-chat': { host: 'plain.example', path: '/chat/plain' },
  'hashed-chat': { host: 'plauder.example', path: '/g/7f3a' },
} as const;
export type TalkName = keyof typeof TALKS;
export const NOTES = { host: 'notes.example', path: '/note' } as const;
const PAGES = { ...TALKS, note: NOTES };
/** Empties the box of comments when it is sent, without a form. */
const NOTE_SCRIPT = `document.getElementById('post').addEventListener('click', () => {
  const box = document.getElementById('comment');
  document.getElementById('posted').append(Object.assign(document.createElement('li'), { textContent: box.value }));
  box.value = '';
});`;

export interface Chats {
  readonly port: number;
  /** For the session: which host names lead here. */
  readonly hosts: Readonly<Record<string, number>>;
  url(chat: TalkName | 'note'): string;
  close(): Promise<void>;
}

/** @param others further host names that lead here, to plain pages. */
export async function startChats(others: readonly string[] = []): Promise<Chats> {
  const script = await bundle();
  const names = [...new Set(Object.values(PAGES).map(({ host }) => host)), ...others];
  const pems = await selfsigned.generate([{ name: 'commonName', value: names[0]! }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: names.map((value) => ({ type: 2 as const, value })) }],
  });
  const server = createServer({ key: pems.private, cert: pems.cert }, (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'https://stand-in');
    const send = (type: string, body: string) =>
      response
        .writeHead(200, {
          'content-type': `${type}; charset=utf-8`,
          'content-security-policy': POLICY,
          'cache-control': 'no-store',
        })
        .end(body);
    if (pathname === '/stand-in.js') return send('text/javascript', script);
    if (pathname === '/note.js') return send('text/javascript', NOTE_SCRIPT);
    if (pathname === '/stand-in.css') return send('text/css', readFileSync(join(FOLDER, 'stand-in.css'), 'utf8'));
    const chat = Object.entries(PAGES).find(([, { host, path }]) => request.headers.host === host && path === pathname);
    return send('text/html', readFileSync(join(FOLDER, 'pages', `${chat?.[0] ?? 'plain-chat'}.html`), 'utf8'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    hosts: Object.fromEntries(names.map((name) => [name, port])),
    url: (chat) => `https://${PAGES[chat].host}${PAGES[chat].path}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The page script of all stand-ins. */
export async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(FOLDER, 'stand-in.ts'), formats: ['iife'], name: 'standIn' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('The stand-in was not bundled.');
  return output.output[0].code;
}
