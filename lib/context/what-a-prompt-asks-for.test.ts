import { expect, test } from 'vitest';
import { standingFit } from './standing-preference.ts';
import { whatAPromptAsksFor } from './what-a-prompt-asks-for.ts';

test.each([
  ['Write an email to Ana', true],
  ['Release note for 4.2, compared with 4.1', true],
  ['Could you draft a reply to this customer?', true],
  ['proofread this', true],
  ['What is the capital of Australia?', false],
  ['How do I delete an email?', false],
  ['Write a Python function that sorts a list', false],
  ['when is the next train to Hamburg', false],
])('"%s" asks for a text: %s', (prompt, writing) => {
  expect(whatAPromptAsksFor(prompt).writing).toBe(writing);
});

test('a preference about layout has a say in explanations, one about spelling only in texts', () => {
  const explain = whatAPromptAsksFor('Explain the tides to me');
  expect(standingFit({ kind: 'preference', text: 'Please, no bullet points.' }, explain)).toBeGreaterThan(0);
  expect(standingFit({ kind: 'preference', text: 'Use British spelling.' }, explain)).toBe(0);
});

test('only preferences and constraints stand: a fact or a lesson has to be about the prompt', () => {
  const write = whatAPromptAsksFor('Write a letter');
  expect(standingFit({ kind: 'fact', text: 'I am British and formal.' }, write)).toBe(0);
  expect(standingFit({ kind: 'lesson', text: 'Short mails were answered.' }, write)).toBe(0);
  expect(standingFit({ kind: 'preference', text: 'I like cheese.' }, write)).toBe(0);
});
