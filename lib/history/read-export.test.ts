import { describe, expect, test } from 'vitest';
import { inLogOrder } from '../records/order.ts';
import type { LogRecord } from '../records/record.ts';
import { fixture, given, read, sum, zipOf } from './export-for-tests.ts';
import { emptyReport } from './import-report.ts';
import { mutatedExports } from './mutated-exports.ts';
import { openExport } from './open-export.ts';
import { consequencesIn, type PlantedExport, plantedChatGpt, plantedClaude } from './planted-talks.ts';
import { previewExport } from './preview-export.ts';
import { type Cursor, readExport } from './read-export.ts';

const filesOf = ({ talks, ratings }: PlantedExport) => ({
  'conversations-000.json': JSON.stringify(talks.slice(0, talks.length / 2)),
  'conversations-001.json': JSON.stringify(talks.slice(talks.length / 2)),
  'ratings.json': JSON.stringify(ratings),
});

describe('branches are consequences', () => {
  test.each([
    ['ChatGPT', plantedChatGpt],
    ['Claude', plantedClaude],
  ])('what was planted in an export of %s is found, all of it and nothing else', async (_, plant) => {
    const kinds = new Set<string>();
    for (const seed of [1, 2, 3, 4]) {
      const made = plant(seed, 120);
      const { records, report } = await read(filesOf(made));
      const found = consequencesIn(records);
      expect(found.filter((each) => !made.planted.has(each))).toEqual([]);
      expect([...made.planted].filter((each) => !found.includes(each))).toEqual([]);
      expect(new Set(found).size).toBe(found.length);
      expect([report.seen, sum(report.messages), report.skipped.empty ?? 0]).toEqual([made.messages, made.messages, 0]);
      // Each consequence leads to a prompt that is there.
      const prompts = new Set(records.flatMap((record) => (record.kind === 'action' ? [record.id] : [])));
      for (const record of records)
        if (record.kind === 'outcome') expect(record.links?.every((id) => prompts.has(id))).toBe(true);
      for (const each of made.planted) kinds.add(each.split(' ')[0]!);
    }
    expect([...kinds].sort()).toEqual(
      ['branch', 'choose', 'continue', 'correct', 'edit-prompt', 'rate', 'regenerate', 'thank'].sort(),
    );
  });
});

describe('the same files', () => {
  test('give the same records byte for byte, in a zip or loose, and every id once', async () => {
    const { talks } = plantedChatGpt(9, 30);
    const text = JSON.stringify(talks);
    const loose = await read({ 'conversations.json': text });
    const again = await read({ 'conversations.json': text });
    const zipped = await read({ 'export.zip': await zipOf({ 'conversations.json': text, 'chat.html': '<p>' }) });
    expect(JSON.stringify(again.records)).toBe(JSON.stringify(loose.records));
    expect(JSON.stringify(zipped.records)).toBe(JSON.stringify(loose.records));
    expect(new Set(loose.records.map(({ id }) => id)).size).toBe(loose.records.length);
  });

  test('with more in them a month later add what is new, and contradict nothing but where a talk stands', async () => {
    const { talks } = plantedChatGpt(6, 40);
    const early = await read({ 'conversations.json': JSON.stringify(talks.slice(0, 30)) });
    const late = await read({ 'conversations.json': JSON.stringify(talks) });
    const lines = new Set(late.records.map((record) => JSON.stringify(record)));
    expect(early.records.every((record) => lines.has(JSON.stringify(record)))).toBe(true);
  });

  test('gone on with after any batch give the rest and nothing twice, and the report of both is that of one', async () => {
    const { talks } = plantedChatGpt(5, 420);
    const instructions = {
      id: 'i',
      author: { role: 'user' },
      content: { content_type: 'user_editable_context', user_instructions: 'Be brief.' },
    };
    const stated = { id: 'stated', create_time: 1_690_000_000, mapping: { i: { id: 'i', message: instructions } } };
    const lines = Array.from({ length: 300 }, (_, i) => ({
      header: 'Gemini Apps',
      title: `Prompted Question ${i}`,
      time: new Date(Date.UTC(2025, 0, 1, 0, i)).toISOString(),
    }));
    const opened = await openExport(
      given({
        'a.json': JSON.stringify([stated, ...talks.slice(0, 200)]),
        'b.json': JSON.stringify(talks.slice(200)),
        'c.json': JSON.stringify(lines),
      }),
    );
    const batches: { readonly records: readonly LogRecord[]; readonly cursor: Cursor; readonly report: string }[] = [];
    const whole = emptyReport();
    for await (const { records, cursor } of readExport(opened, whole))
      batches.push({ records, cursor, report: JSON.stringify(whole) });
    expect(batches.length).toBeGreaterThan(3);
    for (const [i, { cursor, report }] of batches.entries()) {
      const rest: LogRecord[] = [];
      const goneOn = JSON.parse(report) as typeof whole;
      for await (const { records } of readExport(opened, goneOn, { from: cursor })) rest.push(...records);
      expect(rest).toEqual(batches.slice(i + 1).flatMap(({ records }) => records));
      expect(goneOn).toEqual(whole);
    }
    const anew: LogRecord[] = [];
    for await (const { records } of readExport(opened, emptyReport(), { from: { path: 'other.json', elements: 9 } }))
      anew.push(...records);
    expect(anew).toEqual(batches.flatMap(({ records }) => records));
  });

  test('whose reading is stopped give no more', async () => {
    const opened = await openExport(given({ 'a.json': JSON.stringify(plantedChatGpt(2, 300).talks) }));
    const stop = new AbortController();
    const reading = readExport(opened, emptyReport(), { signal: stop.signal });
    await reading.next();
    stop.abort(new Error('stopped'));
    await expect(reading.next()).rejects.toThrow('stopped');
  });
});

