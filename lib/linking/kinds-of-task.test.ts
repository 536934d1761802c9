import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelOnDisk } from '../models/load-model-from-disk.ts';
import { openOnnxEmbedder } from '../models/onnx-embedder.ts';
import { Vectors } from '../models/vectors.ts';
import { nearestTask, SENTENCES_OF_TASKS, titleForTask } from './kinds-of-task.ts';

/** Titles of pages as they are, none of them among the sentences. */
const TITLES: readonly (readonly [title: string, task: string])[] = [
  ['#12 (Crash on start when the config file is empty) – Trac', 'fixing-software'],
  ['TypeError: cannot read properties of undefined · Issue #331', 'fixing-software'],
  ['Bridge opening dates – Editing – HarbourWiki', 'writing'],
  ['Chapter 3 draft - Google Docs', 'writing'],
  ['Inbox (14) - ana - Webmail', 'mail'],
  ['Re: your letter of Monday', 'mail'],
  ['Sprint 14 board - Jira', 'planning'],
  ['Calendar - week of 3 March', 'planning'],
  ['Your cart (2 items)', 'shopping'],
  ['Wireless headphones, black - 4.3 stars - buy online', 'shopping'],
  ['Cheap flights from Berlin to Lisbon', 'travel'],
  ['Hotel Aurora, double room, 3 nights', 'travel'],
  ['Invoice 2026-113 is due', 'money'],
  ['Account overview: balance and transfers', 'money'],
  ['Support request 8841: cannot log in to my account', 'support'],
  ['Election results: what happens next - The Daily', 'reading'],
  ['Add retries to the uploader by ben · Pull Request #77', 'reviewing'],
  ['Attention mechanisms for time series: a survey (pdf)', 'research'],
  ['Landing page mockup - Figma', 'design'],
  ['New chat - ChatGPT', 'asking-an-ai'],
  ['Home timeline / posts from people you follow', 'social'],
  ['Lesson 4: French verbs - exercises', 'learning'],
  ['Sales 2026 Q1 - Google Sheets', 'data'],
  ['Visitors per day - dashboard', 'data'],
];

const embedder = openOnnxEmbedder({ source: modelOnDisk() });
const vectors = new Vectors({ model: 'm', open: () => embedder });
beforeAll(() => vectors.ensure([...SENTENCES_OF_TASKS, ...TITLES.map(([title]) => titleForTask(title))]), 60_000);
afterAll(() => vectors.close());

test('most titles find their kind of task, and few a wrong one', () => {
  const found = TITLES.map(([title, task]) => {
    const kind = nearestTask(vectors.get(titleForTask(title))!, (sentence) => vectors.get(sentence));
    return { title, task, got: kind?.kind ?? null };
  });
  const said = found.filter(({ got }) => got !== null);
  const right = said.filter(({ task, got }) => task === got);
  expect(right.length / said.length).toBeGreaterThanOrEqual(0.9);
  expect(said.length / found.length).toBeGreaterThanOrEqual(0.7);
});

test('nothing is said of a title without a word, and nothing without a model', () => {
  expect(titleForTask(' x7f3-9921 \n')).toBe('');
  expect(nearestTask(vectors.get(TITLES[0]![0])!, () => undefined)).toBeNull();
});
