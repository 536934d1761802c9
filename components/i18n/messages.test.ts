import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import english from '../../public/_locales/en/messages.json' with { type: 'json' };
import { messagesFrom } from './message-file.ts';
import { plural, rich, t, useMessages } from './messages.ts';

const MESSAGES = Object.entries(english as Record<string, { message: string; description?: string }>);

beforeEach(() => useMessages(messagesFrom(english), 'en-GB'));

test('every message with a place in it says what comes there', () => {
  expect(MESSAGES.filter(([, { message, description }]) => /\$\d/.test(message) && !description)).toEqual([]);
});

test('every message is plain: no exclamation mark, no emoji, no hyphen for a minus', () => {
  const loud = /!|\p{Extended_Pictographic}|(^|\s)-\d/u;
  expect(MESSAGES.filter(([, { message }]) => loud.test(message.replace('↵', '')))).toEqual([]);
});

test('a plural has all the forms its language knows', () => {
  const keys = new Set(MESSAGES.map(([key]) => key));
  const { pluralCategories } = new Intl.PluralRules('en').resolvedOptions();
  const missing = [...keys]
    .filter((key) => key.endsWith('_other'))
    .flatMap((key) => pluralCategories.map((form) => key.replace(/other$/, form)))
    .filter((key) => !keys.has(key));
  expect(missing).toEqual([]);
});

test('no message is without a user, save those the manifest and the offer name', () => {
  const root = join(import.meta.dirname, '../..');
  const text = ['components', 'lib/browser', 'entrypoints', 'wxt.config.ts']
    .flatMap((place) =>
      place.endsWith('.ts')
        ? [place]
        : readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
            .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
            .map((file) => join(place, file)),
    )
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  const idle = MESSAGES.map(([key]) => key).filter(
    (key) => !text.includes(key) && !text.includes(key.replace(/_(one|other)$/, '')),
  );
  expect(idle).toEqual([]);
});

test('one is one and more are many', () => {
  expect([plural('delete_events', 1), plural('delete_events', 1200)]).toEqual([
    'Delete 1 event',
    'Delete 1,200 events',
  ]);
});

test('words of the user in a sentence are never taken for places of it', () => {
  expect(t('tell_kept', 'costs $1 and $$')).toBe('Kept: costs $1 and $$');
});

test('an element keeps its place in a sentence', () => {
  expect(rich('said_ended', 'X')).toEqual(['Marked ', 'X', ' as not any more.']);
});
