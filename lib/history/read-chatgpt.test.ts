import { expect, test } from 'vitest';
import type { OutcomeRecord, StatementRecord } from '../records/record.ts';
import { fixture, read, sum, typesOf } from './export-for-tests.ts';

interface Part {
  readonly id: string;
  readonly parent: string | null;
  readonly role?: string;
  readonly text?: string;
  readonly more?: Record<string, unknown>;
}

/** A talk of these messages, a minute apart; `more` overrides members of a message. */
function talkOf(parts: readonly Part[], more: Record<string, unknown> = {}): Record<string, unknown> {
  const mapping = Object.fromEntries(
    parts.map(({ id, parent, role = 'user', text = '', more: members }, i) => [
      id,
      {
        id,
        parent,
        children: parts.filter((part) => part.parent === id).map((part) => part.id),
        message: {
          id,
          author: { role },
          create_time: 1_700_000_000 + i * 60,
          content: { content_type: 'text', parts: [text] },
          ...members,
        },
      },
    ]),
  );
  return { conversation_id: 'x', title: 'A talk', create_time: 1_700_000_000, mapping, ...more };
}

const readTalk = (talk: unknown, beside: Record<string, string> = {}) =>
  read({ 'conversations.json': JSON.stringify([talk]), ...beside });
const outcomes = (records: readonly { kind: string }[]) =>
  records.filter((record): record is OutcomeRecord => record.kind === 'outcome');

test('a talk of 2025 without branches gives prompts and answers as live capture does, instructions, and no verdict on silence', async () => {
  const { records, report } = await read({ 'conversations.json': fixture('chatgpt-2025.json') });
  const prompts = records.filter((record) => record.kind === 'action');
  expect(new Set(typesOf(prompts))).toEqual(new Set(['chatgpt:prompt:answer']));
  for (const prompt of prompts) {
    expect(prompt.app).toBe('chatgpt.com');
    expect(prompt.thread).toMatch(/^chatgpt\.com\/chat:[\w-]+$/);
    expect(prompt.context?.page).toBe('chat');
    const words = records.find((record) => record.id === `${prompt.id}/words`) as StatementRecord;
    expect(words).toMatchObject({ role: 'user', t: prompt.t, links: [prompt.id] });
    expect(prompt.features).toMatchObject({ words: words.text!.split(/\s+/).length });
  }
  expect(prompts.map(({ features }) => features!.turn)).toEqual(prompts.map((_, i) => i + 1));
  expect(
    records.filter((record) => record.kind === 'statement' && record.role === 'settings').map(({ text }) => text),
  ).toEqual([expect.stringMatching(/^Please keep the initial response to 1 to 2 paragraphs/)]);
  expect(outcomes(records).every(({ type }) => /:(?:continue|thank|correct):/.test(type))).toBe(true);
  const talk = JSON.parse(fixture('chatgpt-2025.json'))[0] as { mapping: Record<string, { message: unknown }> };
  const messages = Object.values(talk.mapping).filter(({ message }) => message).length;
  expect([report.seen, sum(report.messages)]).toEqual([messages, messages]);
});

test('a superseded answer, and one by way of thoughts and tools, are two answers to one prompt', async () => {
  const { records } = await read({ 'talk.json': fixture('chatgpt-branch-and-tools-2026.json') });
  const prompt = records.find((record) => record.kind === 'action')!;
  // By the id of the message, not of its node.
  expect(prompt.id).toBe('chatgpt/m/user-message');
  expect(prompt.features?.attachments).toBe(1);
  const answers = records.filter((record) => record.kind === 'statement' && record.role === 'assistant');
  expect(answers.map(({ features, links }) => [features?.tools ?? 0, features?.thoughts ?? 0, links])).toEqual([
    [0, 0, ['chatgpt/m/user-message']],
    [2, 2, ['chatgpt/m/answer-active-message/regenerate']],
  ]);
  expect(outcomes(records)).toMatchObject([
    { type: 'chatgpt:regenerate:answer', value: -0.5, links: ['chatgpt/m/user-message'] },
  ]);
});

