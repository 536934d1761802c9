import { expect, test } from 'vitest';
import type { LogRecord } from '../../records/record.ts';
import { Engine } from '../engine.ts';
import { deletePreview } from './delete-preview.ts';
import { cards } from './you.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
const story = (pages: number): LogRecord[] =>
  Array.from({ length: pages }, (_, i) => {
    const thread = `wiki/page:${i}`;
    return [
      {
        kind: 'observation',
        id: `v${i}`,
        t: at(3 * i),
        thread,
        text: `Page ${i}`,
        features: { sighting: 1 },
        context: {},
      },
      { kind: 'action', id: `a${i}`, t: at(3 * i + 1), thread, type: 'mediawiki:save:edit' },
      {
        kind: 'outcome',
        id: `o${i}`,
        t: at(3 * i + 2),
        thread,
        type: 'mediawiki:revert:edit',
        value: -1,
        links: [`a${i}`],
      },
    ] as LogRecord[];
  }).flat();
const engineOf = (records: readonly LogRecord[]) => {
  const engine = new Engine();
  for (const record of records) engine.apply(record);
  return engine;
};
const NOW = at(9_999);

test.each(['a0', 'o0'])('the cards that deleting %s takes away are the cards the preview says it empties', (id) => {
  const records = story(1);
  const gone = records.filter((record) => record.id === id);
  const before = cards(engineOf(records), NOW).map((card) => card.id);
  const after = new Set(cards(engineOf(records.filter((record) => record.id !== id)), NOW).map((card) => card.id));
  const emptied = deletePreview(engineOf(records), gone, NOW).weakened.filter((card) => card.after === 0);
  expect(emptied.map((card) => card.id)).toEqual(before.filter((card) => !after.has(card)));
  expect(emptied.length).toBe(1);
});

test('a card with more evidence than it shows is counted whole', () => {
  const records = story(30);
  const general = deletePreview(engineOf(records), records.slice(0, 3), NOW).weakened.find(({ before }) => before > 1);
  expect(general).toMatchObject({ before: 30, after: 29 });
});
