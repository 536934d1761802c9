import { expect, test } from 'vitest';
import { followUpIn } from './follow-up.ts';

const verbOf = (prompt: string, answer = 'The harbour opens at nine and closes at five in the evening.') =>
  followUpIn({ prompt, previous: 'When does the harbour open?', answer, seconds: 20 })?.verb ?? null;

test.each([
  ['No, shorter', 'correct'],
  ['That is not what I asked', 'correct'],
  ['Rewrite it in German', 'correct'],
  ['Thanks! Which numbers are prime?', 'thank'],
  ['Ok, that’s great, thank you', 'thank'],
  ['Perfect', 'thank'],
  ['Great work', 'thank'],
  ['Vielen Dank!', null],
  ['Danke, und nun?', 'thank'],
  ['谢谢', 'thank'],
  ['And in winter?', 'continue'],
  ['What about boats?', 'continue'],
  ['Can you explain the second point', 'continue'],
  ['Summarise this in one line', 'continue'],
  ['Is the harbour free of charge?', 'continue'],
])('“%s” says %s of the answer before it', (prompt, verb) => {
  expect(verbOf(prompt)).toBe(verb);
});

test.each([
  'Write a thank you letter for my aunt',
  'Thank you letter for my aunt',
  'Great Britain’s rivers, please',
  'Write a nice poem',
  'Plan meals without gluten',
  'I need a recipe for soup',
  'Next.js or Remix?',
  'Which numbers are prime below fifty',
  'To whom do I send a complaint?',
  'Is it raining in Paris?',
  'What is the capital of France?',
  'Explain photosynthesis to children',
])('“%s” says nothing of it', (prompt) => {
  expect(verbOf(prompt)).toBeNull();
});
