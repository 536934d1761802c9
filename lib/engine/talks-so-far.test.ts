import { expect, test } from 'vitest';
import { TalksSoFar } from './talks-so-far.ts';

test('a count that failed is tried again when it is asked for again', async () => {
  let isBroken = true;
  const talks = new TalksSoFar({
    readLog: async function* () {},
    state: () => '',
    vectorOf: () => undefined,
    embed: async () => {
      if (isBroken) throw new Error('no model now');
    },
    pause: async () => undefined,
  });
  await expect(talks.view()).rejects.toThrow('no model now');
  isBroken = false;
  expect((await talks.view()).prompts).toBe(0);
});
