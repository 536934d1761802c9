import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FeedbackRecord, StatementRecord } from '../records/record.ts';
import { probabilityOf } from './belief-probability.ts';
import { readByPatterns } from './read-statement.ts';
import { UserModel } from './user-model.ts';
import { Verdicts } from './verdicts.ts';
import { wordsForConfidence } from './words-for-confidence.ts';

const at = (day: number) => new Date(Date.UTC(2026, 2, 1 + day)).toISOString();
const said = (id: string, day: number, text: string, more: object = {}): StatementRecord => ({
  kind: 'statement',
  id,
  t: at(day),
  role: 'user',
  text,
  ...more,
});
const verdict = (id: string, day: number, what: string, text: string, more: object = {}): FeedbackRecord => ({
  kind: 'feedback',
  id,
  t: at(day),
  verdict: what,
  target: { kind: 'preference', text },
  ...more,
});

function modelOf(...records: StatementRecord[]): UserModel {
  const model = new UserModel();
  for (const record of records) model.apply(record);
  return model;
}

test.each([
  ['I prefer short answers.', 'preference', 1],
  ['Please use British spelling.', 'preference', 1],
  ['Never use bullet points.', 'constraint', -1],
  ['I can’t stand marketing words.', 'preference', -1],
  ['I work at a museum.', 'fact', 1],
  ['My goal is to finish the thesis by May.', 'goal', 1],
])('%j is standing', (text, kind, polarity) => {
  expect(readByPatterns(text)).toMatchObject([{ kind, polarity, text }]);
});

test.each([
  'Do I prefer short answers?',
  'Use a table this time.',
  'Could you look at the draft by Friday?',
  'Translate the text below into French.',
  'The bridge opens at nine.',
  'I was diagnosed with cancer and prefer short answers.',
])('%j makes no belief', (text) => {
  expect(readByPatterns(text)).toEqual([]);
});

test('what somebody else wrote is never the user’s statement', () => {
  expect(
    modelOf(said('s', 1, 'I prefer short answers.', { role: 'assistant' })).beliefs(new Verdicts(), at(9)),
  ).toEqual([]);
});

test('said twice is one belief with more behind it; in another space it is another', () => {
  const model = modelOf(
    said('s1', 1, 'I prefer short answers.'),
    said('s2', 2, 'i prefer SHORT answers'),
    said('s3', 3, 'I prefer short answers.', { space: 'work' }),
  );
  const beliefs = model.beliefs(new Verdicts(), at(4));
  expect(beliefs.map(({ space, for: evidence }) => [space, evidence.length])).toEqual([
    [null, 2],
    ['work', 1],
  ]);
  expect(beliefs[0]!.nEff).toBeGreaterThan(beliefs[1]!.nEff);
});

test('verdicts bind by what was said, and undone ones never were', () => {
  const text = 'I prefer short answers.';
  const model = modelOf(said('s1', 1, text));
  const state = (...given: FeedbackRecord[]) => {
    const verdicts = new Verdicts();
    for (const each of given) verdicts.apply(each);
    return model.beliefs(Verdicts.load(structuredClone(verdicts.save())), at(9))[0];
  };
  expect(state(verdict('f1', 2, 'confirm', text))).toMatchObject({ saidSo: true, validTo: null });
  expect(state(verdict('f1', 2, 'end', text))).toMatchObject({ validTo: at(2) });
  expect(state(verdict('f1', 2, 'reject', text))!.p).toBeLessThan(0.5);
  expect(state(verdict('f1', 2, 'pin', text))).toMatchObject({ pinned: true });
  expect(state(verdict('f1', 2, 'delete', text))).toBeUndefined();
  const undone = state(verdict('f1', 2, 'delete', text), {
    kind: 'feedback',
    id: 'f2',
    t: at(3),
    verdict: 'undo',
    of: 'f1',
  });
  expect(undone).toEqual(state());
});

