import { expect, test } from 'vitest';
import { oneAhead } from './one-ahead.ts';

async function* made(count: number, log: string[], fails = false): AsyncGenerator<number> {
  try {
    for (let i = 0; i < count; i++) {
      log.push(`made ${i}`);
      yield i;
    }
    if (fails) throw new Error('no more');
  } finally {
    log.push('closed');
  }
}

test('all parts come in order, each when the next one is made, and no further one', async () => {
  const log: string[] = [];
  for await (const part of oneAhead(made(3, log))) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    log.push(`taken ${part}`);
  }
  expect(log).toEqual(['made 0', 'made 1', 'taken 0', 'made 2', 'taken 1', 'closed', 'taken 2']);
});

test('an error comes after the parts before it', async () => {
  const taken: number[] = [];
  const all = async () => {
    for await (const part of oneAhead(made(2, [], true))) taken.push(part);
  };
  await expect(all()).rejects.toThrow('no more');
  expect(taken).toEqual([0, 1]);
});

test('left early, what makes the parts is closed', async () => {
  const log: string[] = [];
  for await (const _ of oneAhead(made(9, log))) break;
  expect(log.at(-1)).toBe('closed');
});
