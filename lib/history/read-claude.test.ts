import { expect, test } from 'vitest';
import { fixture, read, sum, typesOf, zipOf } from './export-for-tests.ts';

const at = (minute: number) => new Date(Date.UTC(2025, 0, 1, 0, minute)).toISOString();
const message = (uuid: string, sender: string, text: string, minute: number, more: object = {}) => ({
  uuid,
  sender,
  text,
  created_at: at(minute),
  ...more,
});
const readTalk = (chat_messages: readonly object[], more: object = {}) =>
  read({ 'conversations.json': JSON.stringify([{ uuid: 'x', name: 'A talk', chat_messages, ...more }]) });

test('a talk that is in no order is put in order of time, and nothing in it is a branch', async () => {
  const { records, report } = await read({ 'conversations.json': fixture('claude-2024.json') });
  const prompts = records.filter((record) => record.kind === 'action');
  expect(new Set(typesOf(prompts))).toEqual(new Set(['claude:prompt:answer']));
  expect(prompts.map(({ t }) => t)).toEqual(prompts.map(({ t }) => t).sort());
  expect(prompts.map(({ features }) => features!.turn)).toEqual(prompts.map((_, i) => i + 1));
  expect(prompts.find(({ id }) => id.endsWith('083850f6-fca7-40c3-916a-e57f7ae5f0fe'))?.features).toMatchObject({
    attachments: 5,
    turn: 4,
  });
  const answers = records.filter((record) => record.kind === 'statement' && record.role === 'assistant');
  expect(answers.every(({ features }) => features?.canvas === 1)).toBe(true);
  const [talk] = JSON.parse(fixture('claude-2024.json')) as { chat_messages: unknown[] }[];
  expect([report.seen, sum(report.messages)]).toEqual([talk!.chat_messages.length, talk!.chat_messages.length]);
});

test('where no parents are told, a prompt without an answer of its own was replaced by the next', async () => {
  const { records } = await readTalk([
    message('c', 'human', 'Write a poem about the sea', 2),
    message('b', 'human', 'Write a short poem about the grey sea', 3),
    message('d', 'assistant', 'Grey it lies.', 3),
  ]);
  expect(records.filter(({ kind }) => kind === 'outcome')).toMatchObject([
    { type: 'claude:edit-prompt:answer', value: -0.5, links: ['claude/m/c'] },
  ]);
});

test('words that stand in content alone are read once; thoughts and tools are traits of the answer', async () => {
  const { records } = await read({ 'conversations.json': fixture('claude-thinking-2025.json') });
  expect(records.map(({ text }) => text)).toEqual([
    undefined,
    'Can you greet me?',
    "Hello there! It's great to hear from you.",
  ]);
  expect(records[2]?.features).toMatchObject({ thoughts: 1, words: 8, seconds: 4 });
});

test('with parents it is a tree that stands where the file says, or else at its newest end', async () => {
  const root = { parent_message_uuid: '00000000-0000-4000-8000-000000000000' };
  const messages = [
    message('p', 'human', 'Name a river', 0, root),
    message('a', 'assistant', 'The Elbe.', 1, { parent_message_uuid: 'p' }),
    message('b', 'assistant', 'The Rhine.', 2, { parent_message_uuid: 'p' }),
    message('q', 'human', 'Convert miles into kilometres', 3, { parent_message_uuid: 'a' }),
    message('r', 'human', 'Suggest titles for novels', 4, { parent_message_uuid: 'b' }),
  ];
  const chosen = async (more?: object) =>
    (await readTalk(messages, more)).records.flatMap((record) =>
      record.kind === 'outcome' && record.type === 'claude:choose:answer'
        ? [`${record.id.split('/').at(-1)} ${record.value}`]
        : [],
    );
  expect(await chosen()).toEqual(['a -0.3', 'b 0.3']);
  expect(await chosen({ current_leaf_message_uuid: 'q' })).toEqual(['a 0.3', 'b -0.3']);
});

test('long pastes, which stand in attachments alone, are part of the prompt; a message without words is skipped', async () => {
  const { records, report } = await readTalk([
    message('p', 'human', 'Shorten this', 0, {
      attachments: [{ file_name: 'paste.txt', extracted_content: 'A long text.' }],
    }),
    message('q', 'human', '', 1),
    message('s', 'stranger', 'Hello', 2),
  ]);
  expect(records[1]?.text).toBe('Shorten this\n\nA long text.');
  expect(report.skipped).toEqual({ empty: 1, 'of nobody we know': 1 });
});

test('a single talk as tools save it is read, with its model', async () => {
  const talk = {
    uuid: 'x',
    model: 'sonnet',
    chat_messages: [message('p', 'human', 'Hi', 0), message('a', 'assistant', 'Hello', 1)],
  };
  const { records } = await read({ 'chat.json': JSON.stringify(talk) });
  expect(records[0]).toMatchObject({ thread: 'claude.ai/chat:x', context: { model: 'sonnet' } });
});

test('zips of categories, projects, memories and ratings are read; what is never read is not', async () => {
  const talk = { uuid: 'x', chat_messages: [message('p', 'human', 'Hi', 0), message('a', 'assistant', 'Hello', 1)] };
  const rating = (uuid: string, type: string) => ({
    message_uuid: uuid,
    conversation_uuid: 'x',
    type,
    reason: 'kind',
    created_at: at(9),
  });
  const inner = (name: string, content: unknown) => zipOf({ [name]: JSON.stringify(content) });
  const { records, report } = await read({
    'data.zip': await zipOf({
      'conversations-000.zip': await inner('conversations.json', [talk]),
      'feedback-000.zip': await inner('feedback.json', [rating('a', 'dislike'), rating('p', 'odd')]),
      'light_metadata-000.zip': 'not even a zip',
      'users.json': '[{"uuid":"u","full_name":"A Person"}]',
      'projects/one.json': JSON.stringify({
        uuid: 'w',
        name: 'Wiki',
        prompt_template: 'Cite sources.',
        created_at: at(0),
      }),
      'memories/account.json': JSON.stringify({
        conversations_memory: '**Work**\n\nPrefers metric units.\n\nWorks at night.',
        project_memories: { w: 'Writes in German.' },
      }),
    }),
  });
  const said = records.flatMap((record) => (record.kind === 'statement' ? [`${record.role}: ${record.text}`] : []));
  expect(said).toEqual([
    'user: Hi',
    'assistant: Hello',
    'settings: Cite sources.',
    'assistant_memory: Prefers metric units.',
    'assistant_memory: Works at night.',
    'assistant_memory: Writes in German.',
  ]);
  expect(records.find(({ text }) => text === 'Cite sources.')?.context?.project).toBe('w');
  expect(records.filter(({ kind }) => kind === 'outcome')).toMatchObject([
    { type: 'claude:rate:answer', value: -1, text: 'kind', links: ['claude/m/p'] },
  ]);
  expect(report.passedOver).toEqual({ 'never read': 1, 'nothing in it to learn from': 1 });
});
