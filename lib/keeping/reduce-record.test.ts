import { expect, test } from 'vitest';
import type { ActionRecord, DecisionRecord, LogRecord } from '../records/record.ts';
import { validateRecord } from '../records/validate-record.ts';
import { reduceRecord } from './reduce-record.ts';

const SAVED: ActionRecord = {
  kind: 'action',
  id: 'a1',
  t: '2026-03-02T09:14:05.120Z',
  type: 'wiki:save:edit',
  app: 'wiki.example',
  thread: 'wiki.example/page:bridges',
  text: 'The ferry no longer runs; the bridge is open.',
  features: { words: 9, has_question: 0, presence: 0, added_words: 9 },
  context: { task: 'report' },
  entities: ['page:bridges'],
  links: ['a0'],
  control: '#wpSave',
  instead_of: [{ text: 'Cancel', features: { place: 2 } }],
};

test('a summary has some words of the text in the order of their characters, each once, and all the rest', () => {
  const summary = reduceRecord(SAVED, 'summary', ['ferry', 'bridge', 'ferry']);
  expect(summary).toEqual({
    ...SAVED,
    instead_of: [{ features: { place: 2 } }],
    text: 'bridge ferry',
    form: 'summary',
  });
});

test('a skeleton has no words, and of the features only those that rules read', () => {
  const { text: _, ...rest } = SAVED;
  expect(reduceRecord(SAVED, 'skeleton')).toEqual({
    ...rest,
    features: { presence: 0, added_words: 9 },
    instead_of: [{ features: { place: 2 } }],
    form: 'skeleton',
  });
});

test('a summary without a word is a skeleton, and a skeleton stays one', () => {
  const skeleton = reduceRecord(SAVED, 'summary', []);
  expect(skeleton.form).toBe('skeleton');
  expect(reduceRecord(skeleton, 'summary', ['ferry'])).toBe(skeleton);
});

test('a record that has nothing to lose stays as it is', () => {
  const bare: LogRecord = { kind: 'outcome', id: 'o1', t: SAVED.t, type: 'wiki:revert:edit', features: { kept: 0 } };
  expect(reduceRecord(bare, 'skeleton')).toBe(bare);
  expect(reduceRecord({ ...bare, features: { words: 3 } }, 'skeleton').form).toBe('skeleton');
});

test('what was seen of replies and of kept words stays in a skeleton: sightings to come are compared with it', () => {
  const seen: LogRecord = {
    kind: 'observation',
    id: 's1',
    t: SAVED.t,
    thread: SAVED.thread!,
    text: 'Bridges',
    features: { sighting: 1, replies: 1, 'reply:1f': 1, 'own-reply:2e': 1, 'kept:a1': 0.5, words: 1 },
  };
  expect(reduceRecord(seen, 'skeleton').features).toEqual({
    sighting: 1,
    replies: 1,
    'reply:1f': 1,
    'own-reply:2e': 1,
    'kept:a1': 0.5,
  });
});

test('a decision keeps its candidates with propensities and numbers, and the texts only of those that have no other name', () => {
  const decision: DecisionRecord = {
    kind: 'decision',
    id: 'd1',
    t: SAVED.t,
    about: 'offer',
    candidates: [
      {
        ref: { kind: 'preference', about: 'spelling', polarity: 1, text: 'British spelling.' },
        features: { p: 0.9 },
        propensity: 0.85,
        chosen: true,
      },
      { ref: { kind: 'lesson', text: 'Ask first.' }, propensity: 0.5, chosen: false },
    ],
  };
  expect(reduceRecord(decision, 'skeleton').candidates).toEqual([
    {
      ref: { kind: 'preference', about: 'spelling', polarity: 1 },
      features: { p: 0.9 },
      propensity: 0.85,
      chosen: true,
    },
    decision.candidates[1],
  ]);
});

test('a reduced record is a record by the contract, and another form is refused', () => {
  expect(validateRecord(reduceRecord(SAVED, 'summary', ['ferry'])).ok).toBe(true);
  expect(validateRecord(reduceRecord(SAVED, 'skeleton')).ok).toBe(true);
  expect(validateRecord({ ...SAVED, form: 'half' })).toMatchObject({ ok: false, id: 'a1' });
});
