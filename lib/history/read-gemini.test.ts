import { expect, test } from 'vitest';
import { read } from './export-for-tests.ts';
import { commonPrefix } from './read-gemini.ts';

const line = (title: string, minute: number, more = {}) => ({
  header: 'Gemini Apps',
  title,
  time: new Date(Date.UTC(2025, 4, 1, 10, minute)).toISOString(),
  ...more,
});
const file = (lines: readonly object[]) => ({
  'Takeout/My Activity/Gemini Apps/MyActivity.json': JSON.stringify(lines),
});
const GERMAN = [
  line('Gave feedback: Good response', 50),
  line('Gefragt: Wie hoch ist der Turm?', 49, { safeHtmlItem: [{ html: '<p>30&nbsp;m &amp; mehr<br>&lt;x&gt;</p>' }] }),
  line('Gefragt: Und seine Treppe?', 2),
  line('Gefragt: Wo steht er?', 1),
  line('Einstellungen besucht', 1),
  line('Gefragt: Wer baute ihn?', 0, { details: [{ url: 'https://gemini.google.com/app/abc123' }] }),
  line('Gefragt: Ohne Zeit', 0, { time: 'gestern' }),
];

test.each([
  ['newest first', GERMAN],
  ['oldest first', [...GERMAN].reverse()],
])('the verb in front goes, sittings are guessed and ratings belong to the prompt before (%s)', async (_, lines) => {
  const { records, report } = await read(file(lines));
  const inTime = [...records].sort((a, b) => (a.t < b.t ? -1 : 1));
  const prompts = inTime.filter((record) => record.kind === 'action');
  const words = inTime.filter((record) => record.kind === 'statement' && record.role === 'user');
  expect(words.map(({ text }) => text)).toEqual([
    'Wer baute ihn?',
    'Wo steht er?',
    'Und seine Treppe?',
    'Wie hoch ist der Turm?',
  ]);
  expect(words.map(({ links }) => links)).toEqual(prompts.map(({ id }) => [id]));
  expect(prompts.map(({ type }) => type)).toEqual(Array(4).fill('gemini:prompt:answer'));
  expect(prompts.map(({ thread }) => thread)).toEqual([
    'gemini.google.com/chat:abc123',
    'gemini.google.com/sitting:2025-05-01T10:01:00.000Z',
    'gemini.google.com/sitting:2025-05-01T10:01:00.000Z',
    'gemini.google.com/sitting:2025-05-01T10:49:00.000Z',
  ]);
  expect(prompts.map(({ context }) => context?.thread_guess)).toEqual([undefined, 1, 1, 1]);
  expect(records.filter(({ kind }) => kind === 'outcome')).toMatchObject([
    { type: 'gemini:rate:answer', value: 1, links: [prompts[3]!.id], thread: prompts[3]!.thread },
  ]);
  expect(records.find((record) => record.kind === 'statement' && record.role === 'assistant')?.text).toBe(
    '30 m & mehr\n<x>',
  );
  expect(report.messages).toEqual({
    prompts: 4,
    answers: 1,
    ratings: 1,
    'of unknown kind, as an observation': 1,
    'without a time': 1,
  });
  expect(report.seen).toBe(8);
});

test('several pieces of an answer may be drafts or parts: nothing follows from them', async () => {
  const { records } = await read(
    file([line('Prompted Name a river', 0, { safeHtmlItem: [{ html: 'The Elbe.' }, { html: 'The Rhine.' }] })]),
  );
  expect(records.map(({ kind }) => kind)).toEqual(['action', 'statement', 'statement']);
  expect(records[1]?.text).toBe('Name a river');
  expect(records[2]?.features).toEqual({ words: 4, pieces: 2 });
});

test('two prompts that begin alike do not lose what they share', () => {
  expect(commonPrefix(['Prompted Tell me a joke', 'Prompted Tell me a story', 'Prompted What is it?'])).toBe(
    'Prompted ',
  );
  expect(commonPrefix([])).toBe('');
  expect(commonPrefix(['hello', 'world'])).toBe('');
});
