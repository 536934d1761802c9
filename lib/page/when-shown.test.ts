import { expect, test } from 'vitest';
import { whenRestored, whenShown } from './when-shown.ts';

const { signal } = new AbortController();

test('a page loaded ahead of time is heard of when it is shown, once; a page in view at once', () => {
  const page = Object.assign(new EventTarget(), { prerendering: true });
  let runs = 0;
  whenShown(page as unknown as Document, () => runs++, signal);
  // The page itself may say that it is shown.
  page.dispatchEvent(new Event('prerenderingchange'));
  expect(runs).toBe(0);
  page.prerendering = false;
  for (let i = 0; i < 2; i++) page.dispatchEvent(new Event('prerenderingchange'));
  expect(runs).toBe(1);
  whenShown(page as unknown as Document, () => runs++, signal);
  expect(runs).toBe(2);
});

test('a page never shown is never heard of after its script has ended', () => {
  const page = Object.assign(new EventTarget(), { prerendering: true });
  const script = new AbortController();
  let runs = 0;
  whenShown(page as unknown as Document, () => runs++, script.signal);
  script.abort();
  page.dispatchEvent(new Event('prerenderingchange'));
  expect(runs).toBe(0);
});

test.each([
  { isTrusted: true, persisted: true, runs: 1 },
  { isTrusted: true, persisted: false, runs: 0 },
  { isTrusted: false, persisted: true, runs: 0 },
])('back from the cache: $isTrusted, $persisted', ({ runs, ...event }) => {
  let hear: (event: unknown) => void = () => undefined;
  const window = { addEventListener: (_: string, listener: typeof hear) => (hear = listener) };
  let ran = 0;
  whenRestored(window as unknown as Window, () => ran++, signal);
  hear(event);
  expect(ran).toBe(runs);
});
