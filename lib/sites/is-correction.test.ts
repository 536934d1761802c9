import { expect, test } from 'vitest';
import { correctionIn } from './is-correction.ts';

const PREVIOUS = 'Write a mail to the team about the lunch on Friday';
const at = (prompt: string, seconds = 20) => correctionIn({ prompt, previous: PREVIOUS, seconds }).confidence;

test.each([
  'no, shorter',
  "No. That's not what I asked.",
  'That is not what I asked for',
  'try again in German',
  'make it shorter',
  'too formal',
  'without emojis please',
  'you forgot the date',
  'Nein, kürzer bitte',
  'kürzer',
  'zu förmlich',
  'nochmal auf Englisch',
  'plus court',
  'más corto',
  'не то, короче',
  '更短一点',
  'もっと短く',
  'Write a mail to the team about the lunch on Thursday',
])('“%s” corrects the answer before it', (prompt) => {
  expect(at(prompt)).toBeGreaterThanOrEqual(0.5);
});

test.each([
  'Thanks! What else is on Friday?',
  'Perfect, thank you.',
  'No problem, thanks',
  'Which of the two is shorter, the first or the second?',
  'What is the capital of Portugal',
  'And who should I invite?',
  'Danke, das passt',
  'Now translate the second mail',
  'Explain how a heat pump works',
])('“%s” does not', (prompt) => {
  expect(at(prompt)).toBeLessThan(0.5);
});

test('a long prompt, or one much later, is less likely to be a correction', () => {
  const long = `no, ${'I have thought about all of this for a while and there are many things to say '.repeat(4)}`;
  expect(at(long)).toBeLessThan(0.5);
  expect(at('shorter', 3_600)).toBeLessThan(at('shorter', 20));
});

test('where the answer is known, a request that speaks of other things changes nothing in it', () => {
  const of = (prompt: string, answer?: string) =>
    correctionIn({ prompt, previous: 'Name a river', seconds: 5, ...(answer !== undefined && { answer }) }).confidence;
  expect(of('Plan meals without gluten')).toBeGreaterThan(0.5);
  expect(of('Plan meals without gluten', 'The Elbe.')).toBeLessThan(0.5);
  // It speaks of the answer, or says no: it does.
  expect(of('Name rivers without bridges', 'The Elbe has rivers.')).toBeGreaterThan(0.5);
  expect(of('Make it without bridges', 'The Elbe.')).toBeGreaterThan(0.5);
  expect(of('No, plan meals without gluten', 'The Elbe.')).toBeGreaterThan(0.5);
});
