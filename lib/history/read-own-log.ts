/** Our own export as a source: its lines are records already. Cut anywhere, all whole lines are given. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { bytesOfKey, keyLineOf } from '../log/read-log-file.ts';
import type { LogRecord } from '../records/record.ts';
import { validateRecord } from '../records/validate-record.ts';
import { joinBytes } from './join-bytes.ts';
import { isLoose } from './loose.ts';

export type OwnLine =
  | { readonly is: 'record'; readonly record: LogRecord }
  /** Header, key, end, or nothing on it. */
  | { readonly is: 'frame' }
  | { readonly is: 'refused'; readonly reason: string };

/** Whether a line, the first of a file, says that the file is one of ours: a header, or a record where there is none. */
export function isOwnLine(line: string): boolean {
  const parsed = parsedLine(line);
  if (!isLoose(parsed)) return false;
  return parsed.kind === 'header' ? parsed.format === 'retrace-log' : validateRecord(parsed).ok;
}

/**
 * Reads the lines of one file, in order. The last one says how many there are and what they sum up to: `isWhole` is known after it.
 * Lines of a version that we do not know are refused with the header's reason.
 */
export class OwnLog {
  readonly #hash = sha256.create();
  #lines = 0;
  #isWhole: boolean | null = null;
  #unreadable: string | null = null;

  /** True: nothing is missing. False: lines were changed, added or lost. Null: it ended before its end line. */
  get isWhole(): boolean | null {
    return this.#isWhole;
  }

  /** @param bytes of the line, with its line end if it has one. */
  read(bytes: Uint8Array): OwnLine {
    const text = new TextDecoder().decode(bytes);
    if (text.trim() === '') return this.#frame(bytes);
    const parsed = parsedLine(text);
    if (parsed === undefined) return this.#refuse(bytes, 'a line is not whole');
    if (isLoose(parsed) && parsed.kind === 'header') {
      if (parsed.version !== 1)
        this.#unreadable = `it is of version ${JSON.stringify(parsed.version)?.slice(0, 20)}; this Retrace reads version 1`;
      // The end counts the lines between header and itself, and sums up all bytes before it.
      this.#hash.update(bytes);
      return { is: 'frame' };
    }
    if (isLoose(parsed) && parsed.kind === 'end') {
      const sum = bytesToHex(this.#hash.clone().digest());
      // Logs written by hand may end without a sum.
      this.#isWhole = parsed.lines === this.#lines && (parsed.sha256 === undefined || parsed.sha256 === sum);
      return { is: 'frame' };
    }
    if (this.#unreadable !== null) return this.#refuse(bytes, this.#unreadable);
    if (isLoose(parsed) && keyLineOf(parsed) !== null) return this.#frame(bytes);
    const checked = validateRecord(parsed);
    if (!checked.ok) return this.#refuse(bytes, checked.reason);
    this.#count(bytes);
    return { is: 'record', record: checked.record };
  }

  #frame(bytes: Uint8Array): OwnLine {
    this.#count(bytes);
    return { is: 'frame' };
  }

  #refuse(bytes: Uint8Array, reason: string): OwnLine {
    this.#count(bytes);
    return { is: 'refused', reason };
  }

  #count(bytes: Uint8Array): void {
    this.#lines++;
    this.#isWhole = null;
    this.#hash.update(bytes);
  }
}

/**
 * Keys that a log of ours brings, one that was encrypted and has been decrypted by hand: with them its deletions are known. They stand
 * before its records, and no more than that is read.
 */
export async function keysOfOwnLog(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const keys: Uint8Array[] = [];
  for await (const line of linesIn(beginningOf(bytes))) {
    const parsed = parsedLine(new TextDecoder().decode(line));
    const key = isLoose(parsed) ? keyLineOf(parsed) : null;
    if (key !== null) keys.push(bytesOfKey(key));
    else if (!isLoose(parsed) || parsed.kind !== 'header') break;
  }
  return keys;
}

/** Keys stand behind the header. An export of another product is one line of a gigabyte: it is not read for them. */
const LONGEST_BEGINNING = 1024 * 1024;

async function* beginningOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of bytes) {
    yield chunk;
    length += chunk.length;
    if (length >= LONGEST_BEGINNING) return;
  }
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

const NEWLINE = 0x0a;

/**
 * The lines of bytes that come in pieces, each with its line end; the last may be cut.
 * @param longest longer lines are given as their beginning: no line of ours is.
 */
export async function* linesIn(
  bytes: AsyncIterable<Uint8Array>,
  longest = 16 * 1024 * 1024,
): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array) => {
    if (length < longest) rest.push(part.slice(0, longest - length));
    length += part.length;
  };
  const line = () => {
    const whole = joinBytes(rest);
    rest = [];
    length = 0;
    return whole;
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end + 1));
      yield line();
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (length > 0) yield line();
}
