import { afterAll, beforeAll, expect, test } from 'vitest';
import { reduceRecord } from '../../keeping/reduce-record.ts';
import { modelOnDisk } from '../../models/load-model-from-disk.ts';
import { modelMissing } from '../../models/model-failure.ts';
import { openOnnxEmbedder } from '../../models/onnx-embedder.ts';
import { Vectors } from '../../models/vectors.ts';
import { textToEmbed } from '../../recall/document-of.ts';
import { Recall } from '../../recall/recall.ts';
import { inLogOrder } from '../../records/order.ts';
import type { LogRecord } from '../../records/record.ts';
import { answer } from '../answer.ts';
import type { AnswerSources } from '../answers/ask.ts';
import { Engine } from '../engine.ts';
import { offerFor } from './offer.ts';
import { textsOfCandidates } from './offer-candidates.ts';

const NOW = '2026-03-20T12:00:00.000Z';
const BRIDGE = 'wiki.example/page:Bridge';

/** A person says how they write, edits a page, sees the edit reverted, sends a mail; and keeps one thing to another space. */
const STORY: readonly LogRecord[] = [
  { kind: 'statement', id: 's1', t: '2026-03-01T09:00:00.000Z', role: 'user', text: 'Use British spelling.' },
  { kind: 'statement', id: 's2', t: '2026-03-01T09:05:00.000Z', role: 'user', text: 'Never share customer names.' },
  {
    kind: 'statement',
    id: 's3',
    t: '2026-03-01T09:06:00.000Z',
    role: 'user',
    space: 'work',
    text: 'I prefer a formal tone in letters.',
  },
  {
    kind: 'observation',
    id: 'd1',
    t: '2026-03-02T09:00:00.000Z',
    thread: BRIDGE,
    text: 'Bridge opening dates',
    features: { sighting: 1 },
  },
  {
    kind: 'action',
    id: 'a1',
    t: '2026-03-02T09:10:00.000Z',
    thread: BRIDGE,
    type: 'mediawiki:save:edit',
    text: 'The old bridge opens on the first Sunday in May',
    features: { added_words: 10 },
  },
  {
    kind: 'outcome',
    id: 'o1',
    t: '2026-03-04T09:00:00.000Z',
    thread: BRIDGE,
    type: 'mediawiki:revert:edit',
    value: -1,
    links: ['a1'],
    text: 'Bridge opening dates',
  },
  {
    kind: 'action',
    id: 'a2',
    t: '2026-03-05T09:00:00.000Z',
    thread: 'mail.example/t-3',
    type: 'mail:send:message',
    text: 'The harbour ferry timetable for the winter season is in the attachment',
  },
];

let real: Vectors;
beforeAll(() => {
  real = new Vectors({
    model: 'all-MiniLM-L6-v2-int8',
    open: () => openOnnxEmbedder({ source: modelOnDisk() }),
  });
});
afterAll(() => real.close());

const noModel = () => new Vectors({ model: 'none', open: () => Promise.reject(modelMissing('model_int8.onnx')) });

async function sourcesOf(records: readonly LogRecord[], vectors: Vectors): Promise<AnswerSources> {
  const engine = new Engine();
  const recall = new Recall(vectors.table);
  for (const record of inLogOrder(records)) {
    engine.apply(record);
    recall.add(record);
  }
  if (vectors === real) {
    await vectors.ensure([
      ...records.flatMap((record) => textToEmbed(record) ?? []),
      ...textsOfCandidates(engine, NOW),
    ]);
  }
  const byId = new Map(records.map((record) => [record.id, record]));
  const get = (ids: readonly string[]) =>
    Promise.resolve(new Map(ids.flatMap((id) => (byId.has(id) ? [[id, byId.get(id)!] as const] : []))));
  return { engine, recall, vectors, at: null, now: NOW, seed: 1, get };
}

