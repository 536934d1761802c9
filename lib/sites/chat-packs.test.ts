/** Each selector of a chat pack against the pages it claims to match: the stand-ins the browser tests type into. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { anyChat } from './any-chat.ts';
import { chatThread } from './chat-pack.ts';
import { chatgpt } from './chatgpt.ts';
import { claude } from './claude.ts';
import { chatPackFor, isKnownChat } from './known-chats.ts';

const PAGES = join(import.meta.dirname, '../../e2e/apps/chats/pages');
const page = (name: string) => parseHTML(readFileSync(join(PAGES, `${name}.html`), 'utf8')).document;

const claims = [chatgpt, claude, anyChat].flatMap((pack) =>
  [...pack.composers, ...pack.send, ...pack.userTurns].flatMap(({ css, matches }) =>
    Object.entries(matches).map(([name, count]) => ({ css, name, count })),
  ),
);

test.each(claims)('$css matches $count times on $name', ({ css, name, count }) => {
  expect(page(name).querySelectorAll(css)).toHaveLength(count);
});

test('every selector has at least one page for evidence', () => {
  const all = [chatgpt, claude].flatMap((pack) => [...pack.composers, ...pack.send, ...pack.userTurns]);
  expect(all.filter(({ matches }) => !Object.values(matches).some((count) => count > 0)).map(({ css }) => css)).toEqual(
    [],
  );
});

test('a conversation is a thread by its id; a new one has none', () => {
  expect(chatThread(chatgpt, '/c/6720-ab')).toBe('chat:6720-ab');
  expect(chatThread(chatgpt, '/g/g-1/c/6720-ab')).toBe('chat:6720-ab');
  expect(chatThread(claude, '/chat/11-22')).toBe('chat:11-22');
  expect(chatThread(claude, '/new')).toBeUndefined();
});

test('hosts are known exactly: a look-alike is any chat', () => {
  expect(isKnownChat('claude.ai')).toBe(true);
  expect(isKnownChat('claude.ai.example.com')).toBe(false);
  expect(chatPackFor('chat.example.com')).toBe(anyChat);
});
