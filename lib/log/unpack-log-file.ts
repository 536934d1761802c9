/** A log file as it was packed, told by its content and not by its name: age, gzip, both, or neither. */
import { AGE_MAGIC, decrypted } from './age-file.ts';
import { gunzip } from './gunzip.ts';
import { throughStream } from './through-stream.ts';

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/**
 * The plain bytes of a file. Cut anywhere it gives all that can be unpacked, and then says through `onBroken` that it was cut.
 * @throws LogFileProblem if it is encrypted and the passphrase does not open it: then nothing was given.
 */
export async function* unpackLogFile(
  bytes: AsyncIterable<Uint8Array>,
  {
    passphrase,
    onBroken = () => undefined,
  }: { passphrase?: string | undefined; onBroken?: (reason: unknown) => void } = {},
): AsyncGenerator<Uint8Array> {
  let { start, all } = await startOf(bytes, AGE_MAGIC.length);
  if (isAge(start)) {
    ({ start, all } = await startOf(
      throughStream(all, (source) => decrypted(source, passphrase), onBroken),
      GZIP_MAGIC.length,
    ));
  }
  yield* isGzip(start) ? gunzip(all, onBroken) : all;
}

/** Whether a file that starts like this is anything but plain text; 22 bytes are enough to tell. */
export function isPacked(start: Uint8Array): boolean {
  return isAge(start) || isGzip(start);
}

function isAge(start: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(start.subarray(0, AGE_MAGIC.length)) === AGE_MAGIC;
}

function isGzip(start: Uint8Array): boolean {
  return GZIP_MAGIC.every((byte, i) => start[i] === byte);
}

/** The first bytes (fewer, if there are no more), and all bytes, those among them. */
async function startOf(
  bytes: AsyncIterable<Uint8Array>,
  length: number,
): Promise<{ readonly start: Uint8Array; readonly all: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let count = 0;
  while (count < length) {
    const { done, value } = await iterator.next();
    if (done) break;
    taken.push(value);
    count += value.length;
  }
  const start = new Uint8Array(Math.min(count, length));
  let filled = 0;
  for (const chunk of taken) {
    const piece = chunk.subarray(0, start.length - filled);
    start.set(piece, filled);
    filled += piece.length;
  }
  async function* all() {
    try {
      yield* taken;
      for (;;) {
        const { done, value } = await iterator.next();
        if (done) return;
        yield value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { start, all: all() };
}
