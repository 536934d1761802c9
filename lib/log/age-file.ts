/**
 * Encryption by a passphrase in the age format (age-encryption.org/v1): `age -d` opens what is written here, and what `age -p` writes
 * is opened here. Our own code for it is this file; the format and its cryptography are the package's.
 */
import type { Decrypter } from 'age-encryption';
import { LogFileProblem, NO_PASSPHRASE, WRONG_PASSPHRASE } from './log-file-problem.ts';

/** scrypt with N = 2^18: about a second and 256 MB, for us as for whoever guesses (design: ownership.md, section 2). */
const WORK_FACTOR = 18;
export const AGE_MAGIC = 'age-encryption.org/v1\n';

/** Encrypts a stream. Bounded memory but for the moment of the scrypt. */
export async function encrypted(
  bytes: ReadableStream<Uint8Array>,
  passphrase: string,
): Promise<ReadableStream<Uint8Array>> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(bytes);
}

/**
 * Decrypts a stream.
 * @throws LogFileProblem if there is no passphrase, a wrong one, or a lock that no passphrase opens.
 */
export async function decrypted(
  bytes: ReadableStream<Uint8Array>,
  passphrase: string | undefined,
): Promise<ReadableStream<Uint8Array>> {
  if (passphrase === undefined) throw new LogFileProblem('no-passphrase', NO_PASSPHRASE);
  const { Decrypter } = await import('age-encryption');
  const decrypter: Decrypter = new Decrypter();
  let isLockedByKey = false;
  // Asked first, and has no key: it only looks at how the file is locked.
  decrypter.addIdentity({
    unwrapFileKey(stanzas) {
      isLockedByKey = stanzas.every(({ args }) => args[0] !== 'scrypt');
      return null;
    },
  });
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(bytes);
  } catch (error) {
    if (isLockedByKey) {
      throw new LogFileProblem(
        'other-lock',
        'This file is locked with a key, not with a passphrase. Nothing was imported; decrypt it with age first.',
      );
    }
    const words = error instanceof Error ? error.message : String(error);
    if (/no identity matched/.test(words)) throw new LogFileProblem('wrong-passphrase', WRONG_PASSPHRASE);
    throw new LogFileProblem(
      'not-a-log',
      `The head of this encrypted file is damaged (${words}). Nothing was imported.`,
    );
  }
}
