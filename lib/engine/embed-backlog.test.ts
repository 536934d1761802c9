import { expect, test } from 'vitest';
import { compareInLogOrder } from '../records/order.ts';
import type { LogRecord } from '../records/record.ts';
import { type BacklogParts, EmbedBacklog } from './embed-backlog.ts';

const at = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString();
const records: LogRecord[] = Array.from({ length: 200 }, (_, n) =>
  n % 2 === 0
    ? { kind: 'action', id: `p${n}`, t: at(n), type: 'chat.prompt', text: `prompt ${n}` }
    : { kind: 'statement', id: `a${n}`, t: at(n), role: 'assistant', text: `answer ${n}` },
);

function backlog(more: Partial<BacklogParts> = {}) {
  const embedded: string[] = [];
  const run = new EmbedBacklog({
    readBackwards: async ({ before, limit, accept }) =>
      records
        .toReversed()
        .filter((record) => (!before || compareInLogOrder(record, before) < 0) && accept(record))
        .slice(0, limit),
    hasVector: (text) => embedded.includes(text),
    embed: async (texts) => void embedded.push(...texts),
    branched: async () => new Set(),
    rest: () => 0,
    progress: () => undefined,
    ...more,
  });
  return { run, embedded };
}

test('the user’s own words come first, the newest before the older, and each text once', async () => {
  const { run, embedded } = backlog();
  await run.run();
  expect(embedded.slice(0, 3)).toEqual(['prompt 198', 'prompt 196', 'prompt 194']);
  expect(embedded.findIndex((text) => text.startsWith('answer'))).toBe(100);
  expect(new Set(embedded).size).toBe(200);
  await run.run();
  expect(embedded).toHaveLength(200);
});

test('prompts that something came of come before all others', async () => {
  const { run, embedded } = backlog({ branched: async () => new Set(['p10', 'p40']) });
  await run.run();
  expect(embedded.slice(0, 3)).toEqual(['prompt 40', 'prompt 10', 'prompt 198']);
  expect(new Set(embedded).size).toBe(200);
});

test('where it is to be polite it rests between a few texts and the next', async () => {
  const { run, embedded } = backlog({ rest: () => 1, embed: (texts) => slowly(() => embedded.push(...texts)) });
  const began = performance.now();
  await run.run();
  const withRest = performance.now() - began;
  const { run: other, embedded: others } = backlog({ embed: (texts) => slowly(() => others.push(...texts)) });
  const beganAgain = performance.now();
  await other.run();
  expect(withRest).toBeGreaterThan(1.5 * (performance.now() - beganAgain));
});

const slowly = (work: () => unknown) =>
  new Promise<void>((resolve) =>
    setTimeout(() => {
      work();
      resolve();
    }, 20),
  );

test('paused it stands still, and goes on where it was', async () => {
  const { run, embedded } = backlog();
  run.pause(true);
  const running = run.run();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(embedded).toEqual([]);
  run.pause(false);
  await running;
  expect(embedded).toHaveLength(200);
});
