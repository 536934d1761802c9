import { readFileSync } from 'node:fs';
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js/index-native.js';
import { describe, expect, test } from 'vitest';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { type GivenFile, openExport } from './open-export.ts';
import { plantedChatGpt } from './planted-talks.ts';
import { emptyReport, type ImportReport, type ReadOptions, readExport } from './read-export.ts';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const given = (files: Readonly<Record<string, string | Blob>>): GivenFile[] =>
  Object.entries(files).map(([path, content]) => ({
    path,
    file: typeof content === 'string' ? new Blob([content]) : content,
  }));

async function zipOf(files: Readonly<Record<string, string>>, password?: string): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter(), password ? { password } : {});
  for (const [name, text] of Object.entries(files)) await zip.add(name, new TextReader(text));
  return zip.close();
}

async function read(
  files: Readonly<Record<string, string | Blob>>,
  options?: ReadOptions,
): Promise<{ records: LogRecord[]; report: ImportReport }> {
  const report = emptyReport();
  const records: LogRecord[] = [];
  for await (const batch of readExport(await openExport(given(files)), report, options)) records.push(...batch.records);
  return { records, report };
}

const typesOf = (records: readonly LogRecord[]) =>
  records.map((record) =>
    'type' in record && record.type ? record.type : `${record.kind} ${(record as { role?: string }).role ?? ''}`,
  );
const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, each) => all + each, 0);

describe('real exports', () => {
  test('a ChatGPT talk without branches gives prompts, answers, instructions and no verdict but of what is said', async () => {
    const { records, report } = await read({ 'conversations.json': fixture('chatgpt-2025.json') });
    const prompts = records.filter((record) => record.kind === 'action');
    expect(new Set(typesOf(prompts))).toEqual(new Set(['chat.prompt']));
    expect(records.some((record) => record.kind === 'statement' && record.role === 'settings')).toBe(true);
    expect(records.every(({ thread, kind }) => kind === 'statement' || thread?.startsWith('chatgpt.com/chat:'))).toBe(
      true,
    );
    expect(
      records
        .filter((record) => record.kind === 'outcome')
        .every((record) => /continued|thanked|corrected/.test((record as OutcomeRecord).type)),
    ).toBe(true);
    expect(report.conversations).toBe(1);
    const talk = JSON.parse(fixture('chatgpt-2025.json'))[0] as { mapping: Record<string, { message: unknown }> };
    expect(sum(report.messages)).toBe(Object.values(talk.mapping).filter(({ message }) => message).length);
  });

  test('a superseded answer, and one by way of thoughts and tools, are two answers to one prompt', async () => {
    const { records } = await read({ 'talk.json': fixture('chatgpt-branch-and-tools-2026.json') });
    expect(typesOf(records)).toEqual(expect.arrayContaining(['chat.prompt', 'chat.regenerate', 'chat.regenerated']));
    expect(records.filter((record) => record.kind === 'statement' && record.role === 'assistant')).toHaveLength(2);
    // By the id of the message, not of its node.
    expect(records.find((record) => record.kind === 'action')?.id).toBe('chatgpt/m/user-message');
  });

  test('a Claude talk that is in no order is put in order, and nothing in it is a branch', async () => {
    const { records, report } = await read({ 'conversations.json': fixture('claude-2024.json') });
    const prompts = records.filter((record) => 'type' in record && record.type === 'chat.prompt');
    expect(prompts.map(({ t }) => t)).toEqual(prompts.map(({ t }) => t).sort());
    expect(typesOf(records).filter((type) => /edit_resend|branch|regenerate/.test(type))).toEqual([]);
    const [talk] = JSON.parse(fixture('claude-2024.json')) as { chat_messages: unknown[] }[];
    expect(sum(report.messages)).toBe(talk!.chat_messages.length);
  });

  test('where no parents are told, a prompt without an answer of its own was replaced by the next', async () => {
    const message = (uuid: string, sender: string, text: string, minute: number) => ({
      uuid,
      sender,
      text,
      created_at: new Date(Date.UTC(2025, 0, 1, 0, minute)).toISOString(),
    });
    const chat_messages = [
      message('c', 'human', 'Write a poem about the sea', 2),
      message('b', 'human', 'Write a short poem about the grey sea', 3),
      message('d', 'assistant', 'Grey it lies.', 3),
    ];
    const { records } = await read({ 'conversations.json': JSON.stringify([{ uuid: 'x', chat_messages }]) });
    expect(records.find((record) => record.kind === 'outcome')).toMatchObject({
      type: 'chat.reworded',
      value: -0.5,
      links: ['claude/m/c'],
    });
  });

  test('words that stand in content alone are read; thoughts are a trait of the answer', async () => {
    const { records } = await read({ 'conversations.json': fixture('claude-thinking-2025.json') });
    expect(records.map(({ text }) => text)).toEqual(['Can you greet me?', "Hello there! It's great to hear from you."]);
    expect(records[1]?.features?.thoughts).toBe(1);
  });

  test('of a Letta agent the block about the human is kept, the agent’s own is not', async () => {
    const { records, report } = await read({ 'agent.af': fixture('letta-agent.af') });
    expect(records.length).toBeGreaterThan(0);
    expect(new Set(typesOf(records))).toEqual(new Set(['statement import']));
    expect(report.messages['of the agent itself']).toBeGreaterThan(0);
  });
});

