import { expect, test } from 'vitest';
import type { ChatNode } from './chat-tree.ts';
import { recordsOfTalk } from './records-of-talk.ts';

const node = (
  key: string,
  parent: string | null,
  by: ChatNode['by'],
  text: string,
  more: Partial<ChatNode> = {},
): ChatNode => ({
  key,
  parent,
  by,
  text,
  time: null,
  finished: true,
  ...more,
});
const talkOf = (nodes: readonly ChatNode[], start: number | null = Date.UTC(2025, 0, 1)) =>
  recordsOfTalk({
    pack: 'chatgpt',
    app: 'chatgpt.com',
    thread: 'chatgpt.com/chat:x',
    title: '',
    nodes,
    leaf: null,
    start,
  }).records;

test('what has no time comes a millisecond after what it follows, and says that it was guessed', () => {
  const records = talkOf([
    node('p', null, 'user', 'Name a river', { time: 5_000 }),
    node('a', 'p', 'assistant', 'The Elbe.'),
    node('q', 'a', 'user', 'Convert miles'),
  ]);
  const at = (id: string) => records.find((record) => record.id === `chatgpt/m/${id}`)!;
  expect([at('p'), at('a'), at('q')].map(({ t, context }) => [Date.parse(t), context?.t_guess])).toEqual([
    [5_000, undefined],
    [5_001, 1],
    [5_002, 1],
  ]);
});

test('however many nodes follow one, they are read', () => {
  const many = Array.from({ length: 150_000 }, (_, i) => node(`s${i}`, 'p', 'other', ''));
  expect(talkOf([node('p', null, 'user', 'Name a river'), ...many]).map(({ kind }) => kind)).toEqual([
    'action',
    'statement',
  ]);
});

test('an answer is told by its shape: code, lists, tables and headings, and nothing of these inside of code', () => {
  const text = [
    '# Rivers',
    '- Elbe',
    '  more of it',
    '',
    '- Rhine',
    'In numbers:',
    '1. one',
    '| a | b |',
    '|---|:-:|',
    '| 1 | 2 |',
    '```md',
    '# no heading',
    '- no list',
    '```',
    '---',
  ].join('\n');
  const records = talkOf([node('p', null, 'user', 'Name rivers'), node('a', 'p', 'assistant', text)]);
  expect(records.at(-1)?.features).toMatchObject({ headings: 1, lists: 2, tables: 1, code_blocks: 1 });
});

test('words that a tool was called after, and no more, are no whole answer; words in two places are one', () => {
  const records = talkOf([
    node('p', null, 'user', 'Name rivers'),
    node('a', 'p', 'assistant', 'Let me look.'),
    node('s', 'a', 'other', '', { features: { tools: 1 } }),
    node('b', 'p', 'assistant', 'One moment.'),
    node('t', 'b', 'other', '', { features: { tools: 1 } }),
    node('c', 't', 'assistant', 'The Elbe.'),
  ]);
  const answers = records.filter((record) => record.kind === 'statement' && record.role === 'assistant');
  expect(answers.map(({ text, features }) => [text, features?.unfinished ?? 0, features?.tools])).toEqual([
    ['Let me look.', 1, 1],
    ['One moment.\n\nThe Elbe.', 0, 1],
  ]);
  // The first was broken off: that another was asked for says nothing of it.
  expect(records.filter(({ kind }) => kind === 'outcome')).toEqual([]);
});

test('what an assistant said before any prompt is kept, and answers nobody', () => {
  const records = talkOf([node('g', null, 'assistant', 'Welcome!'), node('p', 'g', 'user', 'Name a river')]);
  expect(records[0]).toMatchObject({ kind: 'statement', role: 'assistant', text: 'Welcome!' });
  expect(records[0]?.links).toBeUndefined();
  expect(records.find(({ id }) => id === 'chatgpt/m/p')?.features).toMatchObject({ turn: 1, is_followup: 0 });
});

test('only the first of several next prompts speaks of the answer; a hidden node between does not part them', () => {
  const records = talkOf([
    node('p', null, 'user', 'Name a river', { time: 1_000 }),
    node('a', 'p', 'assistant', 'The Elbe.', { time: 2_000 }),
    node('h', 'a', 'other', ''),
    node('q', 'a', 'user', 'No, longer', { time: 3_000 }),
    node('r', 'h', 'user', 'No, the longest there is', { time: 4_000 }),
  ]);
  const ids = records.filter(({ kind }) => kind === 'outcome').map(({ id }) => id);
  expect(ids).toEqual(['chatgpt/m/q/correct']);
  expect(records.find(({ id }) => id === 'chatgpt/m/r')).toMatchObject({ links: ['chatgpt/m/q'] });
});