test('an answer asked for once more says nothing of one that was broken off, and tells another model', async () => {
  const parts: Part[] = [
    { id: 'p', parent: null, text: 'Which birds sing at night?' },
    {
      id: 'a',
      parent: 'p',
      role: 'assistant',
      text: 'The',
      more: { status: 'in_progress', metadata: { model_slug: 'one' } },
    },
    { id: 'b', parent: 'p', role: 'assistant', text: 'Nightingales.', more: { metadata: { model_slug: 'two' } } },
  ];
  const { records } = await readTalk(talkOf(parts));
  expect(outcomes(records)).toEqual([]);
  expect(records.find(({ id }) => id === 'chatgpt/m/b/regenerate')).toMatchObject({
    type: 'chatgpt:regenerate:answer',
    features: { model_switch: 1, unfinished: 1 },
    context: { model: 'two', page: 'chat' },
    links: ['chatgpt/m/p'],
  });
});

test('a prompt in the place of another is the same one in other words, or from too little in common another one', async () => {
  const parts: Part[] = [
    { id: 'p', parent: null, text: 'Write a poem about the sea' },
    { id: 'a', parent: 'p', role: 'assistant', text: 'Blue it lies.' },
    { id: 'q', parent: null, text: 'Write a short poem about the grey sea' },
    { id: 'b', parent: 'q', role: 'assistant', text: 'Grey it lies.' },
    { id: 'r', parent: null, text: 'List prime numbers' },
  ];
  const { records } = await readTalk(talkOf(parts, { current_node: 'r' }));
  expect(records.find(({ id }) => id === 'chatgpt/m/q')).toMatchObject({
    type: 'chatgpt:edit-prompt:prompt',
    features: { kept: 1, added_words: 2, removed_words: 0, edit_distance: 0.25 },
    instead_of: [{ text: 'Write a poem about the sea', features: { words: 6 } }],
    links: ['chatgpt/m/p'],
  });
  expect(records.find(({ id }) => id === 'chatgpt/m/r')).toMatchObject({ type: 'chatgpt:branch:prompt' });
  expect(outcomes(records)).toMatchObject([
    { type: 'chatgpt:edit-prompt:answer', value: -0.5, links: ['chatgpt/m/p'], id: 'chatgpt/m/q/reworded' },
  ]);
});

test('of several answers the one the talk went on from is preferred; where it ends, nobody knows', async () => {
  const parts: Part[] = [
    { id: 'p', parent: null, text: 'Name a river' },
    { id: 'a', parent: 'p', role: 'assistant', text: 'The Elbe.' },
    { id: 'b', parent: 'p', role: 'assistant', text: 'The Rhine.' },
    { id: 'q', parent: 'a', text: 'Convert miles into kilometres' },
    { id: 'c', parent: 'q', role: 'assistant', text: 'Times 1.6.' },
    { id: 'd', parent: 'q', role: 'assistant', text: 'By 1.609.' },
  ];
  const { records } = await readTalk(talkOf(parts, { current_node: 'd' }));
  const chosen = outcomes(records).filter(({ type }) => type === 'chatgpt:choose:answer');
  expect(chosen.map(({ id, value, links }) => [id, value, links])).toEqual([
    ['chatgpt/m/q/chose/a', 0.3, ['chatgpt/m/p']],
    ['chatgpt/m/q/chose/b', -0.3, ['chatgpt/m/p', 'chatgpt/m/b/regenerate']],
  ]);
});

