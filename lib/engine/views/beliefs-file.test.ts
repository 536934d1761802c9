import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deletableLog } from '../../../bench/history/deletable-log.ts';
import { inLogOrder } from '../../records/order.ts';
import type { LogRecord, StatementRecord } from '../../records/record.ts';
import { Engine } from '../engine.ts';
import { beliefsAsMarkdown } from './beliefs-as-markdown.ts';
import { beliefsFile } from './beliefs-file.ts';
import { cards } from './you.ts';

const NOW = '2026-06-01T00:00:00.000Z';
const t = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
const engineOf = (records: readonly LogRecord[]) => {
  const engine = new Engine();
  for (const record of inLogOrder(records)) engine.apply(record);
  return engine;
};
const fileOf = (records: readonly LogRecord[], now = NOW) => beliefsFile(engineOf(records), records, now);
const statement = (id: string, role: string, text: string, hour: number, app = 'chat.example'): StatementRecord => ({
  kind: 'statement',
  id,
  t: t(hour),
  app,
  role,
  text,
});

test('every card is in it once, and the same log gives the same bytes, whatever the order of its lines', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (seed) => {
      const records = deletableLog(seed, 60);
      const file = fileOf(records);
      expect(file.beliefs.map(({ text }) => text).sort()).toEqual(
        cards(engineOf(records), NOW)
          .map(({ text }) => text)
          .sort(),
      );
      const again = fileOf([...records].reverse());
      expect(JSON.stringify(again)).toBe(JSON.stringify(file));
      expect(beliefsAsMarkdown(again)).toBe(beliefsAsMarkdown(file));
    }),
    { numRuns: 20 },
  );
});

test('custom instructions and saved memories are word for word in it, each once, with where and from when to when', () => {
  const records = [
    statement('s1', 'settings', 'Answer in plain words.', 1),
    statement('s2', 'settings', 'Answer in plain words.', 50, 'other.example'),
    statement('s3', 'assistant_memory', 'Has a dog called Ada.', 3),
    statement('s4', 'user', 'What is the capital of France?', 4),
  ];
  const { stated } = fileOf(records);
  expect(stated).toEqual([
    {
      role: 'settings',
      text: 'Answer in plain words.',
      apps: ['chat.example', 'other.example'],
      first: t(1),
      last: t(50),
    },
    { role: 'assistant_memory', text: 'Has a dog called Ada.', apps: ['chat.example'], first: t(3), last: t(3) },
  ]);
  const text = beliefsAsMarkdown(fileOf(records));
  expect(text).toContain(
    '## Custom instructions\n\n- Answer in plain words. *(chat.example, other.example, 1 Jan 2026 to 3 Jan 2026)*',
  );
  expect(text).not.toContain('capital of France');
});

test('a lesson claims no more than that things were seen together, and what was said says so', () => {
  const records: LogRecord[] = [
    { kind: 'observation', id: 'v', t: t(0), thread: 'w/p:1', text: 'Bridge', features: { sighting: 1 }, context: {} },
    { kind: 'action', id: 'a', t: t(1), thread: 'w/p:1', type: 'mediawiki:save:edit' },
    { kind: 'outcome', id: 'o', t: t(2), thread: 'w/p:1', type: 'mediawiki:revert:edit', value: -1, links: ['a'] },
    { ...statement('s', 'user', 'Use British spelling.', 3), app: 'retrace' },
  ];
  const text = beliefsAsMarkdown(fileOf(records));
  expect(text).toMatch(
    /An edit of mine on “Bridge” was reverted\. \*\(seen together; whether the one led to the other is not known;/,
  );
  expect(text).toMatch(/- Use British spelling\. \*\(you said so;/);
});

test('what holds no more is told apart, and nothing at all is said so', () => {
  const records: LogRecord[] = [
    { ...statement('s', 'user', 'Use British spelling.', 3), app: 'retrace' },
    {
      kind: 'feedback',
      id: 'f',
      t: t(9),
      verdict: 'end',
      target: { kind: 'preference', text: 'Use British spelling.' },
    },
  ];
  const text = beliefsAsMarkdown(fileOf(records));
  expect(text).toContain('## No longer so\n\n- Use British spelling. *(until 1 Jan 2026)*');
  expect(text).not.toContain('## Preferences');
  expect(beliefsAsMarkdown(fileOf([]))).toContain('Nothing yet.');
});

test('no text can leave its line or become markup', () => {
  const hostile = 'Likes\n# Heading\n<script>alert(1)</script> [a](javascript:b) **x** `y`';
  const text = beliefsAsMarkdown(fileOf([statement('s', 'assistant_memory', hostile, 1)]));
  expect(text.split('\n').filter((line) => line.includes('Heading'))).toHaveLength(1);
  expect(text).not.toMatch(/(?<!\\)<script|(?<!\\)\[a|^# Heading/m);
});
