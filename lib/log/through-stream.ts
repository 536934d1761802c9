/** Bytes through a stream that unpacks or decrypts, with all that can be had of input that ends too early. */

/**
 * A stream has given all it has when somebody has waited for more for so long. Node unpacks in other threads and does not say when it
 * is done with a piece; browsers do, and need none of it.
 */
const QUIET_IN_MS = 100;

/**
 * What comes out of `open` when `input` goes in. A stream that finds its input cut throws away what it had ready; so the input is not
 * said to be over before everything that is ready has been taken out.
 * @param onBroken hears why the stream ended early; what was given until then is right.
 * @throws what `open` throws: then nothing was given.
 */
export async function* throughStream(
  input: AsyncIterable<Uint8Array>,
  open: (source: ReadableStream<Uint8Array<ArrayBuffer>>) => Promise<ReadableStream<Uint8Array>>,
  onBroken: (reason: unknown) => void,
): AsyncGenerator<Uint8Array> {
  const iterator = input[Symbol.asyncIterator]();
  /** Somebody waits for output, so that none is ready. */
  let isAsked = true;
  let isOver = false;
  let lastOutput = 0;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (!done) {
          controller.enqueue(value as Uint8Array<ArrayBuffer>);
          return;
        }
        lastOutput = performance.now();
        while (!isOver && !(isAsked && performance.now() - lastOutput > QUIET_IN_MS)) {
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        controller.close();
      },
    },
    // Nothing is read ahead: when the end is asked for, the last piece has been taken.
    { highWaterMark: 0 },
  );
  try {
    const reader = (await open(source)).getReader();
    for (;;) {
      isAsked = true;
      const { done, value } = await reader.read().catch((error: unknown) => {
        onBroken(error);
        return { done: true, value: undefined } as const;
      });
      isAsked = false;
      lastOutput = performance.now();
      if (done) return;
      yield value;
    }
  } finally {
    isOver = true;
    await iterator.return?.();
  }
}