test('probability is a probability, grows with evidence for, and old evidence counts for less', () => {
  const evidence = fc.array(fc.record({ day: fc.nat(300), up: fc.boolean() }), { maxLength: 20 });
  fc.assert(
    fc.property(evidence, (list) => {
      const sorted = [...list]
        .sort((a, b) => a.day - b.day)
        .map(({ day, up }) => ({ t: at(day), sign: up ? (1 as const) : (-1 as const), weight: 1 }));
      const { p, lo, hi, nEff } = probabilityOf(sorted, at(300));
      expect(0 <= lo && lo <= p && p <= hi && hi <= 1 && nEff >= 0).toBe(true);
      expect(probabilityOf([...sorted, { t: at(300), sign: 1, weight: 1 }], at(300)).p).toBeGreaterThan(p - 0.15);
    }),
  );
  const once = [{ t: at(0), sign: 1 as const, weight: 6 }];
  expect(probabilityOf(once, at(300)).nEff).toBeLessThan(probabilityOf(once, at(1)).nEff);
});

test('with little behind it the word is “too early”, whatever the probability', () => {
  expect(wordsForConfidence(0.99, 3.9)).toBe('too early');
  expect(wordsForConfidence(0.99, 4)).toBe('almost certain');
  expect(wordsForConfidence(0.5, 40)).toBe('unsure');
  expect(wordsForConfidence(0.5, 0, true)).toBe('you said so');
});

const LOVES = 'I love bullet points.';
const HATES = 'I hate bullet points.';
const beliefsOf = (model: UserModel, ...given: FeedbackRecord[]) => {
  const verdicts = new Verdicts();
  for (const each of given) verdicts.apply(each);
  return model.beliefs(verdicts, at(20));
};

test('a statement to the contrary closes the earlier one; deleted, it opens it again', () => {
  const model = modelOf(said('s1', 1, LOVES), said('s2', 5, HATES));
  expect(beliefsOf(model).map(({ text, validTo }) => [text, validTo])).toEqual([
    [LOVES, at(5)],
    [HATES, null],
  ]);
  expect(beliefsOf(model)[0]!.against).toEqual([{ id: 's2', t: at(5) }]);
  expect(beliefsOf(model, verdict('f', 6, 'delete', HATES)).map(({ text, validTo }) => [text, validTo])).toEqual([
    [LOVES, null],
  ]);
});

test('in another space the contrary changes nothing', () => {
  const model = modelOf(said('s1', 1, LOVES, { space: 'home' }), said('s2', 5, HATES, { space: 'work' }));
  expect(beliefsOf(model).map(({ validTo }) => validTo)).toEqual([null, null]);
});

test.each(['reject', 'end', 'delete'])('what was said anew after “%s” holds again, on the new words alone', (what) => {
  const again = beliefsOf(modelOf(said('s1', 1, LOVES), said('s2', 9, LOVES)), verdict('f', 5, what, LOVES));
  const fresh = beliefsOf(modelOf(said('s2', 9, LOVES)));
  expect(again.map(({ p, validFrom, validTo, for: evidence }) => [p, validFrom, validTo, evidence])).toEqual(
    fresh.map(({ p, validFrom, validTo, for: evidence }) => [p, validFrom, validTo, evidence]),
  );
  expect(beliefsOf(modelOf(said('s1', 1, LOVES)), verdict('f', 5, what, LOVES)).filter((b) => !b.validTo)).toEqual([]);
});

test('a verdict given in one space does not reach another', () => {
  const model = modelOf(said('s1', 1, LOVES, { space: 'work' }), said('s2', 1, LOVES, { space: 'home' }));
  const left = beliefsOf(model, verdict('f', 2, 'delete', LOVES, { space: 'work' }));
  expect(left.map(({ space }) => space)).toEqual(['home']);
  expect(beliefsOf(model, verdict('f', 2, 'delete', LOVES))).toEqual([]);
});

test('words nobody is named for are not the user’s', () => {
  expect(beliefsOf(modelOf(said('s1', 1, LOVES, { role: undefined })))).toEqual([]);
});

test('a verdict on a lesson finds it again when its counts have changed', () => {
  const lesson = (n: number, thread?: string) => ({
    kind: 'lesson',
    text: `Of the ${n} times I saved an edit, ${n} ended so: was reverted.`,
    context: { action: 'mediawiki:save:edit', outcome: 'mediawiki:revert:edit', ...(thread && { thread }) },
  });
  const verdicts = new Verdicts();
  verdicts.apply({ kind: 'feedback', id: 'f', t: at(2), verdict: 'delete', target: lesson(2) });
  expect(verdicts.on(lesson(3)).deleted).toBe(at(2));
  expect(verdicts.on(lesson(3, 'w/page:Bridge')).deleted).toBeNull();
});
