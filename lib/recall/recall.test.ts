import fc from 'fast-check';
import { expect, test } from 'vitest';
import { embedderForTests } from '../models/embedder-for-tests.ts';
import { VectorTable } from '../models/vector-table.ts';
import type { LogRecord } from '../records/record.ts';
import { textToEmbed } from './document-of.ts';
import { Recall, type RecallQuery } from './recall.ts';

const embedder = embedderForTests();
const day = (n: number, hour = 9) => new Date(Date.UTC(2026, 0, 1 + n, hour)).toISOString();

const record = fc
  .record({
    n: fc.integer({ min: 0, max: 60 }),
    words: fc.array(fc.constantFrom('ferry', 'bridge', 'opening', 'dates', 'table', 'source'), { maxLength: 5 }),
    thread: fc.constantFrom('wiki/page:Bridge', 'mail/t-17', undefined),
    space: fc.constantFrom('work', undefined),
    lag: fc.integer({ min: 0, max: 5 }),
    outcome: fc.boolean(),
  })
  .map(({ n, words, thread, space, lag, outcome }): Omit<LogRecord, 'id'> & { kind: 'action' | 'outcome' } => ({
    t: day(n + lag),
    text: words.join(' '),
    ...(thread ? { thread } : {}),
    ...(space ? { space } : {}),
    ...(outcome
      ? { kind: 'outcome', type: 'wiki:revert:edit', happened: day(n) }
      : { kind: 'action', type: 'wiki:save:edit' }),
  }));
/** Some with equal content, so that ties occur. */
const records = fc
  .array(record, { minLength: 1, maxLength: 25 })
  .map((list) => list.map((one, i) => ({ ...one, id: `r${i}` }) as LogRecord));

const query = fc.record({
  query: fc.constantFrom(
    'bridge opening',
    'What happened on January 12?',
    'ferry yesterday',
    'save edit',
    'nothing of it',
  ),
  k: fc.integer({ min: 1, max: 30 }),
});

async function tableOf(all: readonly LogRecord[]): Promise<VectorTable> {
  const table = new VectorTable();
  for (const one of all) {
    const text = textToEmbed(one);
    if (text) table.put(table.slotOf(text), await embedder.embed(text));
  }
  return table;
}

const recallOf = (all: Iterable<LogRecord>, table: VectorTable | null = null) => {
  const recall = new Recall(table);
  for (const one of all) recall.add(one);
  return recall;
};

test('the same records in another order, some of them twice, give the same answers to the last bit', async () => {
  await fc.assert(
    fc.asyncProperty(records, query, fc.boolean(), fc.infiniteStream(fc.nat()), async (all, ask, dense, chance) => {
      const table = dense ? await tableOf(all) : null;
      const asked = { ...ask, ...(dense ? { vector: await embedder.embed(ask.query) } : {}) };
      const shuffled = all
        .flatMap((one) => (chance.next().value % 3 === 0 ? [one, one] : [one]))
        .map((one) => ({ one, at: chance.next().value }))
        .sort((a, b) => a.at - b.at);
      const other = recallOf(
        shuffled.map(({ one }) => one),
        table,
      );
      expect(other.search(asked)).toEqual(recallOf(all, table).search(asked));
    }),
    { numRuns: 60 },
  );
});

test('as of a moment, before a day, in a space: the answer is that of a log which holds nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(records, query, fc.integer({ min: 0, max: 66 }), async (all, ask, n) => {
      const table = await tableOf(all);
      const vector = await embedder.embed(ask.query);
      const filters: { readonly filter: Partial<RecallQuery>; readonly holds: (one: LogRecord) => boolean }[] = [
        { filter: { at: day(n) }, holds: (one) => one.t <= day(n) },
        {
          filter: { before: day(n), at: day(70) },
          holds: (one) => (one.kind === 'outcome' ? one.happened! : one.t) < day(n),
        },
        { filter: { space: 'work', at: day(70) }, holds: (one) => one.space === 'work' },
        { filter: { space: null, at: day(70) }, holds: (one) => one.space === undefined },
        { filter: { accept: (id) => id.length === 2, at: day(70) }, holds: (one) => one.id.length === 2 },
      ];
      for (const { filter, holds } of filters) {
        const alone = recallOf(all.filter(holds), table).search({ ...ask, vector, at: filter.at });
        expect(recallOf(all, table).search({ ...ask, vector, ...filter })).toEqual(alone);
      }
    }),
    { numRuns: 40 },
  );
});

