import { expect, test } from 'vitest';
import { asStoreError } from '../store/store-error.ts';
import { createBrokenService } from './broken-service.ts';

test('a database of a newer version is said where the user looks, and every call is refused in the same words', async () => {
  const service = createBrokenService(asStoreError({ name: 'VersionError' }));
  const { ready, problem } = await service.status();
  expect([ready, problem?.code]).toEqual([false, 'database-newer']);
  await expect(service.append([])).rejects.toThrow(`${problem!.what} ${problem!.safe} ${problem!.todo}`);
  expect(
    await service.offer({ app: 'chat.example', draft: 'Write a letter', t: '2026-03-02T09:00:00.000Z' }),
  ).toBeNull();
});

test('a failure nobody foresaw says what it was, that what was stored is safe, and what to do', async () => {
  const { problem } = await createBrokenService(new Error('odd')).status();
  expect(problem).toMatchObject({ code: 'engine-stopped', what: 'Retrace could not start: odd' });
  expect(problem!.safe).toContain('safe');
});
