import { expect, test } from 'vitest';
import type { ActionRecord } from '../records/record.ts';
import { Drafts } from './drafts.ts';

const act = (id: string, minute: number, type: string, more: Partial<ActionRecord> = {}): ActionRecord => ({
  kind: 'action',
  id,
  t: new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString(),
  app: 'wiki.example',
  thread: 'wiki.example/url:/Bridge',
  type,
  ...more,
});
const written = (added_words: number, was_empty = 0) => ({ added_words, removed_words: 0, size: 90, was_empty });

function after(...acts: readonly ActionRecord[]): Drafts {
  const drafts = new Drafts();
  for (const each of acts) drafts.take(drafts.sent(each));
  return drafts;
}

test('what was written before a preview is what is saved after it, whatever the button is called', () => {
  const drafts = after(act('p', 0, 'web:preview:page', { text: 'It opens at nine.', features: written(4) }));
  expect(drafts.sent(act('s', 1, 'web:save:page', { text: 'Save changes' }))).toMatchObject({
    type: 'web:save:edit',
    text: 'It opens at nine.',
    features: { added_words: 4, size: 90 },
    links: ['p'],
  });
});

test('what is written between two looks and after them is added up, and a new text stays one', () => {
  const drafts = after(
    act('p', 0, 'web:preview:page', { text: 'It opens at nine.', features: written(4, 1) }),
    act('c', 1, 'web:compare:page', { text: 'It closes at five.', features: written(4) }),
  );
  expect(drafts.sent(act('s', 2, 'web:save:edit', { text: 'Never on Sundays.', features: written(3) }))).toMatchObject({
    type: 'web:save:text',
    text: 'It opens at nine.\nIt closes at five.\nNever on Sundays.',
    features: { added_words: 11 },
    links: ['p', 'c'],
  });
});

test('a draft is sent once, and only what comes after the look sends it', () => {
  const look = act('p', 5, 'web:preview:page', { text: 'It opens at nine.', features: written(4) });
  const save = act('s', 6, 'web:save:page');
  expect(after(look).sent(act('early', 4, 'web:save:page')).text).toBeUndefined();
  expect(after(look, save).sent(act('again', 7, 'web:save:page')).text).toBeUndefined();
  expect(after(look).sent(act('late', 5 + 13 * 60, 'web:save:page')).text).toBeUndefined();
});

test('a draft belongs to its thread and space; of a thing that has no thread yet, to its kind at its app', () => {
  const drafts = after(
    act('p', 0, 'web:preview:page', { text: 'Here.', features: written(1) }),
    act('n', 0, 'web:preview:ticket', {
      thread: undefined,
      text: 'The lamp is out.',
      features: written(4, 1),
    } as never),
  );
  expect(drafts.sent(act('s', 1, 'web:save:page', { thread: 'wiki.example/url:/Gate' })).text).toBeUndefined();
  expect(drafts.sent(act('s', 1, 'web:save:page', { space: 'work' })).text).toBeUndefined();
  const { thread: _, ...filed } = act('f', 1, 'web:create:ticket');
  expect(drafts.sent(filed)).toMatchObject({ type: 'web:create:ticket', text: 'The lamp is out.' });
});

test('a look at nothing written, a paste and a single field leave no draft and end none', () => {
  expect(after(act('p', 0, 'web:preview:page')).sent(act('s', 1, 'web:save:page')).links).toBeUndefined();
  const drafts = after(
    act('p', 0, 'web:preview:page', { text: 'It opens at nine.', features: written(4) }),
    act('f', 1, 'web:edit:text'),
    act('v', 1, 'web:paste:text'),
  );
  expect(drafts.sent(act('s', 2, 'web:save:page')).text).toBe('It opens at nine.');
});

test('deleted, a look leaves nothing behind', () => {
  const drafts = after(act('p', 0, 'web:preview:page', { text: 'It opens at nine.', features: written(4) }));
  drafts.remove(['p']);
  expect(drafts.sent(act('s', 1, 'web:save:page')).text).toBeUndefined();
});