describe('a preview', () => {
  test('says what an import will keep, the newest talks and the prompts that were tried most', async () => {
    const { talks } = plantedChatGpt(3, 60);
    const files = { 'conversations.json': JSON.stringify(talks) };
    const { records, report } = await read(files);
    const shares: number[] = [];
    const preview = await previewExport(await openExport(given(files)), {}, (done) => shares.push(done));
    expect(preview.report).toEqual(report);
    expect(preview.records).toBe(records.length);
    const prompts = inLogOrder(records.filter(({ kind, id }) => kind === 'action' && !id.endsWith('/regenerate')));
    expect(preview.prompts).toBe(prompts.length);
    expect(preview.newest[0]?.last).toBe(prompts.at(-1)!.t);
    expect(preview.newest.map(({ last }) => last)).toEqual(
      preview.newest
        .map(({ last }) => last)
        .sort()
        .reverse(),
    );
    expect(preview.mostBranched[0]!.tries).toBeGreaterThan(2);
    expect(records.some(({ id }) => id === preview.mostBranched[0]!.id)).toBe(true);
    expect(shares.at(-1)).toBe(1);
  });

  test('shows no secret of a title or a prompt', async () => {
    const talk = { id: 'x', title: 'card 4111 1111 1111 1111', mapping: {} as Record<string, unknown> };
    for (const [i, text] of ['card 4111 1111 1111 1111', 'my card 4111 1111 1111 1111'].entries()) {
      const message = { id: `${i}`, author: { role: 'user' }, content: { parts: [text] } };
      talk.mapping[i] = { id: `${i}`, message };
    }
    const preview = await previewExport(await openExport(given({ 'c.json': JSON.stringify([talk]) })));
    expect(preview.mostBranched).toHaveLength(1);
    expect(JSON.stringify(preview)).not.toContain('4111');
  });
});

describe('what may not be kept', () => {
  const message = (text: string) => ({ uuid: 'm', sender: 'human', text, created_at: '2025-01-01T00:00:00Z' });
  const files = (text: string) => ({ 'c.json': JSON.stringify([{ uuid: 'c', chat_messages: [message(text)] }]) });

  test('secrets go and persons become tokens of the device, as live capture does it, and both are counted', async () => {
    const { records, report } = await read(files('My card is 4111 1111 1111 1111, write to ana@mail.example'), {
      key: new Uint8Array(32).fill(7),
    });
    expect(records[1]?.text).toMatch(/^My card is \[card\], write to person:[a-p]{16}$/);
    expect(report.redacted).toEqual({ card: 1, person: 1 });
  });

  test('an account of its own gets its space, as live capture would give it', async () => {
    const { records } = await read(files('Hello'), { space: 'work' });
    expect(records.map(({ space }) => space)).toEqual(['work', 'work']);
  });

  test('marks that stand in the export already are no secrets taken out', async () => {
    expect((await read(files('What does [card] mean for 4111 1111 1111 1111?'))).report.redacted).toEqual({ card: 1 });
    expect((await read(files('What does [card] mean?'))).report.redacted).toEqual({});
  });
});

