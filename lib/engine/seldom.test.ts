import { expect, test } from 'vitest';
import { seldom } from './seldom.ts';

function looked() {
  let clock = 0;
  let looks = 0;
  let takes = 100;
  let isBusy = false;
  const watched = seldom(
    async () => {
      looks++;
      clock += takes;
      if (takes < 0) throw new Error('no');
      return looks;
    },
    () => isBusy,
    () => clock,
  );
  return {
    be: (busy: boolean) => (isBusy = busy),
    watched,
    looks: () => looks,
    pass: (ms: number) => (clock += ms),
    take: (ms: number) => (takes = ms),
  };
}

test('asked again at once it gives what it saw, later it looks again; the longer a look takes, the later', async () => {
  const { watched, pass } = looked();
  expect(await watched.get()).toBe(1);
  pass(1_900);
  expect(await watched.get()).toBe(1);
  pass(200);
  expect(await watched.get()).toBe(2);
});

test('while something is busy it gives what it saw, however old', async () => {
  const { watched, pass, be } = looked();
  await watched.get();
  pass(1_000_000);
  be(true);
  expect(await watched.get()).toBe(1);
  be(false);
  expect(await watched.get()).toBe(2);
});

test('many that ask at once share one look, and what is forgotten is looked for anew', async () => {
  const { watched, looks } = looked();
  expect(await Promise.all([watched.get(), watched.get(), watched.get()])).toEqual([1, 1, 1]);
  watched.forget();
  expect(await watched.get()).toBe(2);
  expect(looks()).toBe(2);
});

test('a look that failed is told, and the next one is made at once', async () => {
  const { watched, take } = looked();
  take(-1);
  await expect(watched.get()).rejects.toThrow('no');
  take(1);
  expect(await watched.get()).toBe(2);
});