test('thumbs and comparisons are ratings of the prompt that asked, with their reasons; the later of two holds', async () => {
  const parts: Part[] = [
    { id: 'p', parent: null, text: 'Name a river' },
    { id: 'a', parent: 'p', role: 'assistant', text: 'The Elbe.' },
    { id: 'b', parent: 'p', role: 'assistant', text: 'The Rhine.' },
  ];
  const line = (id: string, rating: string, day: number, content: string) => ({
    id,
    conversation_id: 'x',
    rating,
    create_time: `2024-01-0${day}T00:00:00Z`,
    content,
  });
  const { records, report } = await readTalk(talkOf(parts), {
    'message_feedback.json': JSON.stringify([
      line('a', 'thumbsDown', 1, '{}'),
      line('a', 'thumbs_up', 2, JSON.stringify({ text: 'right', tags: ['short'] })),
      line('b', 'shrug', 3, '{}'),
    ]),
    'model_comparisons.json': JSON.stringify([
      {
        id: 'c1',
        input: { conversation_id: 'x' },
        create_time: '2024-01-03T00:00:00Z',
        output: {
          feedback_step_2: {
            original_turn: [{ id: 'a' }],
            new_turn: [{ id: 'b' }],
            completion_comparison_rating: 'original',
            new_completion_placement: 'not-applicable',
          },
        },
      },
      {
        id: 'c2',
        input: { conversation_id: 'x' },
        output: {
          feedback_step_2: {
            original_turn: [{ id: 'a' }],
            new_turn: [{ id: 'gone' }],
            completion_comparison_rating: 'new',
          },
        },
      },
      {
        id: 'c3',
        input: { conversation_id: 'elsewhere' },
        output: { feedback_step_2: { completion_comparison_rating: 'same' } },
      },
    ]),
  });
  const rated = outcomes(records).filter(({ type }) => type === 'chatgpt:rate:answer');
  expect(rated.map(({ id, value, links, text, context }) => [id, value, links, text, context?.tags])).toEqual([
    ['chatgpt/rating/a', 1, ['chatgpt/m/p'], 'right', 'short'],
    ['chatgpt/comparison/c1', -1, ['chatgpt/m/p', 'chatgpt/m/b/regenerate'], undefined, 'placement: not-applicable'],
    // The new answer is not in the export: against the one that is.
    ['chatgpt/comparison/c2', -1, ['chatgpt/m/p'], undefined, undefined],
    ['chatgpt/comparison/c3', 0, undefined, undefined, undefined],
  ]);
  expect(rated[3]!.thread).toBe('chatgpt.com/chat:elsewhere');
  expect(report.faults).toMatchObject({
    'ratings that say neither good nor bad, or not of what': 1,
    'ratings of talks that are not in the export': 1,
  });
});

test('an answer that was shown beside another was not asked for once more; the user chose', async () => {
  const parts: Part[] = [
    { id: 'p', parent: null, text: 'Name a river' },
    { id: 'a', parent: 'p', role: 'assistant', text: 'The Elbe.' },
    { id: 'b', parent: 'p', role: 'assistant', text: 'The Rhine.' },
  ];
  const comparison = (placement: string) => ({
    id: 'c',
    input: { conversation_id: 'x' },
    output: {
      feedback_step_2: {
        original_turn: [{ id: 'a' }],
        new_turn: [{ id: 'b' }],
        completion_comparison_rating: 'new',
        new_completion_placement: placement,
      },
    },
  });
  const typesWith = async (placement: string) =>
    typesOf((await readTalk(talkOf(parts), { 'm.json': JSON.stringify([comparison(placement)]) })).records);
  expect(await typesWith('left')).toEqual([
    'chatgpt:prompt:answer',
    'statement user',
    'statement assistant',
    'statement assistant',
    'chatgpt:rate:answer',
  ]);
  expect((await typesWith('not-applicable')).filter((type) => type === 'chatgpt:regenerate:answer')).toHaveLength(2);
});

test('instructions count once and last as long as they stood, saved memories one a line with their days', async () => {
  const talk = (id: string, time: number) =>
    talkOf(
      [
        {
          id: `${id}a`,
          parent: null,
          more: {
            create_time: null,
            content: {
              content_type: 'user_editable_context',
              user_profile: 'The user provided the following information about themselves:\n```A gardener.```',
              user_instructions: 'Be brief.',
            },
          },
        },
        {
          id: `${id}b`,
          parent: `${id}a`,
          role: 'assistant',
          more: { recipient: 'bio', content: { content_type: 'text', parts: ['Likes tea.\nLives in Kiel.'] } },
        },
        {
          id: `${id}c`,
          parent: `${id}b`,
          role: 'system',
          more: {
            create_time: null,
            content: {
              content_type: 'model_editable_context',
              model_set_context: '1. [2023-05-06]. Likes tea.\n\n2. Has a dog.',
            },
          },
        },
      ],
      { conversation_id: id, create_time: time },
    );
  const { records } = await read({
    'conversations.json': JSON.stringify([talk('x', 1_710_000_000), talk('y', 1_700_000_000)]),
  });
  const statements = records.filter((record) => record.kind === 'statement');
  expect(statements.map(({ role, text }) => `${role}: ${text}`).sort()).toEqual([
    'assistant_memory: Has a dog.',
    'assistant_memory: Likes tea.',
    'assistant_memory: Lives in Kiel.',
    'settings: A gardener.',
    'settings: Be brief.',
  ]);
  const brief = statements.find(({ text }) => text === 'Be brief.')!;
  expect(brief.t).toBe(new Date(1_700_000_000_000).toISOString());
  expect(records).toContainEqual(
    expect.objectContaining({
      kind: 'observation',
      t: new Date(1_710_000_000_000).toISOString(),
      type: 'chatgpt:keep:settings',
      links: [brief.id],
    }),
  );
  expect(statements.find(({ text }) => text === 'Likes tea.')!.t).toBe('2023-05-06T00:00:00.000Z');
});

