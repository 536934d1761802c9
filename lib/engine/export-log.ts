/** Everything out: the log as one gzipped file, in the form that import, replay and `gunzip` read (docs/replay.md). */
import { LogFileLines } from '../log/log-file.ts';
import type { LogRecord } from '../records/record.ts';

/** Lines are handed to the packer in pieces of about this many characters. */
const PIECE = 256 * 1024;

/**
 * The bytes of the file. A snapshot of the log as it is when the reading reaches it; what is recorded meanwhile may or may not be in it.
 * @param counted hears how many records are through.
 */
export function exportLog(
  batches: AsyncIterable<readonly LogRecord[]>,
  counted: (records: number) => void,
): ReadableStream<Uint8Array> {
  const lines = linesOf(batches, counted);
  const source = new ReadableStream<string>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void lines.return(undefined),
  });
  return source.pipeThrough(new TextEncoderStream()).pipeThrough(new CompressionStream('gzip'));
}

async function* linesOf(
  batches: AsyncIterable<readonly LogRecord[]>,
  counted: (records: number) => void,
): AsyncGenerator<string> {
  const file = new LogFileLines();
  let piece = file.header();
  let records = 0;
  for await (const batch of batches) {
    for (const record of batch) {
      piece += file.record(record);
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
    records += batch.length;
    counted(records);
  }
  yield piece + file.end();
}
