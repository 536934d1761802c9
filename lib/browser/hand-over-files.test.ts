import { expect, test } from 'vitest';
import { filesOffered, offerFiles } from './hand-over-files.ts';

const file = (name: string, text: string) => new File([text], name, { lastModified: 0 });

test('files come to whoever asks for their offer, with their places, and to nobody once taken back', async () => {
  const mine = offerFiles([file('conversations.json', '[]'), file('users.json', '{}')]);
  const other = offerFiles([file('other.json', 'x')]);
  const handed = await filesOffered(mine.offer);
  expect(handed?.map(({ path }) => path)).toEqual(['conversations.json', 'users.json']);
  expect(await handed?.[0]?.file.text()).toBe('[]');
  mine.takeBack();
  expect(await filesOffered(mine.offer, 50)).toBeNull();
  other.takeBack();
});

test('an offer that nobody made is waited for no longer than said', async () => {
  const start = performance.now();
  expect(await filesOffered('none', 50)).toBeNull();
  expect(performance.now() - start).toBeLessThan(1_000);
});
