import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountOf, withoutAccount } from './account-of.ts';
import { thingAddress } from './thing-address.ts';

test.each([
  ['https://mail.example/mail/u/1/#inbox', 'u1'],
  ['https://mail.example/mail/u/0/#inbox', null],
  ['https://mail.example/mail/', null],
  ['https://docs.example/document/u/2/d/abc/edit', 'u2'],
  ['https://docs.example/u/1', 'u1'],
  ['https://docs.example/document/d/abc/edit?authuser=1', 'u1'],
  ['https://docs.example/document/d/abc/edit?authuser=0', null],
  ['https://docs.example/document/d/abc/edit?authuser=ana@example.org', null],
  ['https://outlook.example/mail/1/inbox', 'u1'],
  ['https://chat.example/client/T024BE7LD/C024BE91L', 't024be7ld'],
  ['https://docs.google.com/u/1', 'u1'],
  ['https://keep.google.com/u/2/', 'u2'],
  ['https://drive.google.com/drive/u/1/my-drive', 'u1'],
  ['https://photos.google.com/b/3/album/x', 'u3'],
  ['https://mail.proton.me/u/1/inbox', 'u1'],
  ['https://office.example/mail/1/inbox', 'u1'],
  // Users, boards, people, files and messages have numbers, too.
  ['https://forum.example/u/7/posts', null],
  ['https://forum.example/u/7', null],
  ['https://example.org/forum/u/12/summary', null],
  ['https://board.example/b/12', null],
  ['https://mail.example/b/12', null],
  ['https://tracker.example/people/7', null],
  ['https://tracker.example/files/12/edit', null],
  ['https://calendar.example/calendar/12', null],
  ['https://forum.example/mail/12', null],
  ['https://forum.example/mail/12/reply', null],
  ['https://google.com.example/u/7/posts', null],
  ['https://forum.example/u/ana', null],
  ['https://forum.example/mail/123456', null],
])('%s belongs to account %s', (address, account) => {
  expect(accountOf(new URL(address))).toBe(account);
});

test('a path is the same whichever account it is shown to', () => {
  expect(withoutAccount('/document/u/2/d/abc')).toBe('/document/d/abc');
  expect(withoutAccount('/mail/u/1/')).toBe('/mail/');
  expect(withoutAccount('/mail/1/inbox')).toBe('/mail/inbox');
  expect(withoutAccount('/u/ana')).toBe('/u/ana');
  expect(withoutAccount('/u/1/inbox', 'mail.example')).toBe('/inbox');
  expect(withoutAccount('/drive/u/1/my-drive', 'drive.google.com')).toBe('/drive/my-drive');
});

test('the page of a user keeps the number that tells it from others', () => {
  expect(withoutAccount('/u/7/posts', 'forum.example')).toBe('/u/7/posts');
  expect(thingAddress(new URL('https://forum.example/u/7/posts')).key).not.toBe(
    thingAddress(new URL('https://forum.example/u/8/posts')).key,
  );
});

test('no address breaks it, and what it says is short', () => {
  fc.assert(fc.property(fc.webUrl(), (address) => (accountOf(new URL(address)) ?? '').length <= 40));
});
