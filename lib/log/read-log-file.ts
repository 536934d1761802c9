/** Our own export, read line by line: what is a record, what is refused, and whether the file is all there. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { EndLine, KeyLine, LogRecord, Refusal } from '../records/record.ts';
import { validateRecord } from '../records/validate-record.ts';
import { LogFileProblem } from './log-file-problem.ts';
import { unpackLogFile } from './unpack-log-file.ts';

/** No record is that long; a line that is was not written by us, and is not held in memory. */
const LONGEST_LINE_IN_BYTES = 4 * 1024 * 1024;
/** A log of ours has none; whoever made so many did not mean well. */
const MOST_REFUSED = 500_000;
const NEWLINE = 0x0a;
const END = '{"kind":"end"';

/** What one piece of the file held, in its order. */
export interface LogFilePart {
  readonly records: readonly LogRecord[];
  readonly keys: readonly KeyLine[];
  /** Lines that are no records; `line` counts from 1. */
  readonly refused: readonly (Refusal & { readonly line: number })[];
}

/** What is to be said of a file when it was read to its end. */
export interface LogFileEnd {
  readonly lines: number;
  readonly records: number;
  /** All that was written is there, byte for byte. */
  readonly isWhole: boolean;
  /** What is missing or wrong, in a sentence; null for a whole file. */
  readonly missing: string | null;
}

/**
 * Reads a log file, however it was packed (unpack-log-file.ts). Cut at any byte it gives all whole lines; the returned end says what
 * is missing. A file without an `end` line is read like one that was cut.
 * @throws LogFileProblem before anything was given: no passphrase, a wrong one, another version, no log at all.
 */
export async function* readLogFile(
  bytes: AsyncIterable<Uint8Array>,
  { passphrase }: { readonly passphrase?: string | undefined } = {},
): AsyncGenerator<LogFilePart, LogFileEnd> {
  const file = new LogFileReader();
  let isBroken = false;
  const plain = unpackLogFile(bytes, {
    passphrase,
    onBroken: () => {
      isBroken = true;
    },
  });
  for await (const { text, sum } of wholeLines(plain)) {
    const part = file.take(text, sum);
    if (part.records.length + part.keys.length + part.refused.length > 0) yield part;
  }
  return file.end(isBroken);
}

/** Lines with their ends, many at a time; the last may have none. `sum` are the same bytes. */
async function* wholeLines(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly text: string; readonly sum: Uint8Array }> {
  let rest: Uint8Array[] = [];
  let waiting = 0;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const joined = (last: Uint8Array): Uint8Array => {
    if (waiting === 0) return last;
    const all = new Uint8Array(waiting + last.length);
    let at = 0;
    for (const piece of [...rest, last]) {
      all.set(piece, at);
      at += piece.length;
    }
    rest = [];
    waiting = 0;
    return all;
  };
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      const sum = joined(chunk.subarray(0, end));
      yield { text: decoder.decode(sum), sum };
    }
    if (end < chunk.length) {
      if (waiting > LONGEST_LINE_IN_BYTES) {
        // The beginning of what cannot be a record of ours: enough of it to be refused.
        rest = [utf8ToBytes('too long')];
        waiting = rest[0]!.length;
        continue;
      }
      rest.push(chunk.slice(end));
      waiting += chunk.length - end;
    }
  }
  if (waiting > 0) {
    const sum = joined(new Uint8Array(0));
    yield { text: decoder.decode(sum), sum };
  }
}

type GrowingPart = { readonly [field in keyof LogFilePart]: LogFilePart[field][number][] };

class LogFileReader {
  readonly #hash = sha256.create();
  #line = 0;
  #lines = 0;
  #records = 0;
  #refused = 0;
  #said: EndLine | null = null;
  #sum: string | null = null;
  /** The text ended within a line. */
  #isCut = false;
  #isKnown = false;

  take(text: string, bytes: Uint8Array): LogFilePart {
    const part: GrowingPart = { records: [], keys: [], refused: [] };
    const hasEnd = text.includes(END);
    if (!hasEnd) this.#hash.update(bytes);
    const lines = text.split('\n');
    const last = lines.pop()!;
    for (const line of lines) this.#take(line, hasEnd ? `${line}\n` : null, part);
    if (last !== '') this.#takeLast(last, hasEnd, part);
    return part;
  }