async function offered(draft: string, vectors: Vectors, more: { space?: string } = {}) {
  const sources = await sourcesOf(STORY, vectors);
  if (vectors === real) await vectors.embedNow(draft);
  return offerFor({ app: 'chat.example', draft, t: NOW, ...more }, sources, 'x1');
}
const linesFor = async (draft: string, vectors: Vectors, more: { space?: string } = {}) =>
  (await offered(draft, vectors, more))?.offer.lines.map(({ text }) => text) ?? [];

test.each([
  ['with the model', () => real],
  ['by words alone', noModel],
])(
  '%s, the reverted edit is told when its page is written about again, and nothing when nothing fits',
  async (_, vectors) => {
    const about = await linesFor('Draft a paragraph on the bridge opening dates', vectors());
    expect(about[0]).toBe('An edit of mine on “Bridge opening dates” was reverted.');
    expect(about).toContain('Use British spelling.');
    expect(about).toHaveLength(2);
    for (const draft of [
      'What is the capital of Australia?',
      'Fix this SQL query: select * from users',
      'Book ideas for a birthday present for my nephew',
    ]) {
      expect(await linesFor(draft, vectors())).toEqual([]);
    }
  },
);

test('a mail about customers is told never to share their names', async () => {
  expect(await linesFor('Write to the customer who complained about our names list', real)).toContain(
    'Never share customer names.',
  );
});

test('what was said in one space is not offered in another, in either direction', async () => {
  expect(await linesFor('Write a letter to the council', real, { space: 'work' })).toEqual([
    'I prefer a formal tone in letters.',
  ]);
  expect(await linesFor('Write a letter to the council', real)).not.toContain('I prefer a formal tone in letters.');
});

test('an episode is offered where it is plainly what the draft is about', async () => {
  const offer = await offered('Where is the winter timetable of the harbour ferry?', real);
  expect(offer?.offer.lines.map(({ kind, text, meta }) => ({ kind, text, meta }))).toEqual([
    {
      kind: 'episode',
      text: 'On 5 Mar 2026 I wrote: The harbour ferry timetable for the winter season is in the attachment.',
      meta: 'from your log',
    },
  ]);
});

test('of an episode that was reduced to a few of its words nothing is offered', async () => {
  const request = { app: 'chat.example', draft: 'Where is the winter timetable of the harbour ferry?', t: NOW };
  const left = ['attachment', 'ferry', 'harbour', 'season', 'timetable', 'winter'];
  const reduced = STORY.map((record) => (record.id === 'a2' ? reduceRecord(record, 'summary', left) : record));
  const offerOf = async (records: readonly LogRecord[]) => offerFor(request, await sourcesOf(records, noModel()), 'x1');
  expect((await offerOf(STORY))?.offer.lines.map(({ kind }) => kind)).toEqual(['episode']);
  expect(await offerOf(reduced)).toBeNull();
});

test('a line says where it comes from and why it fits, in words that claim no more than the log', async () => {
  const offer = (await offered('Draft a paragraph on the bridge opening dates', noModel()))!.offer;
  const [lesson, spelling] = offer.lines;
  expect(lesson).toMatchObject({
    kind: 'lesson',
    meta: '1 case · linked',
    why: 'It comes from one case, on 4 Mar. It fits because your draft is about the same.',
    status: 'linked',
    sign: -1,
  });
  expect(spelling).toMatchObject({
    meta: 'everywhere · very likely',
    why: 'Signs for it: 1; last on 1 Mar. It fits because you ask for a text.',
    sign: 0,
  });
  expect(offer.of).toBe(3);
  expect(offer.tokens).toBe(Math.ceil(`About me: ${offer.lines.map(({ text }) => text).join(' ')}`.length / 4));
});

test('the decision holds what was weighed, with its propensities, and not a word of the draft', async () => {
  const { decision } = (await offered('Draft a paragraph on the bridge opening dates, top secret', noModel()))!;
  expect(decision).toMatchObject({ kind: 'decision', id: 'x1', about: 'offer', app: 'chat.example', t: NOW });
  expect(decision.candidates.filter(({ chosen }) => chosen).map(({ propensity }) => propensity)).toEqual([1, 1]);
  expect(decision.candidates.filter(({ chosen }) => !chosen).every(({ propensity }) => propensity === 0)).toBe(true);
  expect(JSON.stringify(decision)).not.toMatch(/secret|paragraph/);
  for (const { features } of decision.candidates) expect(Object.values(features!).every(Number.isFinite)).toBe(true);
});

