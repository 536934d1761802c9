import { expect, test } from 'vitest';
import type { CapturedRecord, Sighting } from '../engine/api.ts';
import { recordWithoutTexts, sightingWithoutTexts } from './without-texts.ts';

const T = '2026-03-02T09:00:00.000Z';
const BASE = { id: 'a', t: T, thread: 'ticket:1' };
const edit: CapturedRecord = {
  ...BASE,
  kind: 'action',
  type: 'web:edit:text',
  text: 'PLANTED words about ABC-12',
  entities: ['key:ABC-12'],
  features: { added_words: 4 },
  context: { page: 'edit', field: 'Summary' },
  instead_of: [{ text: 'PLANTED draft', features: { words: 2 } }],
  clip: [1, 2],
};

test('of a script that did not know, no text is left, and what was done is', () => {
  const kept = recordWithoutTexts(edit, false)!;
  expect(JSON.stringify(kept)).not.toMatch(/PLANTED|ABC|clip/);
  expect(kept).toMatchObject({
    id: 'a',
    type: 'web:edit:text',
    features: { added_words: 4 },
    context: { field: 'Summary' },
    instead_of: [{ features: { words: 2 } }],
  });
  const message: CapturedRecord = { ...BASE, kind: 'outcome', type: 'web:show:error', value: -1, text: 'PLANTED' };
  expect(recordWithoutTexts(message, false)).toEqual({ ...BASE, kind: 'outcome', type: 'web:show:error', value: -1 });
});

test('of a script that knew, names of controls stay, and prompts, copies and drafts do not', () => {
  const press: CapturedRecord = {
    ...BASE,
    kind: 'action',
    type: 'web:press:button',
    text: 'Save',
    entities: ['file:a.pdf'],
  };
  expect(recordWithoutTexts(press, true)).toEqual(press);
  expect(recordWithoutTexts({ ...edit, text: 'Summary' } as CapturedRecord, true)).toMatchObject({
    text: 'Summary',
    instead_of: [{ features: { words: 2 } }],
  });
  expect(recordWithoutTexts(edit, true)).not.toHaveProperty('clip');
  const prompt: CapturedRecord = { ...BASE, kind: 'statement', role: 'user', text: 'PLANTED' };
  for (const knew of [true, false]) {
    expect(recordWithoutTexts(prompt, knew)).toBeNull();
    const answer = recordWithoutTexts({ ...prompt, role: 'assistant', features: { words: 1 } }, knew);
    expect(answer).toEqual({ ...BASE, kind: 'statement', role: 'assistant', features: { words: 1 } });
  }
});

test('what a page shows keeps titles and states, and not a word that anybody wrote', () => {
  const seen: Omit<Sighting, 'app' | 'space'> = {
    ...BASE,
    title: 'Ticket 1',
    state: { status: 'new' },
    news: [{ type: 'x:revert:edit', value: -1, text: 'PLANTED', revision: '7' }],
    replies: [{ key: 'c1', text: 'PLANTED', by: '@ana' }],
    mentions: [{ entities: ['key:A-1'], title: 'Another', state: {}, text: 'PLANTED', said: 'PLANTED' }],
  };
  const kept = sightingWithoutTexts(seen);
  expect(JSON.stringify(kept)).not.toContain('PLANTED');
  expect(kept).toEqual({
    ...BASE,
    title: 'Ticket 1',
    state: { status: 'new' },
    news: [{ type: 'x:revert:edit', value: -1, revision: '7' }],
    replies: [{ key: 'c1', by: '@ana' }],
    mentions: [{ entities: ['key:A-1'], title: 'Another', state: {} }],
  });
});
