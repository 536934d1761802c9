/** Each selector of a chat pack against the pages it claims to match: the stand-ins the browser tests type into. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { anyChat } from './any-chat.ts';
import { type ChatPack, chatThread } from './chat-pack.ts';
import { chatgpt } from './chatgpt.ts';
import { claude } from './claude.ts';
import { chatPackFor, isKnownChat, KNOWN_CHATS } from './known-chats.ts';

const PAGES = join(import.meta.dirname, '../../e2e/apps/chats/pages');
const FRAGMENTS = join(import.meta.dirname, 'fixtures/chats');
const page = (name: string) => {
  const file = [PAGES, FRAGMENTS].map((folder) => join(folder, `${name}.html`)).find(existsSync);
  if (!file) throw new Error(`There is no saved page ${name}.`);
  return parseHTML(readFileSync(file, 'utf8')).document;
};
const selectorsOf = (pack: ChatPack) => [
  ...pack.composers,
  ...pack.send,
  ...pack.userTurns,
  ...pack.assistantTurns,
  ...pack.busy,
  ...pack.actions,
];

const claims = [...KNOWN_CHATS, anyChat].flatMap((pack) =>
  selectorsOf(pack).flatMap(({ css, matches }) =>
    Object.entries(matches).map(([name, count]) => ({ css, name, count })),
  ),
);

test.each(claims)('$css matches $count times on $name', ({ css, name, count }) => {
  expect(page(name).querySelectorAll(css)).toHaveLength(count);
});

test('every selector has at least one page for evidence', () => {
  const all = KNOWN_CHATS.flatMap(selectorsOf);
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