test('what was removed is as if it had never been there', () => {
  fc.assert(
    fc.property(records, query, fc.nat(), (all, ask, n) => {
      const removed = all[n % all.length]!;
      const recall = recallOf(all);
      recall.search(ask);
      recall.remove(removed.id);
      recall.remove(removed.id);
      expect(recall.has(removed.id)).toBe(false);
      expect(recall.search(ask)).toEqual(recallOf(all.filter((one) => one !== removed)).search(ask));
      recall.add(removed);
      expect(recall.search(ask)).toEqual(recallOf(all).search(ask));
    }),
  );
});

test('blocks saved and loaded one by one answer as before, with their vectors', async () => {
  const all = fc.sample(record, { numRuns: 430, seed: 7 }).map((one, i) => ({ ...one, id: `r${i}` }) as LogRecord);
  const table = await tableOf(all);
  const before = recallOf(all, table);
  before.remove('r17');
  expect(before.takeChangedBlocks()).toEqual([0, 1, 2]);
  expect(before.takeChangedBlocks()).toEqual([]);

  const after = new Recall(table);
  for (const block of [0, 1, 2]) after.loadBlock(structuredClone(before.saveBlock(block)));
  for (const recall of [before, after]) {
    recall.add({
      kind: 'action',
      id: 'new',
      t: day(80),
      type: 'wiki:save:edit',
      text: 'bridge opening',
      thread: 'mail/t-17',
    });
    recall.remove('r300');
    expect(recall.takeChangedBlocks()).toEqual([1, 2]);
  }
  const ask = { query: 'bridge opening on January 12', vector: await embedder.embed('bridge opening'), k: 400 };
  expect(after.size).toBe(before.size);
  expect(after.search(ask)).toEqual(before.search(ask));
});

test('a removed record leaves no word, no thread and no hash of its text in its saved block', () => {
  const recall = new Recall(new VectorTable());
  recall.add({
    kind: 'action',
    id: 'a',
    t: day(1),
    type: 'w:save:edit',
    text: 'secret',
    thread: 'w/hidden',
    space: 'dark',
  });
  recall.add({ kind: 'action', id: 'b', t: day(1), type: 'w:save:edit', text: 'open' });
  recall.remove('a');
  const saved = recall.saveBlock(0);
  expect(JSON.stringify({ ids: saved.ids, names: saved.names, terms: saved.words.terms })).not.toMatch(
    /secret|hidden|dark|"a"/,
  );
  expect(saved.hashes.subarray(0, 16).every((byte) => byte === 0)).toBe(true);
});

test('a text that is embedded after it was indexed is found by its meaning', async () => {
  const table = new VectorTable();
  const recall = recallOf([{ kind: 'statement', id: 's', t: day(1), text: 'ferry timetable' }], table);
  const ask = { query: 'unrelated', vector: await embedder.embed('ferry timetable'), k: 5 };
  recall.add({ kind: 'statement', id: 'other', t: day(60), text: 'something else' });
  expect(recall.search(ask)).toEqual([]);
  table.put(table.slotOf('ferry timetable'), await embedder.embed('ferry timetable'));
  table.put(table.slotOf('something else'), await embedder.embed('something else'));
  expect(recall.search(ask)[0]).toMatchObject({ id: 's', words: 0 });
});

test('a day named in the question brings what happened then before a better match of another day', () => {
  const recall = recallOf([
    { kind: 'observation', id: 'match', t: day(40), text: 'Ana sent the ferry timetable' },
    { kind: 'observation', id: 'that-day', t: day(11), text: 'Ana called' },
  ]);
  const ids = (text: string) => recall.search({ query: text, k: 5 }).map(({ id }) => id);
  expect(ids('What ferry timetable did Ana send?')[0]).toBe('match');
  expect(ids('What did Ana do on January 12?')[0]).toBe('that-day');
});

test('what happened near the best hit in time comes before what happened long after it', () => {
  const recall = recallOf([
    { kind: 'observation', id: 'hit', t: day(10, 9), text: 'ferry timetable' },
    { kind: 'observation', id: 'soon', t: day(10, 11), text: 'nothing in common' },
    { kind: 'observation', id: 'later', t: day(50), text: 'nothing in common' },
  ]);
  expect(recall.search({ query: 'ferry', k: 5 }).map(({ id }) => id)).toEqual(['hit', 'soon']);
});

test('an empty index and an empty question give an empty answer', () => {
  expect(new Recall().search({ query: 'ferry', k: 5 })).toEqual([]);
  const recall = recallOf([{ kind: 'statement', id: 's', t: day(1), text: 'ferry' }]);
  expect(recall.search({ query: '', k: 5 })).toEqual([]);
  expect(recall.search({ query: 'ferry', k: 0 })).toEqual([]);
});
