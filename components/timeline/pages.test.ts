import { expect, test } from 'vitest';
import type { TimelineQuery } from '../../lib/engine/api.ts';
import { generateEvents } from '../harness/generate-data.ts';
import { AT_THE_HEAD, older, ROWS_IN_A_PAGE, readWindow, younger } from './pages.ts';

const EVENTS = generateEvents(430);
const read = async ({ before, limit = ROWS_IN_A_PAGE }: TimelineQuery) => {
  const from = before ? EVENTS.findIndex(({ id }) => id === before.id) + 1 : 0;
  return { rows: EVENTS.slice(from, from + limit), more: from + limit < EVENTS.length, apps: [] };
};

test('going back through the whole log shows every row once and never more than 200 at a time', async () => {
  let window = AT_THE_HEAD;
  const seen = new Set<string>();
  for (;;) {
    const { rows, more } = await readWindow(window, {}, read);
    expect(rows.length).toBeLessThanOrEqual(200);
    for (const { id } of rows) seen.add(id);
    if (!more) break;
    window = older(window, rows.at(-1)!);
  }
  expect(seen.size).toBe(EVENTS.length);
});

test('coming forward again ends at the head of the log', async () => {
  let window = AT_THE_HEAD;
  for (let i = 0; i < 8; i++) window = older(window, (await readWindow(window, {}, read)).rows.at(-1)!);
  while (window.newer.length > 0) window = younger(window);
  const { rows } = await readWindow(window, {}, read);
  expect(rows[0]).toEqual(EVENTS[0]);
});
