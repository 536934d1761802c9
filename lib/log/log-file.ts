/** The form of a log as a file: a header, records, and an end that says whether all of it is there (docs/replay.md). */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { EndLine, HeaderLine, LogRecord } from '../records/record.ts';

const HEADER: HeaderLine = { kind: 'header', format: 'retrace-log', version: 1 };

/** Writes the lines of one file, one after the other. `end` counts and sums all lines before it, each with its line end. */
export class LogFileLines {
  readonly #hash = sha256.create();
  #lines = 0;

  header(): string {
    return this.#line(HEADER);
  }

  record(record: LogRecord): string {
    return this.#line(record);
  }

  end(): string {
    const end: EndLine = { kind: 'end', lines: this.#lines, sha256: bytesToHex(this.#hash.digest()) };
    return `${JSON.stringify(end)}\n`;
  }

  #line(value: unknown): string {
    const line = `${JSON.stringify(value)}\n`;
    this.#lines++;
    this.#hash.update(utf8ToBytes(line));
    return line;
  }
}
