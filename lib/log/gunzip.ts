/**
 * Bytes out of gzip, all that there is in what is left of a file. The browser's own stream throws away what it has ready when it finds its
 * input cut, and Node's unpacks in another thread and does not say when it is done with a piece; this gives what comes out of each piece.
 */
import { Gunzip } from 'fflate';

/** Packed bytes that are unpacked at once. */
const PIECE = 64 * 1024;

/**
 * The unpacked bytes, of several gzip members one after the other too. Their checksum is not looked at: a log has one of its own.
 * @param onBroken hears that it is cut or damaged; what was given until then is right.
 */
export async function* gunzip(
  packed: AsyncIterable<Uint8Array>,
  onBroken: (reason: unknown) => void,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const unpacker = new Gunzip((bytes) => {
    if (bytes.length > 0) ready.push(bytes);
  });
  const given = () => {
    const bytes = ready;
    ready = [];
    return bytes;
  };
  /** Whether it could be unpacked. */
  const push = (bytes: Uint8Array, isLast: boolean): boolean => {
    try {
      unpacker.push(bytes, isLast);
      return true;
    } catch (error) {
      onBroken(error);
      return false;
    }
  };
  for await (const chunk of packed) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      const isRight = push(chunk.subarray(at, at + PIECE), false);
      yield* given();
      if (!isRight) return;
    }
  }
  push(new Uint8Array(0), true);
  yield* given();
}
