import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { wordsOfMessage } from './words-of-message.ts';

function said(html: string, about: readonly string[] = ['The lamp flickers', 'Re: [Harbour] #1: The lamp flickers']) {
  return wordsOfMessage(
    parseHTML(`<html><body><main>${html}</main></body></html>`).document.querySelector('main')!,
    about,
  );
}

test('of a mail of a tracker only the comment is somebody’s words', () => {
  expect(
    said(`<h1>Re: [Harbour] #1: The lamp flickers</h1><pre>#1: The lamp flickers
-----------------------+------------------------
 Reporter:  ana        |      Owner:  somebody
     Type:  defect     |     Status:  closed
 Priority:  major      |  Milestone:
Component:  component1 |    Version:
-----------------------+------------------------
Changes (by ben):

 * status:  new =&gt; closed
 * resolution:   =&gt; fixed

Comment:

 Changed the bulb. It should hold
 for a year now.

--
Ticket URL: &lt;http://tracker.example/ticket/1#comment:1&gt;
Harbour &lt;http://tracker.example/&gt;</pre>`),
  ).toBe('Changed the bulb. It should hold for a year now.');
});

test('the comment may stand behind its label, and a mail in paragraphs is read as well', () => {
  const { document } = parseHTML(
    readFileSync(new URL('../fixtures/in-the-style-of/mail.html', import.meta.url), 'utf8'),
  );
  const [first, second] = document.querySelectorAll('[data-message-id]');
  expect(wordsOfMessage(first!, ['Ferry times are wrong on Sundays'])).toContain(
    'The page is right since this morning.',
  );
  expect(wordsOfMessage(first!, ['Ferry times are wrong on Sundays'])).not.toMatch(/Reporter|status|Ticket URL/);
  expect(wordsOfMessage(second!, [])).toContain('Thank you for the report.');
});

test('quotes, addresses, fields and footers are nobody’s answer', () => {
  expect(said('<p>On Monday Ana wrote:</p><blockquote>It is out again.</blockquote><p>&gt; It is out again.</p>')).toBe(
    '',
  );
  expect(
    said(
      '<p>Status: closed</p><p>https://tracker.example/ticket/1</p><p>You are receiving this because you reported it.</p>',
    ),
  ).toBe('');
  expect(said('<p>Good work, thank you!</p><p>--</p><p>Sent by a machine for you.</p>')).toBe('Good work, thank you!');
});

test('a page without end is read up to a bound', () => {
  expect(said(`<p>${'word '.repeat(50_000)}</p>`).length).toBeLessThanOrEqual(1_000);
  expect(() => said(`${'<div>'.repeat(5_000)}deep`)).not.toThrow();
});