describe('bad files', () => {
  test('a single message of a hundred million characters is read by its beginning, and costs no more than its size', async () => {
    const size = 100_000_000;
    const head =
      '[{"uuid":"c","chat_messages":[{"uuid":"m","sender":"human","created_at":"2025-01-01T00:00:00Z","text":"';
    const word = 'harbour ';
    const blob = new Blob([head, word.repeat(size / word.length), '"}]}]']);
    const { records, report } = await read({ 'c.json': blob });
    expect(records[0]?.features?.words).toBe(size / word.length);
    expect(records[1]?.text).toHaveLength(8_000);
    expect(report.faults).toEqual({ 'texts kept by their first 8000 characters': 1 });
  }, 60_000);

  test('an element that is longer than can be read is passed over by itself, with its size', async () => {
    // Read through a file that only pretends its size.
    const filler = new TextEncoder().encode(' '.repeat(1 << 20));
    const file = {
      path: 'long.json',
      size: 1,
      modified: null,
      async *read() {
        yield new TextEncoder().encode(
          `${JSON.stringify(JSON.parse(fixture('claude-thinking-2025.json'))).slice(0, -1)},{"text":"`,
        );
        for (let i = 0; i < 300; i++) yield filler;
        yield new TextEncoder().encode('"}]');
      },
    };
    const report = emptyReport();
    const records: LogRecord[] = [];
    for await (const batch of readExport({ files: [file], passedOver: new Map() }, report))
      records.push(...batch.records);
    expect(records).toHaveLength(3);
    expect(report.faults).toEqual({ 'parts of more than 314 MB': 1 });
  });

  test('cycles, missing parents and an end that is not there are read as far as they go, and counted', async () => {
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
      e: { id: 'e', parent: 'e', children: ['e'], message: message('e', 'assistant', 'I follow myself') },
    };
    const { records, report } = await read({
      'conversations.json': JSON.stringify([{ id: 'x', current_node: 'nowhere', mapping }]),
    });
    expect(records.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Round and round', 'We go', 'Again?', 'An orphan', 'I follow myself']),
    );
    expect(report.faults).toMatchObject({ cycles: 2, missing_parents: 1, dangling_ends: 1 });
    expect(report.seen).toBe(sum(report.messages));
  });

  test('a talk of thirty thousand messages in one line, or of rings alone, is read in seconds', async () => {
    const count = 30_000;
    const node = (i: number, parent: number) => ({
      id: `${i}`,
      parent: `${parent}`,
      message: { id: `${i}`, author: { role: i === 0 ? 'user' : 'assistant' }, content: { parts: ['word'] } },
    });
    const line = Object.fromEntries(Array.from({ length: count }, (_, i) => [i, node(i, i - 1)]));
    const rings = Object.fromEntries(Array.from({ length: count }, (_, i) => [i, node(i, i ^ 1)]));
    const start = performance.now();
    const { report } = await read({
      'c.json': JSON.stringify([
        { id: 'x', mapping: line },
        { id: 'y', mapping: rings },
      ]),
    });
    expect(report.seen).toBe(2 * count);
    expect(sum(report.messages)).toBe(2 * count);
    expect(performance.now() - start).toBeLessThan(20_000);
  }, 60_000);

  test('whatever is changed in a file, all that is whole is read and counted, or it is said what is not', async () => {
    for (const text of mutatedExports(3, 4_000)) {
      const { records, report } = await read({ 'mutated.json': text });
      expect(sum(report.messages)).toBe(report.seen);
      for (const record of records) expect(record.t).toMatch(/^\d{4}-\d\d-\d\dT/);
    }
  }, 120_000);
});