test('steps of answers leave no text, what is of no known kind is observed, and the lines of ours are nobody’s words', async () => {
  const content = (content_type: string, more: object) => ({ content: { content_type, ...more } });
  const parts: Part[] = [
    { id: 'p', parent: null, text: 'About me: Use British spelling.\nWhat is a lorry?' },
    {
      id: 's',
      parent: 'p',
      role: 'assistant',
      more: { recipient: 'browser', ...content('code', { text: 'SECRET STEP' }) },
    },
    { id: 't', parent: 's', role: 'tool', more: content('tether_quote', { text: 'SECRET STEP' }) },
    { id: 'u', parent: 't', role: 'assistant', more: content('hologram', { text: 'a new kind' }) },
    { id: 'a', parent: 'u', role: 'assistant', text: 'A truck.' },
    {
      id: 'w',
      parent: 'a',
      role: 'user',
      more: { metadata: { is_visually_hidden_from_conversation: true } },
      text: 'hidden',
    },
    { id: 'e', parent: 'a', role: 'user', text: '' },
  ];
  const { records, report } = await readTalk(talkOf(parts));
  expect(JSON.stringify(records)).not.toMatch(/SECRET STEP|British/);
  expect(records.find(({ id }) => id === 'chatgpt/m/p/words')?.text).toBe('What is a lorry?');
  expect(records.find(({ id }) => id === 'chatgpt/m/a')?.features).toMatchObject({ tools: 2, words: 2 });
  expect(records.find(({ id }) => id === 'chatgpt/m/u')).toMatchObject({
    kind: 'observation',
    type: 'chatgpt:see:hologram',
  });
  expect(report.messages).toEqual({
    prompts: 1,
    answers: 1,
    'steps of answers, as their features': 2,
    'of unknown kind, as an observation': 1,
    'hidden from the talk': 1,
    empty: 1,
  });
  expect(report.skipped).toEqual({ 'hidden from the talk': 1, empty: 1 });
});

test('talks of older exports have only an id, and what was spoken is read as it was written down', async () => {
  const { conversation_id: _, ...old } = talkOf([
    {
      id: 'p',
      parent: null,
      more: {
        content: {
          content_type: 'multimodal_text',
          parts: [
            { content_type: 'audio_transcription', text: 'Hello there' },
            { content_type: 'real_time_user_audio_video_asset_pointer' },
          ],
        },
      },
    },
  ]);
  const { records } = await readTalk({ ...old, id: 'old' });
  expect(records.map(({ thread }) => thread)).toEqual(['chatgpt.com/chat:old', 'chatgpt.com/chat:old']);
  expect(records[1]!.text).toBe('Hello there');
  expect(records[0]!.features?.attachments).toBe(1);
});

test('names that every object has are names like others', async () => {
  const mapping = {
    constructor: {
      id: 'constructor',
      parent: '__proto__',
      message: { author: { role: 'user' }, content: { content_type: 'constructor', parts: ['x'] } },
    },
  };
  const { records, report } = await readTalk({ id: 'x', mapping });
  expect(typesOf(records)).toEqual(['chatgpt:see:constructor']);
  expect(report.faults.missing_parents).toBe(1);
});
