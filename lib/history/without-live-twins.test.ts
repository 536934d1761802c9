import { expect, test } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { withoutLiveTwins } from './without-live-twins.ts';

const thread = 'chatgpt.com/chat:1';
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const imported: LogRecord[] = [
  { kind: 'action', id: 'chatgpt/m/a', t: at(0), thread, type: 'chat.prompt', text: 'Hello' },
  { kind: 'statement', id: 'chatgpt/m/b', t: at(9), thread, role: 'assistant', text: 'Hi', links: ['chatgpt/m/a'] },
  {
    kind: 'outcome',
    id: 'chatgpt/m/b/regenerated',
    t: at(20),
    thread,
    type: 'chat.regenerated',
    value: -0.5,
    links: ['chatgpt/m/a'],
  },
  { kind: 'action', id: 'chatgpt/m/z', t: at(4_000), thread, type: 'chat.prompt', text: 'Later, on the phone' },
];
const live: LogRecord[] = [
  { kind: 'action', id: 'L1', t: at(1), thread, type: 'chatgpt:prompt:answer' },
  { kind: 'statement', id: 'L2', t: at(1), thread, role: 'user', text: 'Hello', links: ['L1'] },
  { kind: 'statement', id: 'L3', t: at(11), thread, role: 'assistant', text: 'Hi', links: ['L1'] },
];

test('what was recorded live is there once, and what came of it is linked to the record that is there', () => {
  const { records, twins } = withoutLiveTwins(imported, live);
  expect(twins).toBe(2);
  expect(records.map(({ id }) => id)).toEqual(['chatgpt/m/b/regenerated', 'chatgpt/m/z']);
  expect(records[0]?.links).toEqual(['L1']);
});

test('another talk, another time and an earlier import are no twins', () => {
  const elsewhere = live.map((record) => ({ ...record, thread: 'chatgpt.com/chat:2' }));
  expect(withoutLiveTwins(imported, elsewhere).twins).toBe(0);
  const longAgo = live.map((record) => ({ ...record, t: '2025-01-01T00:00:00.000Z' }));
  expect(withoutLiveTwins(imported, longAgo).twins).toBe(0);
  expect(withoutLiveTwins(imported, imported).twins).toBe(0);
});
