import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainWikitext } from './plain-wikitext.ts';

test.each([
  ['The bridge opens at nine.<ref>https://h.example/t</ref>', 'The bridge opens at nine.'],
  ["Kept by the '''[[Harbour Office|office]]''' of [[Town]].", 'Kept by the office of Town.'],
  ['== Opening dates ==\n* one\n** two', 'Opening dates\none\ntwo'],
  ['See [https://h.example the board] {{cite|a={{b}}}}now.', 'See the board now.'],
  ['{{Infobox|opened=1871}}', '{{Infobox|opened=1871}}'],
  ['A<br />B <!-- not this -->C --~~~~', 'AB C --'],
])('%j reads %j', (wikitext, plain) => {
  expect(plainWikitext(wikitext)).toBe(plain);
});

test('text without marks stays as it is', () => {
  const word = fc.constantFrom('the', 'bridge', 'Brücke', 'opens', 'at', '9', 'o’clock,');
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (words) => {
      expect(plainWikitext(words.join(' '))).toBe(words.join(' '));
    }),
  );
});
