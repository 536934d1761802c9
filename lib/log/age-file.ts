/**
 * Encryption in the age format (age-encryption.org/v1), by a passphrase or to the public half of a recovery key: `age -d` opens what is
 * written here, and what `age` writes is opened here. Our own code for it is this file; the format and its cryptography are the package's.
 */
import type { Decrypter } from 'age-encryption';
import { LogFileProblem, NO_PASSPHRASE, WRONG_PASSPHRASE } from './log-file-problem.ts';

/** scrypt with N = 2^18: about a second and 256 MB, for us as for whoever guesses (design: ownership.md, section 2). */
const WORK_FACTOR = 18;
export const AGE_MAGIC = 'age-encryption.org/v1\n';

/** Public half of a recovery key, and the key itself: no passphrase looks like either. */
const RECIPIENT = /^age1[a-z0-9]{58}$/;
const RECOVERY_KEY = /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/i;

/** A recovery key: kept by the user alone. What is encrypted to its public half can be written without it, and read only with it. */
export interface RecoveryKey {
  /** `AGE-SECRET-KEY-1…`, as `age-keygen` writes it. */
  readonly key: string;
  /** `age1…`. */
  readonly recipient: string;
}

export async function newRecoveryKey(): Promise<RecoveryKey> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const key = await generateX25519Identity();
  return { key, recipient: await identityToRecipient(key) };
}

/** Whether what a file is locked with is a recipient, and no passphrase. */
export function isRecipient(lock: string): boolean {
  return RECIPIENT.test(lock);
}

/**
 * Encrypts a stream. Bounded memory but for the moment of the scrypt.
 * @param lock a passphrase, or the recipient of a recovery key. @param also further recipients; beside a recipient only.
 */
export async function encrypted(
  bytes: ReadableStream<Uint8Array>,
  lock: string,
  also: readonly string[] = [],
): Promise<ReadableStream<Uint8Array>> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  if (isRecipient(lock)) for (const recipient of [lock, ...also]) encrypter.addRecipient(recipient);
  else {
    encrypter.setScryptWorkFactor(WORK_FACTOR);
    encrypter.setPassphrase(lock);
  }
  return encrypter.encrypt(bytes);
}

/**
 * Decrypts a stream.
 * @param passphrase or a recovery key, alone or in the text of a file that holds it.
 * @throws LogFileProblem if there is none, a wrong one, or a lock that no passphrase opens.
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
  const [key] = RECOVERY_KEY.exec(passphrase) ?? [];
  if (key === undefined) decrypter.addPassphrase(passphrase);
  else decrypter.addIdentity(key.toUpperCase());
  try {
    return await decrypter.decrypt(bytes);
  } catch (error) {
    if (isLockedByKey) {
      throw new LogFileProblem(
        'other-lock',
        key === undefined
          ? 'This file is locked with a recovery key, not with a passphrase. Nothing was imported; give the key (AGE-SECRET-KEY-1…).'
          : 'This recovery key is not the one of this file. Nothing was imported.',
      );
    }
    const words = error instanceof Error ? error.message : String(error);
    if (key !== undefined || /no identity matched/.test(words)) {
      throw new LogFileProblem('wrong-passphrase', WRONG_PASSPHRASE);
    }
    throw new LogFileProblem(
      'not-a-log',
      `The head of this encrypted file is damaged (${words}). Nothing was imported.`,
    );
  }
}