  /** What stands after the last line end: a whole line or the beginning of one. */
  #takeLast(text: string, hasEnd: boolean, part: GrowingPart): void {
    if (parsed(text) === undefined) this.#isCut = true;
    else this.#take(text, hasEnd ? text : null, part);
  }

  #take(text: string, summed: string | null, part: GrowingPart): void {
    this.#line++;
    if (text.trim() === '') {
      if (summed !== null) this.#hash.update(utf8ToBytes(summed));
      return;
    }
    const value = parsed(text);
    const kind = (value as { kind?: unknown } | undefined)?.kind;
    if (kind === 'end' && this.#said === null) {
      this.#said = value as EndLine;
      this.#sum = bytesToHex(this.#hash.clone().digest());
      return;
    }
    if (summed !== null) this.#hash.update(utf8ToBytes(summed));
    if (kind === 'header') {
      this.#checkHeader(value as { format?: unknown; version?: unknown });
      return;
    }
    this.#lines++;
    const key = kind === 'key' ? keyLineOf(value) : null;
    const checked = key ? null : validateRecord(value);
    if (!this.#isKnown && key === null && checked?.ok !== true) {
      throw new LogFileProblem('not-a-log', 'This is not a log that Retrace wrote. Nothing was imported.');
    }
    this.#isKnown = true;
    if (key) part.keys.push(key);
    else if (checked!.ok) {
      part.records.push(checked!.record);
      this.#records++;
    } else {
      if (++this.#refused > MOST_REFUSED) {
        throw new LogFileProblem(
          'not-a-log',
          `More than ${MOST_REFUSED} lines of this file are no records. It is not read on.`,
        );
      }
      const reason = value === undefined ? 'it is not JSON' : checked!.reason;
      part.refused.push({ line: this.#line, id: checked!.id, reason });
    }
  }

  #checkHeader({ format, version }: { format?: unknown; version?: unknown }): void {
    if (format !== 'retrace-log') {
      throw new LogFileProblem('not-a-log', 'This is not a log that Retrace wrote. Nothing was imported.');
    }
    if (version !== 1) {
      throw new LogFileProblem(
        'newer',
        `This log is of version ${String(version)}, and this Retrace reads version 1. Nothing was imported; update Retrace first.`,
      );
    }
    this.#isKnown = true;
  }

  end(isBroken: boolean): LogFileEnd {
    if (!this.#isKnown && this.#line === 0 && !this.#isCut && !isBroken) {
      throw new LogFileProblem('not-a-log', 'This file is empty. Nothing was imported.');
    }
    const missing = this.#missing(isBroken);
    return { lines: this.#lines, records: this.#records, isWhole: missing === null, missing };
  }

  #missing(isBroken: boolean): string | null {
    const read = `${this.#lines} whole ${this.#lines === 1 ? 'line was' : 'lines were'} read`;
    if (this.#said === null) {
      return this.#isCut || isBroken
        ? `The file is cut: ${read}, and what came after is missing.`
        : `The file has no last line: ${read}, and nobody can say whether more came after.`;
    }
    if (this.#said.lines !== this.#lines) {
      return `The file says it has ${this.#said.lines} lines: ${read}.`;
    }
    if (this.#said.sha256 !== undefined && this.#said.sha256 !== this.#sum) {
      return `The file was changed after it was written: ${read}, and their checksum is another than it says.`;
    }
    return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/** A key line; null if it holds no key of 32 bytes. */
export function keyLineOf(value: unknown): KeyLine | null {
  const { kind, name, k } = value as { readonly [field in keyof KeyLine]?: unknown };
  return kind === 'key' && typeof name === 'string' && typeof k === 'string' && /^[0-9a-f]{64}$/.test(k)
    ? { kind, name, k }
    : null;
}

export function bytesOfKey({ k }: KeyLine): Uint8Array {
  return hexToBytes(k);
}
