/** The form of a log as a file: a header, records, and an end that says whether all of it is there (docs/replay.md). */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { EndLine, HeaderLine, KeyLine, LogRecord } from '../records/record.ts';

const HEADER: HeaderLine = { kind: 'header', format: 'retrace-log', version: 1 };

/**
 * Writes the lines of one file, one after the other. `end` counts the lines between the header and itself, and sums up all bytes
 * before it, line ends and header included.
 */
export class LogFileLines {
  readonly #hash = sha256.create();
  #lines = 0;

  header(): string {
    return this.#sum(HEADER);
  }

  /** For encrypted files only: whoever has the key can tell whom a hash stands for. */
  key(name: string, bytes: Uint8Array): string {
    this.#lines++;
    return this.#sum({ kind: 'key', name, k: bytesToHex(bytes) } satisfies KeyLine);
  }

  record(record: LogRecord): string {
    this.#lines++;
    return this.#sum(record);
  }

  end(): string {
    const end: EndLine = { kind: 'end', lines: this.#lines, sha256: bytesToHex(this.#hash.digest()) };
    return `${JSON.stringify(end)}\n`;
  }

  #sum(value: unknown): string {
    const line = `${JSON.stringify(value)}\n`;
    this.#hash.update(utf8ToBytes(line));
    return line;
  }
}