test('there is no offer for a few letters, for a draft that has one, or while nothing is known', async () => {
  expect(await offered('Write a', real)).toBeNull();
  expect(await offered('About me: Use British spelling. Write a letter on bridges', real)).toBeNull();
  const empty = await sourcesOf([], noModel());
  const request = { app: 'chat.example', draft: 'Write a letter to the council', t: NOW };
  expect(await offerFor(request, empty, 'x1')).toBeNull();
});

test('an offer does not wait for an index that is still being read', async () => {
  const sources = await sourcesOf(STORY, noModel());
  const request = { app: 'chat.example', draft: 'Write a letter to the council', t: NOW };
  const made = await offerFor(request, { ...sources, recall: null }, 'x1');
  expect(made?.offer.lines.map(({ text }) => text)).toEqual(['Use British spelling.']);
});

test('context answers as the composer offers, within its budget, and says when it abstains', async () => {
  const sources = await sourcesOf(STORY, real);
  const ask = { id: 1, ask: 'context', prompt: 'Draft a paragraph on the bridge opening dates', app: 'chat.example' };
  const answered = await answer(ask, sources);
  expect(answered).toMatchObject({
    id: 1,
    text: 'About me: An edit of mine on “Bridge opening dates” was reverted. Use British spelling.',
    question: null,
    abstained: false,
    items: [{ kind: 'lesson' }, { kind: 'preference' }],
  });
  expect(answered.tokens).toBe(Math.ceil((answered.text as string).length / 4));
  const tight = await answer({ ...ask, budget: 10 }, sources);
  expect(tight).toMatchObject({ text: 'About me: Use British spelling.', tokens: 8 });
  expect(await answer({ ...ask, prompt: 'What is the capital of Australia?' }, sources)).toEqual({
    id: 1,
    text: '',
    tokens: 0,
    items: [],
    question: null,
    abstained: true,
  });
  expect(await answer({ id: 2, ask: 'context' }, sources)).toMatchObject({
    id: 2,
    error: expect.stringContaining('prompt'),
  });
  expect(await answer({ ...ask, budget: -1 }, sources)).toMatchObject({ error: expect.stringContaining('budget') });
});

test('recall answers with ids and scores, best first, before a day and as of a moment', async () => {
  const sources = await sourcesOf(STORY, real);
  const ids = async (more: object, at: string | null = null) => {
    const asked = { id: 1, ask: 'recall', query: 'bridge opening dates reverted', k: 5, ...more };
    const { events } = (await answer(asked, { ...sources, at })) as { events: { id: string; score: number }[] };
    expect(events.map(({ score }) => score)).toEqual(events.map(({ score }) => score).toSorted((a, b) => b - a));
    return events.map(({ id }) => id);
  };
  expect((await ids({})).slice(0, 3).toSorted()).toEqual(['a1', 'd1', 'o1']);
  expect(await ids({ k: 1 })).toHaveLength(1);
  expect(await ids({ before: '2026-03-04T00:00:00Z' })).not.toContain('o1');
  expect(await ids({}, '2026-03-03T00:00:00.000Z')).not.toContain('o1');
  expect(await answer({ id: 1, ask: 'recall', k: 5 }, sources)).toMatchObject({
    error: expect.stringContaining('query'),
  });
});

test('a model that cannot be opened leaves recall and context to the words', async () => {
  const sources = await sourcesOf(STORY, noModel());
  expect(await answer({ id: 1, ask: 'recall', query: 'harbour ferry', k: 1 }, sources)).toMatchObject({
    events: [{ id: 'a2' }],
  });
  expect(await answer({ id: 1, ask: 'context', prompt: 'Write a letter' }, sources)).toMatchObject({
    text: 'About me: Use British spelling.',
  });
});