describe('branches are consequences', () => {
  test.each([1, 2, 3, 4])('what was planted is found, and nothing else (seed %i)', async (seed) => {
    const { talks, ratings, planted, messages } = plantedChatGpt(seed, 120);
    const { records, report } = await read({
      'conversations-000.json': JSON.stringify(talks.slice(0, 60)),
      'conversations-001.json': JSON.stringify(talks.slice(60)),
      'message_feedback.json': JSON.stringify(ratings),
    });
    const found = records.flatMap((record) => {
      if (record.kind !== 'outcome') return [];
      const about = record.id.replace(/^chatgpt\/(?:m|rating)\//, '').replace(/\/\w+$/, '');
      if (record.type === 'chat.chosen' || record.type === 'chat.rated')
        return [`${record.type} ${record.value} ${about}`];
      return [`${record.type} chatgpt/m/${about}`];
    });
    expect(found.filter((each) => !planted.has(each as never))).toEqual([]);
    expect([...planted].filter((each) => !found.includes(each))).toEqual([]);
    expect(sum(report.messages)).toBe(messages);
    // Each outcome leads to a prompt that is there.
    const prompts = new Set(records.flatMap((record) => (record.kind === 'action' ? [record.id] : [])));
    for (const record of records)
      if (record.kind === 'outcome') expect(record.links?.every((id) => prompts.has(id))).toBe(true);
  });

  test('the same files give the same records, in a zip or loose, and every id once', async () => {
    const { talks } = plantedChatGpt(9, 30);
    const text = JSON.stringify(talks);
    const loose = await read({ 'conversations.json': text });
    const zipped = await read({ 'export.zip': await zipOf({ 'conversations.json': text, 'chat.html': '<p>' }) });
    expect(zipped.records).toEqual(loose.records);
    expect(new Set(loose.records.map(({ id }) => id)).size).toBe(loose.records.length);
    expect(zipped.report.passedOver['no text of a talk']).toBe(1);
  });

  test('gone on with after any batch, it gives the rest and nothing twice', async () => {
    const { talks } = plantedChatGpt(5, 900);
    const files = { 'a.json': JSON.stringify(talks.slice(0, 500)), 'b.json': JSON.stringify(talks.slice(500)) };
    const opened = await openExport(given(files));
    const batches: { records: readonly LogRecord[]; cursor: { path: string; elements: number } }[] = [];
    for await (const batch of readExport(opened, emptyReport())) batches.push(batch);
    expect(batches.length).toBeGreaterThan(2);
    for (let stop = 0; stop < batches.length; stop++) {
      const before = batches.slice(0, stop + 1).flatMap(({ records }) => records);
      const after = (await read(files, { from: batches[stop]!.cursor })).records;
      const ids = [...before, ...after].map(({ id }) => id);
      expect(new Set(ids)).toEqual(new Set(batches.flatMap(({ records }) => records.map(({ id }) => id))));
    }
  });
});

describe('other sources', () => {
  test('custom instructions count once, saved memories one a line', async () => {
    const talk = (id: string, time: number) => ({
      id,
      create_time: time,
      mapping: {
        a: {
          id: 'a',
          parent: null,
          children: ['b'],
          message: {
            id: `${id}a`,
            author: { role: 'system' },
            content: {
              content_type: 'user_editable_context',
              user_profile: 'A gardener.',
              user_instructions: 'Be brief.',
            },
          },
        },
        b: {
          id: 'b',
          parent: 'a',
          children: [],
          message: {
            id: `${id}b`,
            author: { role: 'assistant' },
            recipient: 'bio',
            content: { content_type: 'text', parts: ['Likes tea.\nLives in Kiel.'] },
          },
        },
      },
    });
    const { records } = await read({
      'conversations.json': JSON.stringify([talk('x', 1_700_000_000), talk('y', 1_710_000_000)]),
    });
    expect(records.map(({ text }) => text).sort()).toEqual([
      'A gardener.',
      'Be brief.',
      'Likes tea.',
      'Lives in Kiel.',
    ]);
    expect(records.find(({ text }) => text === 'Be brief.')?.context?.last).toBe(
      new Date(1_710_000_000_000).toISOString(),
    );
  });

  test('Claude’s category zips, projects and memories; what is never read is not', async () => {
    const inner = await zipOf({ 'conversations.json': fixture('claude-thinking-2025.json') });
    const outer = new ZipWriter(new BlobWriter());
    await outer.add('conversations-000.zip', inner.stream());
    await outer.add('light_metadata-000.zip', new TextReader('secret'));
    await outer.add(
      'projects/one.json',
      new TextReader(JSON.stringify({ uuid: 'p', name: 'Wiki', prompt_template: 'Cite sources.' })),
    );
    await outer.add(
      'memories/acc.json',
      new TextReader(JSON.stringify({ conversations_memory: 'Prefers metric units.\n\nWorks at night.' })),
    );
    const { records, report } = await read({ 'data.zip': await outer.close() });
    expect(records.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Can you greet me?', 'Cite sources.', 'Prefers metric units.', 'Works at night.']),
    );
    expect(report.passedOver['never read']).toBe(1);
  });

  test('Gemini activity: the verb in front goes in any language, sittings are guessed, ratings belong to the prompt before', async () => {
    const line = (title: string, minute: number, more = {}) => ({
      header: 'Gemini Apps',
      title,
      time: new Date(Date.UTC(2025, 4, 1, 10, minute)).toISOString(),
      ...more,
    });
    const lines = [
      line('Gave feedback: Good response', 3),
      line('Gefragt: Wie hoch ist der Turm?', 2, { safeHtmlItem: [{ html: '<p>30&nbsp;m &amp; mehr</p>' }] }),
      line('Gefragt: Wo steht er?', 1),
      line('Gefragt: Wer baute ihn?', 0, { details: [{ url: 'https://gemini.google.com/app/abc123' }] }),
    ];
    const { records } = await read({ 'Takeout/My Activity/Gemini Apps/MyActivity.json': JSON.stringify(lines) });
    const prompts = records.filter((record) => record.kind === 'action');
    expect(prompts.map(({ text }) => text)).toEqual(['Wer baute ihn?', 'Wo steht er?', 'Wie hoch ist der Turm?']);
    expect(prompts[0]?.thread).toBe('gemini.google.com/chat:abc123');
    expect(prompts[1]?.thread).toBe(prompts[2]?.thread);
    expect(records.find((record) => record.kind === 'outcome')).toMatchObject({
      type: 'chat.rated',
      value: 1,
      links: [prompts[2]!.id],
    });
    expect(records.find((record) => record.kind === 'statement')?.text).toBe('30 m & mehr');
  });

  test('OpenMemory and pasted lists become statements; what was deleted there does not', async () => {
    const memories = {
      memories: [
        { id: 1, content: 'Rides a bike.', state: 'active', created_at: '2025-01-01' },
        { id: 2, content: 'Old.', state: 'deleted' },
      ],
    };
    const { records } = await read({
      'memories.json': JSON.stringify(memories),
      'pasted.txt': '1. Likes jazz\n- [2024-01-02] Has a dog\n',
    });
    expect(records.map(({ text }) => text).sort()).toEqual(['Has a dog', 'Likes jazz', 'Rides a bike.']);
  });

  test('secrets are taken out, and counted', async () => {
    const talk = {
      uuid: 'c',
      chat_messages: [
        { uuid: 'm', sender: 'human', text: 'My card is 4111 1111 1111 1111', created_at: '2025-01-01T00:00:00Z' },
      ],
    };
    const { records, report } = await read({ 'c.json': JSON.stringify([talk]) });
    expect(records[0]?.text).toBe('My card is [card]');
    expect(report.redacted.card).toBe(1);
  });
});

describe('bad files', () => {
  const problemOf = (files: Readonly<Record<string, string | Blob>>) =>
    openExport(given(files)).then(
      () => null,
      (error: Error) => error.message,
    );

  test('a cut zip, a locked one and names that lead out are told for what they are', async () => {
    const whole = await zipOf({ 'conversations.json': fixture('claude-thinking-2025.json') });
    expect(await problemOf({ 'cut.zip': whole.slice(0, whole.size - 30) })).toMatch(
      /cut\.zip is not a whole zip archive/,
    );
    expect(await problemOf({ 'locked.zip': await zipOf({ 'conversations.json': '[]' }, 'pass') })).toMatch(
      /locked with a password/,
    );
    const { report } = await read({ 'out.zip': await zipOf({ '../conversations.json': '[]', '/etc/x.json': '[]' }) });
    expect(report.passedOver['its name leads out of the archive']).toBe(2);
  });

  test('a zip that unpacks to hundreds of times its size is not read on', async () => {
    const bomb = await zipOf({ 'conversations.json': `[${'0'.repeat(80 * 1024 * 1024)}` });
    const { records, report } = await read({ 'bomb.zip': bomb });
    expect(records).toEqual([]);
    expect(report.problems.join()).toMatch(/unpacks to more than 500 times/);
  }, 60_000);

  test('whatever is changed in a file, all that is whole is read, or it is said what is not', async () => {
    const random = seededRandom(3);
    const sources = [
      'chatgpt-2025.json',
      'chatgpt-branch-and-tools-2026.json',
      'claude-2024.json',
      'claude-thinking-2025.json',
      'letta-agent.af',
    ].map(fixture);
    for (let round = 0; round < 1_500; round++) {
      const source = sources[round % sources.length]!;
      const at = Math.floor(random() * source.length);
      const until = at + Math.floor(random() * 80);
      const kind = round % 4;
      const put = ['', '\u0000', '"', '{}', 'null', '[', '1e999', '"parent":"x"'][Math.floor(random() * 8)]!;
      const mutated =
        kind === 0
          ? source.slice(0, at)
          : kind === 1
            ? source.slice(0, at) + put + source.slice(until)
            : kind === 2
              ? source.slice(0, at) + source.slice(at, until) + source.slice(at)
              : source.replaceAll(
                  /"(?:parent|id|create_time|created_at|uuid|role|parts)": ?("[^"]*"|[\d.]+)/g,
                  (all) => (random() < 0.1 ? `"x": ${put === '' ? 'null' : JSON.stringify(put)}` : all),
                );
      await read({ 'conversations.json': mutated });
    }
  }, 60_000);

  test('cycles and missing parents are read as far as they go, and counted', async () => {
    const message = (id: string, role: string, text: string) => ({
      id,
      author: { role },
      create_time: 1_700_000_000,
      content: { content_type: 'text', parts: [text] },
    });
    const mapping = {
      a: { id: 'a', parent: 'c', children: ['b'], message: message('a', 'user', 'Round and round') },
      b: { id: 'b', parent: 'a', children: ['c'], message: message('b', 'assistant', 'We go') },
      c: { id: 'c', parent: 'b', children: ['a'], message: message('c', 'user', 'Again?') },
      d: { id: 'd', parent: 'gone', children: [], message: message('d', 'user', 'An orphan') },
    };
    const { records, report } = await read({
      'conversations.json': JSON.stringify([{ id: 'x', current_node: 'nowhere', mapping }]),
    });
    expect(records.filter(({ kind }) => kind === 'action').map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Round and round', 'An orphan']),
    );
    expect(report.faults).toMatchObject({ cycles: 1, missing_parents: 1, dangling_ends: 1 });
  });
});
