import { expect, test } from 'vitest';
import { decrypted, encrypted, isRecipient, newRecoveryKey } from './age-file.ts';
import { WRONG_PASSPHRASE } from './log-file-problem.ts';

const streamOf = (text: string) => new Blob([text]).stream();
const textOf = (bytes: ReadableStream<Uint8Array>) =>
  new Response(bytes as ReadableStream<Uint8Array<ArrayBuffer>>).text();

test('what is encrypted to a recovery key is opened by it, alone or in the file it was kept in, and by no other', async () => {
  const { key, recipient } = await newRecoveryKey();
  expect(isRecipient(recipient)).toBe(true);
  const locked = await new Response((await encrypted(streamOf('mine'), recipient)) as never).blob();
  const open = async (secret: string | undefined) => textOf(await decrypted(locked.stream(), secret));
  expect(await open(key)).toBe('mine');
  expect(await open(`# Retrace recovery key, kept safe\n${key}\n`)).toBe('mine');
  expect(await open(key.toLowerCase())).toBe('mine');
  const other = await newRecoveryKey();
  await expect(open(other.key)).rejects.toThrow('not the one of this file');
  await expect(open('a passphrase')).rejects.toThrow('give the key (AGE-SECRET-KEY-1…)');
  await expect(open(undefined)).rejects.toThrow('encrypted');
});

test('a second recipient opens it too', async () => {
  const [mine, check] = [await newRecoveryKey(), await newRecoveryKey()];
  const locked = await new Response(
    (await encrypted(streamOf('x'), mine.recipient, [check.recipient])) as never,
  ).blob();
  expect(await textOf(await decrypted(locked.stream(), check.key))).toBe('x');
  expect(await textOf(await decrypted(locked.stream(), mine.key))).toBe('x');
});

test('a recovery key given for a file under a passphrase is a wrong passphrase', async () => {
  const locked = await new Response((await encrypted(streamOf('x'), 'open sesame')) as never).blob();
  const { key } = await newRecoveryKey();
  await expect(decrypted(locked.stream(), key)).rejects.toThrow(WRONG_PASSPHRASE);
});

test('no passphrase is taken for a recipient', () => {
  for (const words of ['age1', 'age1 is a passphrase', 'open sesame', '']) expect(isRecipient(words)).toBe(false);
});
