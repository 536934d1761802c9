/** The thresholds, held against the real model: what belongs together is found, what does not is left alone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelOnDisk } from '../models/load-model-from-disk.ts';
import { type OnnxEmbedder, openOnnxEmbedder } from '../models/onnx-embedder.ts';
import { likeness } from './relevance.ts';

let embedder: OnnxEmbedder;
beforeAll(async () => {
  embedder = await openOnnxEmbedder({ source: modelOnDisk() });
});
afterAll(() => embedder.dispose());

const withVector = async (text: string) => ({ text, vector: await embedder.embed(text) });
const likenessOf = async (prompt: string, line: string) =>
  likeness(await withVector(prompt), await withVector(line), false).relevance;

test.each([
  [
    'Draft a paragraph about the Bridge opening dates for the wiki',
    'An edit of mine on “Bridge opening dates” was reverted.',
  ],
  [
    'Improve the wording of my edit to the article on the old bridge',
    'Edits to the bridge page without a source were reverted.',
  ],
  ['Plan a week of vegetarian dinners', 'I am vegetarian.'],
  ['What should I cook tonight?', 'I am vegetarian.'],
  ['when is the next train to Hamburg', 'I live in Hamburg.'],
  ['Write an email to Ana about the draft', 'I send the draft to Ana before Friday.'],
  ['Why does my Python script raise a KeyError?', 'Code in TypeScript, not Python.'],
])('"%s" is about "%s"', async (prompt, line) => {
  expect(await likenessOf(prompt, line)).toBeGreaterThan(0.1);
});

const UNRELATED_PROMPTS = [
  'What is the capital of Australia?',
  'How many grams are in an ounce?',
  'Explain quantum entanglement simply',
  'Book ideas for a birthday present for my nephew',
  'Fix this SQL query',
  'What time is it in Tokyo?',
  'Translate "good morning" into Spanish',
  'Who won the world cup in 1998?',
  'Give me a name for a black cat',
  'What live music is on tonight?',
];
const LINES = [
  'Use British spelling.',
  'No marketing words.',
  'An edit of mine on “Bridge opening dates” was reverted.',
  'I am allergic to peanuts.',
  'I live in Hamburg.',
  'I send the draft to Ana before Friday.',
  'Code in TypeScript, not Python.',
  'Never share customer names.',
  'Answers short and to the point.',
  'My team works on the billing service.',
];

test('of a hundred pairs that have nothing to do with each other, none is taken for related', async () => {
  const related: string[] = [];
  for (const prompt of UNRELATED_PROMPTS) {
    for (const line of LINES) {
      const relevance = await likenessOf(prompt, line);
      if (relevance > 0.1) related.push(`${prompt} ~ ${line} (${relevance.toFixed(2)})`);
    }
  }
  expect(related).toEqual([]);
});

test('nearness does not tell for from against, so it is never asked to', async () => {
  const prompt = 'Compare the two plans in a table';
  const likes = await likenessOf(prompt, 'I like tables for comparisons.');
  const hates = await likenessOf(prompt, 'I hate tables for comparisons.');
  expect(likes).toBeGreaterThan(0.1);
  expect(hates).toBeGreaterThan(0.1);
});

test('without vectors common words decide, and a single one only if it is half of the shorter text', () => {
  const bare = (text: string) => ({ text, vector: undefined });
  const of = (prompt: string, line: string) => likeness(bare(prompt), bare(line), false).relevance;
  expect(of('Write the opening dates of the bridge', 'An edit of mine on “Bridge opening dates” was reverted.')).toBe(
    1,
  );
  expect(of('vegetarian dinners for a week', 'I am vegetarian.')).toBeGreaterThan(0.5);
  expect(of('Ask Ana about the budget for spring', 'I send the draft to Ana on paper before Friday noon.')).toBe(0);
  expect(of('Write a text', 'Write short texts.')).toBe(0);
});
