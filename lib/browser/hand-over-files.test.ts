import { expect, test } from 'vitest';
import { filesOffered } from './hand-over-files.ts';

// That files arrive is held in real browsers (e2e/history.spec.ts): Node hands none over.
test('an offer that nobody made is waited for no longer than said', async () => {
  const start = performance.now();
  expect(await filesOffered('none', 50)).toBeNull();
  expect(performance.now() - start).toBeLessThan(1_000);
});
