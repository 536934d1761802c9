import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Candidate } from './candidate.ts';
import { chooseLines } from './choose-lines.ts';
import { tokensOf } from './say-line.ts';

const belief = (text: string, more: Partial<Candidate> = {}): Candidate => ({
  id: text,
  kind: 'preference',
  text,
  subject: text,
  about: text,
  polarity: 1,
  p: 0.93,
  nEff: 6,
  status: 'associated',
  said: false,
  pinned: false,
  space: null,
  context: {},
  t: '2026-03-02T09:00:00.000Z',
  for: ['s1'],
  against: [],
  ref: { kind: 'preference', text },
  ...more,
});

const BRITISH = belief('Use British spelling.');
const MARKETING = belief('No marketing words.', { p: 0.9, nEff: 5 });
const REVERTED = belief('An edit of mine on “Bridge opening dates” was reverted.', { kind: 'lesson', p: 0.6, nEff: 1 });
const ALLERGIC = belief('I am allergic to peanuts.', { kind: 'constraint' });

const choose = (
  prompt: string,
  candidates: readonly Candidate[],
  more: { space?: string | null; budget?: number } = {},
) => chooseLines({ prompt, candidates, vectorOf: () => undefined, space: null, budget: 400, ...more });

test('a standing preference about words is offered for any text that is to be written', () => {
  for (const prompt of [
    'Release note for 4.2, compared with 4.1',
    'Write an email to Ana about the ferry',
    'please rephrase: we are happy to announce',
    'Summarise the minutes',
  ]) {
    expect(choose(prompt, [BRITISH]).text).toBe('About me: Use British spelling.');
  }
});

test('nothing is offered for a prompt that nothing fits', () => {
  for (const prompt of [
    'What is the capital of Australia?',
    'Why does my Python script raise a KeyError?',
    'How do I delete an email?',
    'Fix this SQL query',
    '12 * 34',
  ]) {
    const { text, lines, tokens } = choose(prompt, [BRITISH, MARKETING, REVERTED, ALLERGIC]);
    expect({ prompt, text, lines, tokens }).toEqual({ prompt, text: '', lines: [], tokens: 0 });
  }
});

test('a lesson about a page is offered when the page is written about again, and not elsewhere', () => {
  expect(choose('Write the opening dates of the bridge', [REVERTED, ALLERGIC]).text).toBe(
    'About me: An edit of mine on “Bridge opening dates” was reverted.',
  );
  expect(choose('Write the history of the harbour', [REVERTED]).text).toBe('');
});

test('what is not sure enough is a perhaps, what is less likely than not is not said', () => {
  const say = (more: Partial<Candidate>) => choose('Write a letter', [belief('Use British spelling.', more)]).text;
  expect(say({ p: 0.8, nEff: 4 })).toBe('About me: Use British spelling.');
  expect(say({ p: 0.85, nEff: 3 })).toBe('About me: Perhaps: use British spelling.');
  expect(say({ p: 0.79, nEff: 9 })).toBe('About me: Perhaps: use British spelling.');
  expect(say({ p: 0.5, nEff: 9 })).toBe('');
  expect(say({ p: 0.5, nEff: 1, said: true })).toBe('About me: Use British spelling.');
});

test('what the prompt says itself is not said again', () => {
  expect(choose('Write a letter in British spelling, no marketing words', [BRITISH, MARKETING]).text).toBe('');
});

test('of two opposite beliefs about one thing the surer is taken, however near the other is', () => {
  const likes = belief('Use tables.', { about: 'tables', p: 0.85, nEff: 5 });
  const hates = belief('No tables.', { about: 'tables', polarity: -1, p: 0.95, nEff: 8 });
  for (const pair of [
    [likes, hates],
    [hates, likes],
  ]) {
    expect(choose('Write a report with tables of tables', pair).weighed.map(({ candidate }) => candidate.id)).toEqual([
      'No tables.',
    ]);
  }
});

const candidate = fc
  .record({
    text: fc.constantFrom(
      'Use British spelling.',
      'Never share customer names in a letter.',
      'No bullet points.',
      'Ferry timetables go into a table.',
      'Keep letters short.',
      'The harbour letter goes to Ana first.',
      `Formal tone in every letter, ${'and then some more words about it, '.repeat(5)}always.`,
    ),
    kind: fc.constantFrom('constraint', 'preference', 'lesson', 'habit', 'episode', 'fact', 'mental_model', 'goal'),
    p: fc.double({ min: 0, max: 1, noNaN: true }),
    nEff: fc.double({ min: 0, max: 20, noNaN: true }),
    said: fc.boolean(),
    space: fc.constantFrom(null, 'work'),
    polarity: fc.constantFrom(1, -1),
    about: fc.constantFrom('a', 'b', 'c', ''),
  })
  .map((one) => ({ ...one }) as Partial<Candidate>);
const candidates = fc
  .array(candidate, { maxLength: 14 })
  .map((list) => list.map((one, i) => belief(one.text!, { ...one, id: `b${i}` })));
const PROMPT = 'Write a letter about the ferry timetable to the harbour';

test('whatever the candidates: within the budget, of one space only, constraints first, worth its price, in no order but its own', () => {
  fc.assert(
    fc.property(candidates, fc.integer({ min: 0, max: 120 }), fc.constantFrom(null, 'work'), (list, budget, space) => {
      const chosen = choose(PROMPT, list, { budget, space });
      expect(chosen.tokens).toBe(tokensOf(chosen.text));
      expect(chosen.tokens).toBeLessThanOrEqual(budget);
      expect(chosen.text === '').toBe(chosen.lines.length === 0);
      const kinds = chosen.lines.map((line) => line.candidate.kind === 'constraint');
      expect(kinds).toEqual(kinds.toSorted((a, b) => Number(b) - Number(a)));
      for (const { candidate: one, utility } of chosen.lines) {
        expect(one.space).toBe(space);
        expect(utility).toBeGreaterThanOrEqual(0.12);
      }
      expect(choose(PROMPT, list.toReversed(), { budget, space })).toEqual(chosen);
    }),
  );
});

test('lines that say the same are not said twice', () => {
  const twice = [belief('Keep letters short.', { id: 'a' }), belief('Keep the letters short!', { id: 'b' })];
  expect(choose('Write a letter', twice).lines).toHaveLength(1);
});
