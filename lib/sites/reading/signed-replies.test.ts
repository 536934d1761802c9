import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { atOnce } from '../../records/at-once.ts';
import { signedReplies } from './signed-replies.ts';

const user = (name: string, space = 'User', talk = 'User_talk') =>
  `<a href="/index.php?title=${encodeURIComponent(space)}:${name}">${name}</a> (<a href="/index.php?title=${talk}:${name}">talk</a>)`;
const TALK = readFileSync(new URL('../fixtures/mediawiki/talk-view.html', import.meta.url), 'utf8');

function read(html: string, own: string | null = 'Ana') {
  const { document } = parseHTML(`<html><body><main>${html}</main></body></html>`);
  return atOnce(signedReplies(document.querySelector('main')!, own));
}
const brief = (replies: ReturnType<typeof read>) => replies.map(({ by, own, text }) => [by, own, text]);

test('a real talk page: who asked what', () => {
  const { document } = parseHTML(TALK);
  expect(brief(atOnce(signedReplies(document.querySelector('#mw-content-text')!, 'Ana')))).toEqual([
    ['@ana', true, 'Where do the times come from?'],
  ]);
});

test('an answer below a question is one of its own, and keeps its name when another comes', () => {
  const question = `<p>Which lamp? ${user('Ana')} 14:44, 24 November 2026 (UTC)</p>`;
  const answer = (more = '') =>
    `<dl><dd>The green one, see the old book. ${user('Ben')} 15:01, 24 November 2026 (UTC)${more}</dd></dl>`;
  const first = read(question + answer());
  expect(brief(first)).toEqual([
    ['@ana', true, 'Which lamp?'],
    ['@ben', false, 'The green one, see the old book.'],
  ]);
  const then = read(question + answer(`<dl><dd>Thank you! --${user('Ana')} 09:12, 25 November 2026 (UTC)</dd></dl>`));
  expect(then.map(({ key }) => key).slice(0, 2)).toEqual(first.map(({ key }) => key));
  expect(brief(then)[2]).toEqual(['@ana', true, 'Thank you!']);
});

test('the paragraphs above a signature belong to it, as far as nobody else signed them', () => {
  const html = `<p>First point. ${user('Ben')} 15:01, 24 November 2026 (UTC)</p><p>I see two ways.</p>
    <p>The second is shorter. ${user('Ana')} 15:20, 24 November 2026 (UTC)</p>`;
  expect(brief(read(html))[1]).toEqual(['@ana', true, 'I see two ways. The second is shorter.']);
});

test('German pages, and dates that begin with the year, are read as well', () => {
  const html = `<p>Welche Lampe? ${user('Ben', 'Benutzer', 'Benutzer_Diskussion')} 14:44, 24. Nov. 2026 (CET)</p>
    <p>The green one. <a href="/u/chris">Chris</a> 2026-11-24 15:01</p>`;
  expect(brief(read(html)).map(([by]) => by)).toEqual(['@ben', '@chris']);
});

test('a text that tells of people and times is no contribution', () => {
  expect(
    read(`<p>${user('Ben')} opened the bridge at 14:44 on 24 November 2026, and it has been open since then.</p>
      <p>The bridge opens at 14:44, 24 November 2026 (UTC)</p><p>See <a href="/wiki/Bridge">Bridge</a> 14:44, 3 May 2026</p>`),
  ).toEqual([]);
});
