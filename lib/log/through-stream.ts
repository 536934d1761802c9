/** Bytes through a stream that decrypts, with all that can be had of input that ends too early. */

/**
 * Less than a chunk of an age file, so that a piece that goes in lets one chunk out at most. A stream that finds its input cut throws away
 * what it has ready; but it works only when it is asked for more, and so one chunk never waits: it is handed to whoever asked.
 */
const PIECE = 64 * 1024;

/**
 * What comes out of `open` when `input` goes in.
 * @param onBroken hears why the stream ended early; what was given until then is right.
 * @throws what `open` throws: then nothing was given.
 */
export async function* throughStream(
  input: AsyncIterable<Uint8Array>,
  open: (source: ReadableStream<Uint8Array<ArrayBuffer>>) => Promise<ReadableStream<Uint8Array>>,
  onBroken: (reason: unknown) => void,
): AsyncGenerator<Uint8Array> {
  const pieces = inPieces(input);
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value as Uint8Array<ArrayBuffer>);
      },
    },
    { highWaterMark: 0 },
  );
  try {
    const reader = (await open(source)).getReader();
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        onBroken(error);
        return { done: true, value: undefined } as const;
      });
      if (done) return;
      yield value;
    }
  } finally {
    await pieces.return(undefined);
  }
}

async function* inPieces(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  for await (const chunk of input) {
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
  }
}
