import { expect, test } from 'vitest';
import { createViews } from './views.ts';

test('an answer that was overtaken by a later one is left aside', async () => {
  const view = createViews().of<string>('now');
  let answerFirst: (text: string) => void = () => undefined;
  const first = view.refresh(() => new Promise((resolve) => (answerFirst = resolve)));
  await view.refresh(() => Promise.resolve('second'));
  answerFirst('first');
  await first;
  expect(view.data.value).toBe('second');
});

test('what was shown stays when the next look fails, beside the reason', async () => {
  const view = createViews().of<string>('now');
  await view.refresh(() => Promise.resolve('shown'));
  await view.refresh(() => Promise.reject(new Error('The disk is full.')));
  expect([view.data.value, view.error.value]).toEqual(['shown', 'The disk is full.']);
});

test('no more than a few views are kept', async () => {
  const views = createViews();
  const first = views.of<number>('0');
  await first.refresh(() => Promise.resolve(1));
  for (let i = 1; i < 40; i++) views.of(String(i));
  expect(views.of<number>('0').data.value).toBeUndefined();
});
