import { expect, test } from 'vitest';
import { fixture, given, read, typesOf } from './export-for-tests.ts';
import { emptyReport } from './import-report.ts';
import { openExport } from './open-export.ts';
import { readExport } from './read-export.ts';

test('of a Letta agent the block about the human is kept, line by line, the agent’s own is not', async () => {
  const { records, report } = await read({ 'agent.af': fixture('letta-agent.af') });
  expect(new Set(typesOf(records))).toEqual(new Set(['statement import']));
  expect(records.map(({ text }) => text)).toContain('Occupation: Computer science PhD student at UC Berkeley');
  expect(report.skipped).toEqual({ 'of the agent itself': 1 });
});

test('a block that is JSON in a string gives its texts, under their names', async () => {
  const value = JSON.stringify({ name: 'Ada', likes: ['tea', 'rain'], age: 36 });
  const { records } = await read({ 'a.af': JSON.stringify({ blocks: [{ label: 'human', value }] }) });
  expect(records.map(({ text }) => text)).toEqual(['name: Ada', 'likes: tea', 'likes: rain', 'age: 36']);
});

test('memories of OpenMemory and mem0 become statements; what was deleted there does not', async () => {
  const { records, report } = await read({
    'memories.json': JSON.stringify({
      memories: [
        { id: 1, content: 'Rides a bike.', state: 'active', created_at: '2025-01-01' },
        { id: 2, content: 'Old.', state: 'deleted' },
      ],
    }),
    'answer.json': JSON.stringify({ results: [{ id: 'x', memory: 'Sings.', created_at: '2025-01-02T03:04:05Z' }] }),
  });
  expect(records.map(({ text, t }) => [text, t])).toEqual([
    ['Sings.', '2025-01-02T03:04:05.000Z'],
    ['Rides a bike.', '2025-01-01T00:00:00.000Z'],
  ]);
  expect(report.skipped).toEqual({ 'deleted there': 1 });
});

test('a list pasted from a settings page is what a ChatGPT export holds of it: the same ids, dated by the file', async () => {
  const list = '1. Likes jazz\n- [2024-01-02] Has a dog\n\n';
  const pasted = given({ 'pasted.txt': list }).map((file) => ({ ...file, modified: Date.UTC(2026, 0, 1) }));
  const records = [];
  for await (const batch of readExport(await openExport(pasted), emptyReport())) records.push(...batch.records);
  expect(records.map(({ text, t }) => [text, t])).toEqual([
    ['Likes jazz', '2026-01-01T00:00:00.000Z'],
    ['Has a dog', '2024-01-02T00:00:00.000Z'],
  ]);
  const message = {
    id: 'm',
    author: { role: 'assistant' },
    recipient: 'bio',
    create_time: 1_700_000_000,
    content: { content_type: 'text', parts: ['Likes jazz\nHas a dog'] },
  };
  const exported = await read({ 'talks.json': JSON.stringify([{ id: 'x', mapping: { m: { id: 'm', message } } }]) });
  expect(exported.records.map(({ id }) => id)).toEqual(records.map(({ id }) => id));
});

test('notes that lie in a folder or an archive are nobody’s saved memories', async () => {
  const { records, report } = await read({ 'folder/README.md': '# Read me\n\nThis is a note.' });
  expect(records).toEqual([]);
  expect(report.passedOver).toEqual({ 'of a format that is not read': 1 });
});
