import { expect, test } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { read } from './export-for-tests.ts';
import { LiveTalks, withoutLiveTwins } from './without-live-twins.ts';

const THREAD = 'chatgpt.com/chat:x';
const START = Date.UTC(2026, 0, 1);
const at = (second: number) => new Date(START + second * 1_000).toISOString();
const node = (id: string, parent: string | null, role: string, text: string, second: number) => [
  id,
  { id, parent, message: { id, author: { role }, create_time: START / 1_000 + second, content: { parts: [text] } } },
];

/** Two prompts, the second asked twice and rated, and one that was never seen live. */
async function imported(): Promise<LogRecord[]> {
  const talk = {
    conversation_id: 'x',
    current_node: 'r',
    mapping: Object.fromEntries([
      node('p', null, 'user', 'About me: I live in York.\nName   a river', 0),
      node('a', 'p', 'assistant', 'The Elbe.', 2),
      node('q', 'a', 'user', 'No, a longer one', 60),
      node('b', 'q', 'assistant', 'The Rhine.', 62),
      node('c', 'q', 'assistant', 'The **Danube**.', 90),
      node('r', 'c', 'user', 'Written on a phone', 4_000),
    ]),
  };
  const rating = { id: 'c', conversation_id: 'x', rating: 'thumbs_up', create_time: at(900) };
  return (await read({ 'c.json': JSON.stringify([talk]), 'f.json': JSON.stringify([rating]) })).records;
}

/** What live capture makes of the first two prompts (page/observe-prompts.ts, page/chat/observe-chat.ts). */
const live: LogRecord[] = [
  { kind: 'action', id: 'L1', t: at(-1), thread: THREAD, type: 'chatgpt:prompt:answer', features: { words: 3 } },
  { kind: 'statement', id: 'L2', t: at(-1), thread: THREAD, role: 'user', text: 'Name\na river', links: ['L1'] },
  { kind: 'statement', id: 'L3', t: at(9), thread: THREAD, role: 'assistant', text: 'The Elbe.', links: ['L1'] },
  { kind: 'action', id: 'L4', t: at(59), thread: THREAD, type: 'chatgpt:prompt:answer', features: { words: 4 } },
  { kind: 'outcome', id: 'L5', t: at(59), thread: THREAD, type: 'chatgpt:correct:answer', value: -0.6, links: ['L1'] },
  { kind: 'statement', id: 'L6', t: at(70), thread: THREAD, role: 'assistant', text: 'The Rhine.', links: ['L4'] },
  { kind: 'action', id: 'L7', t: at(88), thread: THREAD, type: 'chatgpt:regenerate:answer', links: ['L4'] },
  {
    kind: 'outcome',
    id: 'L8',
    t: at(88),
    thread: THREAD,
    type: 'chatgpt:regenerate:answer',
    value: -0.5,
    links: ['L4'],
  },
  { kind: 'statement', id: 'L9', t: at(99), thread: THREAD, role: 'assistant', text: 'The Danube.', links: ['L7'] },
];

test('what was recorded live is there once, and what came of it is linked to the record that is there', async () => {
  const all = await imported();
  const { records, twins } = withoutLiveTwins(all, live);
  // The second prompt was recorded without its words, as where no texts are kept.
  expect(twins).toBe(live.length);
  expect(records.map(({ id, links }) => [id, links])).toEqual([
    ['chatgpt/m/q/words', ['L4']],
    ['chatgpt/m/r', undefined],
    ['chatgpt/m/r/words', ['chatgpt/m/r']],
    ['chatgpt/m/r/chose/b', ['L4']],
    ['chatgpt/m/r/chose/c', ['L4', 'L7']],
    ['chatgpt/rating/c', ['L4', 'L7']],
  ]);
  expect(records.length + twins).toBe(all.length);
});

test('a rating that was given live is the same whenever it was, but not one to the contrary', async () => {
  const all = await imported();
  const rated = (value: number): LogRecord => ({
    kind: 'outcome',
    id: 'L10',
    t: at(90_000),
    thread: THREAD,
    type: 'chatgpt:rate:answer',
    value,
    links: ['L4', 'L7'],
  });
  const ids = (value: number) => withoutLiveTwins(all, [...live, rated(value)]).records.map(({ id }) => id);
  expect(ids(1)).not.toContain('chatgpt/rating/c');
  expect(ids(-1)).toContain('chatgpt/rating/c');
});

test('one prompt sent twice is two prompts, each with its own twin', async () => {
  const twice = (second: number, id: string): LogRecord[] => [
    { kind: 'action', id, t: at(second), thread: THREAD, type: 'chatgpt:prompt:answer', features: { words: 3 } },
    { kind: 'statement', id: `${id}s`, t: at(second), thread: THREAD, role: 'user', text: 'Name a river', links: [id] },
  ];
  const again = twice(30, 'chatgpt/m/again').map((record) => ({ ...record }));
  const first = twice(0, 'chatgpt/m/first');
  const { records, twins } = withoutLiveTwins([...first, ...again], twice(29, 'L'));
  expect(twins).toBe(2);
  expect(records.map(({ id }) => id)).toEqual(['chatgpt/m/again', 'chatgpt/m/agains']);
});

test('what came of a prompt may come in a later part of the export than the prompt', async () => {
  const all = await imported();
  const talks = new LiveTalks(live);
  const parts = all.map((record) => talks.without([record]));
  // An answer, which is known by its prompt, and a prompt without its words are told as well from a part.
  expect(parts.reduce((sum, { twins }) => sum + twins, 0)).toBeGreaterThan(live.length - 3);
  expect(parts.at(-1)?.records[0]?.links?.[0]).toBe('L4');
});

test('another talk, another time and an earlier import are no twins', async () => {
  const all = await imported();
  const elsewhere = live.map((record) => ({ ...record, thread: 'chatgpt.com/chat:2' }));
  const longAgo = live.map((record) => ({ ...record, t: '2025-01-01T00:00:00.000Z' }));
  for (const others of [elsewhere, longAgo, all])
    expect(withoutLiveTwins(all, others)).toEqual({ records: all, twins: 0 });
});
