import { expect, test } from 'vitest';
import { read, sum } from '../../history/export-for-tests.ts';
import { consequencesIn, plantedChatGpt } from '../../history/planted-talks.ts';
import { KINDS_OF_REQUEST, PROMPTS_OF_KINDS } from '../../linking/kinds-of-request.ts';
import { inLogOrder } from '../../records/order.ts';
import type { LogRecord } from '../../records/record.ts';
import { isPrompt } from '../../sites/is-prompt.ts';
import { Talks } from './talks.ts';

const NO_VECTOR = () => undefined;

function talksOf(records: readonly LogRecord[]): Talks {
  const talks = new Talks();
  for (const record of inLogOrder(records)) talks.take(record);
  return talks;
}

async function planted(seed: number) {
  const { talks, ratings } = plantedChatGpt(seed, 80);
  return read({
    'conversations.json': JSON.stringify(talks),
    'message_feedback.json': JSON.stringify(ratings),
  });
}

test('every planted consequence of a prompt is counted at it, once', async () => {
  for (const seed of [3, 4, 5]) {
    const { records } = await planted(seed);
    const view = talksOf(records).view(NO_VECTOR);
    const promptsWith = (verb: string) =>
      new Set(
        records.flatMap((record) =>
          record.kind === 'outcome' && record.type.includes(`:${verb}:`) ? [record.links?.[0] ?? ''] : [],
        ),
      ).size;
    const [kind] = view.kinds;
    expect(view.kinds).toHaveLength(1);
    expect(kind).toMatchObject({
      kind: null,
      asked: records.filter(isPrompt).length,
      regenerated: promptsWith('regenerate'),
      reworded: promptsWith('edit-prompt'),
      corrected: promptsWith('correct'),
    });
    expect(consequencesIn(records).length).toBeGreaterThan(0);
    expect(kind!.again.mean).toBeLessThanOrEqual(
      (kind!.regenerated + kind!.reworded + kind!.corrected + kind!.ratedDown) / kind!.asked,
    );
    expect(kind!.examples.length).toBeLessThanOrEqual(5);
    for (const { text } of kind!.examples) expect(text).not.toBe('');
  }
});

test('prompts are sorted as their vectors come, and all of them stay counted', async () => {
  const { records } = await planted(6);
  const talks = talksOf(records);
  const none = talks.view(NO_VECTOR);
  const sentence = KINDS_OF_REQUEST.translate![0]!;
  // As if every prompt said the same as one of the sentences.
  const others = new Set(PROMPTS_OF_KINDS.filter((prompt) => prompt !== sentence));
  const all = talks.view((text) => (others.has(text) ? undefined : [1, 0.5]));
  expect(none.sorted).toBeLessThan(all.sorted);
  expect(all.kinds.find(({ kind }) => kind === 'translate')!.asked).toBeGreaterThan(0);
  const asked = (view: typeof all) => sum(Object.fromEntries(view.kinds.map((each) => [`${each.kind}`, each.asked])));
  expect(asked(all)).toBe(asked(none));
});

test('ways of asking part the prompts, and a way of which there are few is not shown', async () => {
  const { records } = await planted(7);
  const view = talksOf(records).view(NO_VECTOR);
  const asked = (way: string) => view.ways.find((each) => each.way === way)?.asked ?? 0;
  expect(asked('question') + asked('no-question')).toBe(view.prompts);
  expect(asked('first') + asked('later')).toBe(view.prompts);
  for (const { asked: of, again, share } of view.ways) {
    expect(of).toBeGreaterThanOrEqual(10);
    expect(share.mean).toBe(again / of);
  }
});

test('the same instruction said in many talks is one, as it was first said', () => {
  const statement = (id: string, t: string, role: string, text: string): LogRecord => ({
    kind: 'statement',
    id,
    t: `2026-01-0${t}T00:00:00.000Z`,
    app: 'chatgpt.com',
    role,
    text,
  });
  const view = talksOf([
    statement('a', '1', 'settings', 'Answer in British English.'),
    statement('b', '2', 'settings', 'answer in British English. '),
    statement('c', '3', 'assistant_memory', 'Has a dog called Otto.'),
    statement('d', '4', 'assistant', 'Gladly.'),
  ]).view(NO_VECTOR);
  expect(view.instructions.map(({ id }) => id)).toEqual(['a']);
  expect(view.memories.map(({ id }) => id)).toEqual(['c']);
  expect(view.stated).toBe(2);
});
