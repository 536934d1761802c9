import { readLogFile } from './read-log-file.ts';

/**
 * Reads a file that was just written back to its end.
 * @param records that went into it. @param passphrase or recovery key, if it is encrypted.
 * @throws Error in words for the user if it cannot be opened, or not all of it is there.
 */
export async function checkLogFile(file: Blob, records: number, passphrase?: string): Promise<void> {
  const reading = readLogFile(piecesOf(file), { passphrase });
  for (;;) {
    const { done, value } = await reading.next();
    if (!done) continue;
    if (value.isWhole && value.records === records) return;
    throw new Error(
      `The file was written and read back, and not all of it is there. ${value.missing ?? ''} Nothing was changed here; do not use the file, and try again.`,
    );
  }
}

async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    reader.releaseLock();
  }
}
