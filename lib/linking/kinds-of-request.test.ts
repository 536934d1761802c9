import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelOnDisk } from '../models/load-model-from-disk.ts';
import { openOnnxEmbedder } from '../models/onnx-embedder.ts';
import { Vectors } from '../models/vectors.ts';
import { kindOfRequest, PROMPTS_OF_KINDS, promptForKind } from './kinds-of-request.ts';

/** Written after the kinds were fixed; none of them is among the prompts that describe a kind. */
const PROMPTS: readonly (readonly [prompt: string, kind: string | null])[] = [
  ['Write a bash script to rename all jpg files by their date', 'write-code'],
  ['can you code a react component with a dropdown and search', 'write-code'],
  ['I need a function that checks whether a string is a palindrome, in Rust', 'write-code'],
  ['Getting "ModuleNotFoundError: No module named requests" when I run it, how do I fix that', 'fix-code'],
  ['this loop never ends, where is my mistake? while(i<10){ sum+=i }', 'fix-code'],
  ['npm install fails with ERESOLVE, what now', 'fix-code'],
  ['Write a 600 word essay about renewable energy in rural areas', 'write-text'],
  ['a short story about a lighthouse keeper who finds a letter', 'write-text'],
  ['Write a product description for a handmade oak table', 'write-text'],
  ['Write a polite email to my professor asking for an extension', 'write-message'],
  ['answer this complaint from a guest about the noise, friendly tone', 'write-message'],
  ['Please correct the spelling and grammar in the text below', 'improve-text'],
  ['make this paragraph less wordy and more professional', 'improve-text'],
  ['rewrite in a warmer tone: We regret to inform you', 'improve-text'],
  ['Sum up the attached report for somebody who has two minutes', 'summarise'],
  ['key takeaways of this transcript?', 'summarise'],
  ['Translate to Italian: Where is the nearest pharmacy?', 'translate'],
  ['how would a native speaker say this in Japanese', 'translate'],
  ['Explain quantum entanglement like I am twelve', 'explain'],
  ['what is the difference between weather and climate', 'explain'],
  ['How do vaccines train the immune system?', 'explain'],
  ['Ideas for a gift for my father who likes fishing', 'find-ideas'],
  ['names for a small bakery by the sea, playful', 'find-ideas'],
  ['Plan a three day trip to Vienna with two kids', 'plan'],
  ['make me a 12 week training plan for a half marathon', 'plan'],
  ['Is it better to lease or buy a car in my situation?', 'advise'],
  ['which of these two phones would you recommend and why', 'advise'],
  ['turn these numbers into a table with totals per region', 'work-with-data'],
  ['excel: how do I count the cells that contain a certain word', 'work-with-data'],
  ['ok', null],
  ['no, that is not what I meant', null],
  ['go on', null],
];

const embedder = openOnnxEmbedder({ source: modelOnDisk() });
const vectors = new Vectors({ model: 'm', open: () => embedder });
beforeAll(() => vectors.ensure([...PROMPTS_OF_KINDS, ...PROMPTS.map(([prompt]) => prompt)]), 60_000);
afterAll(() => vectors.close());

test('most prompts find their kind of request, few a wrong one, and what asks for nothing finds none', () => {
  const found = PROMPTS.map(([prompt, kind]) => {
    const got = promptForKind(prompt) ? kindOfRequest(vectors.get(prompt)!, (sentence) => vectors.get(sentence)) : null;
    return { prompt, kind, got };
  });
  const said = found.filter(({ got }) => got !== null);
  const right = said.filter(({ kind, got }) => kind === got);
  expect(right.length / said.length).toBeGreaterThanOrEqual(0.85);
  expect(said.length / found.length).toBeGreaterThanOrEqual(0.65);
});

test('nothing is said without a model', () => {
  expect(kindOfRequest(vectors.get(PROMPTS[0]![0])!, () => undefined)).toBeNull();
});
