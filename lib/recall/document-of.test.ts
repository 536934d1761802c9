import { expect, test } from 'vitest';
import { documentOf, textToEmbed } from './document-of.ts';
import { wordsOf } from './words-of.ts';

const t = '2026-03-02T09:14:05.120Z';

test('an action is found by its text, the words of its type, its thread and its entities', () => {
  const document = documentOf({
    kind: 'action',
    id: 'a1',
    t,
    type: 'mail:send:message',
    thread: 'wiki.example/page:Bridge_opening dates',
    entities: ['person:ana', 'hash:9f8e7d6c5b4a39281706'],
    text: ' Could you look at it? ',
  })!;
  const words = wordsOf(document.words);
  for (const word of wordsOf('look mail send message bridge opening dates ana')) expect(words).toContain(word);
  expect(words).not.toContain('9f8e7d6c5b4a39281706');
  expect(document.meaning).toBe('Could you look at it?');
});

test('what Retrace did itself, and what steers it, is not recalled', () => {
  expect(documentOf({ kind: 'decision', id: 'x', t, about: 'offer', candidates: [], text: 'offer' })).toBeNull();
  expect(documentOf({ kind: 'setting', id: 'g', t, name: 'site:mail.example', value: 'on' })).toBeNull();
  expect(documentOf({ kind: 'feedback', id: 'f', t, verdict: 'confirm', text: 'yes' })).toBeNull();
  expect(documentOf({ kind: 'tombstone', id: 'z', t, h: ['a'] })).toBeNull();
});

test('a record without text has words but nothing to embed', () => {
  const action = { kind: 'action', id: 'a1', t, type: 'mail:send:message' } as const;
  expect(documentOf(action)?.words).toContain('send');
  expect(textToEmbed(action)).toBeNull();
  expect(documentOf({ kind: 'observation', id: 'o', t })).toBeNull();
});

test('a few words that are left of a text are found by words, and have no meaning of their own to embed', () => {
  const text = 'bridge ferry';
  const left = { kind: 'action', id: 'a1', t, type: 'wiki:save:edit', text, form: 'summary' } as const;
  expect(documentOf(left)?.words).toContain(text);
  expect(textToEmbed(left)).toBeNull();
});
