import { expect, test } from 'vitest';
import { shinglesOf } from '../records/shingles.ts';
import { RecentCopies } from './recent-copies.ts';

const ANSWER = 'the quick answer is to set the cache header to one hour and to purge it after each deploy by a hook';
const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();
const copy = (id: string, hour: number, more: object = {}) => ({
  id,
  t: at(hour),
  type: 'web:copy:text',
  app: 'notes.example',
  ...more,
});
const paste = (hour: number, more: object = {}) => ({
  id: 'p',
  t: at(hour),
  type: 'web:paste:text',
  app: 'mail.example',
  ...more,
});

test('a paste comes from the copy that holds it, also in part and on another site', () => {
  const copies = new RecentCopies();
  copies.take(copy('c1', 1), shinglesOf('something else altogether that nobody ever wrote anywhere before'));
  copies.take(copy('c2', 2), shinglesOf(ANSWER));
  expect(copies.originOf(paste(3), shinglesOf(ANSWER.split(' ').slice(3, 14).join(' ')))).toEqual({
    copy: 'c2',
    app: 'notes.example',
    fromChat: false,
    share: 1,
  });
  expect(copies.originOf(paste(3), shinglesOf('none of these words were copied from any place at all'))).toBeNull();
});

test('no copy is found that was made later, in another space, or more than a week before', () => {
  const copies = new RecentCopies();
  copies.take(copy('c', 2), shinglesOf(ANSWER));
  expect(copies.originOf(paste(1), shinglesOf(ANSWER))).toBeNull();
  expect(copies.originOf(paste(3, { space: 'work' }), shinglesOf(ANSWER))).toBeNull();
  expect(copies.originOf(paste(24 * 8), shinglesOf(ANSWER))).toBeNull();
  expect(copies.originOf(paste(24 * 6), shinglesOf(ANSWER))?.copy).toBe('c');
});

test('a chat is known by its host, by its pack, and by having been asked something', () => {
  const fromChat = (more: object, asked = false) => {
    const copies = new RecentCopies();
    if (asked)
      copies.take({ id: 'q', t: at(1), type: 'web:prompt:answer', app: 'ai.example', thread: 'ai.example/c' }, []);
    copies.take(copy('c', 2, more), shinglesOf(ANSWER));
    return copies.originOf(paste(3), shinglesOf(ANSWER))?.fromChat;
  };
  expect(fromChat({})).toBe(false);
  expect(fromChat({ app: 'chatgpt.com' })).toBe(true);
  expect(fromChat({ type: 'claude:copy:text' })).toBe(true);
  expect(fromChat({ app: 'ai.example', thread: 'ai.example/c' }, true)).toBe(true);
});

test('the latest 200 copies are remembered', () => {
  const copies = new RecentCopies();
  const words = (i: number) =>
    shinglesOf(['copied', 'words', 'of', 'today', 'again', 'here'].map((word) => word + i).join(' '));
  for (let i = 0; i < 201; i++) copies.take(copy(`c${String(i).padStart(3, '0')}`, 1), words(i));
  expect(copies.originOf(paste(2), words(0))).toBeNull();
  expect(copies.originOf(paste(2), words(1))?.copy).toBe('c001');
});
