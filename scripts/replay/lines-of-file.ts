/** The lines of a log file, whatever it was packed in: plain, gzipped, encrypted. Told by what it holds, not by its name. */
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { linesIn } from '../../lib/history/read-own-log.ts';
import { isPacked, unpackLogFile } from '../../lib/log/unpack-log-file.ts';

const ENOUGH_TO_TELL = 32;

/**
 * @param onCut hears that a packed file ends too early, after all its whole lines.
 * @throws Error for a file that cannot be read; LogFileProblem for one that the passphrase does not open.
 */
export function linesOfFile(
  file: string,
  { passphrase, onCut }: { readonly passphrase?: string | undefined; readonly onCut: () => void },
): AsyncIterable<string> {
  if (!isPacked(startOf(file))) {
    return createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  }
  return wholeLines(unpackLogFile(createReadStream(file), { passphrase, onBroken: onCut }));
}

function startOf(file: string): Uint8Array {
  const start = new Uint8Array(ENOUGH_TO_TELL);
  const opened = openSync(file, 'r');
  try {
    return start.subarray(0, readSync(opened, start, 0, ENOUGH_TO_TELL, 0));
  } finally {
    closeSync(opened);
  }
}

/** What stands after the last line end of a packed file is a line if it is JSON, and else the beginning of one. */
async function* wholeLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let last: string | null = null;
  for await (const line of linesIn(bytes)) {
    if (last !== null) yield last;
    last = decoder.decode(line);
  }
  if (last !== null && isJson(last)) yield last;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
